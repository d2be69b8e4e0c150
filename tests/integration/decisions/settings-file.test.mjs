// Settings as a file: export, review, import, and earlier settings.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { addGroupByHand, everybody, scene, succeeds } from '../support/scene.mjs';

const { synced, withHost } = scene();
const page = (host, action, fields = []) =>
  host.command(['page', 'act'], ['--company', 'acme', '--page', 'google-user-provisioning', '--action', action, ...fields]);
const exported = async (host) => (await succeeds(page(host, 'export_settings'))).stdout;
/** Runs an action with the text as the field `settings_file`. */
const withText = async (host, action, text, code = 0) => {
  const file = join(host.folder, 'import.yaml');
  await writeFile(file, text);
  return succeeds(page(host, action, ['--set-file', `settings_file=${file}`]), code);
};
const settingsOf = (host) => host.rows('SELECT * FROM gup_settings');
const versionsOf = (host) =>
  host.rows('SELECT version, saved_by, settings FROM gup_settings_versions ORDER BY version');
/** How an export writes fields whose mapping was not changed. */
const defaultFields = `fields:\n${[
  ['first_name', 'name.givenName'],
  ['last_name', 'name.familyName'],
  ['department', 'organizations.department'],
  ['job_title', 'organizations.title'],
  ['phone_number', 'phones'],
  ['manager_email', 'relations.manager'],
  ['preferred_language', 'languages'],
  ['location', 'locations'],
].map(([field, source]) => `  ${field}:\n    from:\n      - "${source}"\n    when_empty: clear\n`).join('')}`;
const blocksOf = (block) => [block, ...(block.blocks ?? []).flatMap(blocksOf)];

test('an export names everything, with the names of units, and its import changes nothing', () =>
  synced({ ...everybody, scope: 'chosen', organizational_units: 'id:eng,id:emea', method: 'target_group', target_group: 'new:Staff' }, async (host) => {
    await succeeds(host.act('acme', 'exclude', { exclusion_kind: 'pattern', exclusion_value: 'svc-*@acme.com', exclusion_reason: 'robots: "r2" ${HOME}' }));
    await succeeds(host.act('acme', 'exclude', { exclusion_kind: 'unit', exclusion_value: 'id:north', exclusion_reason: 'far' }));
    const [staff] = await host.rows(`SELECT id FROM target_groups WHERE name = 'Staff'`);
    const text = await exported(host);
    assert.equal(text, `source: "organizational_units"
scope: "chosen"
organizational_units:
  - "id:eng"  # / Engineering
  - "id:emea"  # / Sales / EMEA
groups: []
include_sub_units: true
include_nested_groups: true
method: "target_group"
target_group: "name:Staff"
group_attribute: "department"
on_leaving: "delete"
on_leaving_left: "delete"
on_leaving_suspended: "delete"
on_leaving_deselected: "delete"
delete_after_days: 30
existing_users: "adopt"
removal_limit:
  percent: 5
  at_least: 20
schedule:
  every: "24h"
  quiet_days: []
  quiet_dates: []
${defaultFields}exclusions:
  - kind: pattern
    value: "svc-*@acme.com"
    reason: "robots: \\"r2\\" $\${HOME}"
  - kind: unit
    value: "id:north"  # /Sales/EMEA/North + East
    reason: "far"
  - kind: guests
`);
    const before = [await settingsOf(host), await host.rows('SELECT * FROM gup_exclusions ORDER BY kind')];
    const { stdout } = await withText(host, 'import_settings', text);
    assert.match(stdout, /These are the current settings\. Nothing was changed\./);
    assert.deepEqual([await settingsOf(host), await host.rows('SELECT * FROM gup_exclusions ORDER BY kind')], before);
    assert.equal(await exported(host), text);
  }));

test('an import is checked like the form, and says file, line and key', () =>
  synced(everybody, async (host) => {
    const text = await exported(host);
    const before = await settingsOf(host);
    const refused = async (changed, sentence) => {
      for (const action of ['review_settings', 'import_settings']) {
        const { stderr } = await withText(host, action, changed, 2);
        assert.ok(stderr.includes(sentence), stderr);
        assert.ok(stderr.includes('Nothing was saved.'), stderr);
      }
      assert.deepEqual(await settingsOf(host), before);
    };
    await refused(text.replace('percent: 5', 'percent: 500'), "settings.yaml:16: key 'removal_limit.percent': Enter a whole number from 0 to 100.");
    await refused(text.replace('percent: 5', 'percent: five'), "settings.yaml:16: key 'removal_limit.percent': ");
    await refused(text.replace('scope: "all"', 'scope: "chosen"'), "settings.yaml:3: key 'organizational_units': Choose at least one organizational unit, or all of them.");
    await refused(text.replace('scope: "all"', 'scope: "chosen"').replace('organizational_units: []', 'organizational_units: ["id:nowhere"]'), "key 'organizational_units': Google has no organizational unit “id:nowhere”");
    await refused(text.replace('on_leaving', 'on_leave'), "settings.yaml:9: key 'on_leave': ");
    await refused(text.replace(/^source.*\n/, ''), "key 'source': is missing");
    await refused(text.replace('method: "target_users"', 'method: "target_group"\ntarget_group: "77"'), "key 'target_group': This target group no longer exists. Select another one.");
    await refused(`${text}  - kind: pattern\n    value: "*@*"\n    reason: x\n`, "key 'exclusions[1].value': The pattern would match everyone.");
    await refused(`${text}  - kind: pattern\n    value: "\${HOME}*@acme.com"\n    reason: x\n`, "key 'exclusions[1].value': ");
    await refused(`source: &a x\n`, 'settings.yaml:1');
    await refused('', 'settings.yaml');
  }));

test('a review says in words what an import changes, and the import does it in one step', () =>
  synced(everybody, async (host) => {
    const text = (await exported(host))
      .replace('method: "target_users"', 'method: "value_groups"').replace('percent: 5', 'percent: 40')
      .replace('  - kind: guests\n', '  - kind: address\n    value: Frank@acme.com\n    reason: on loan\n');
    const words = 'Sync method: target users only → a target group for each value. Target groups for each: department. Removal limit: ' +
      '5% and at least 20 users within 7 days → 40% and at least 20 users within 7 days. Exclusions added: frank@acme.com (on loan). Exclusions removed: guests.';
    const before = await settingsOf(host);
    const review = await withText(host, 'review_settings', text);
    assert.ok(review.stdout.includes(`The import would change: ${words} Nothing was saved yet.`), review.stdout);
    assert.deepEqual(await settingsOf(host), before);
    const { stdout } = await withText(host, 'import_settings', text);
    assert.ok(stdout.includes(`Settings imported. ${words}`), stdout);
    const [after] = await settingsOf(host);
    assert.deepEqual([after.method, Number(after.limit_percent), Number(after.revision)], ['value_groups', 40, Number(before[0].revision) + 1]);
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.removed, 1, 'Frank');
    const audit = await host.rows(`SELECT detail FROM host_audit WHERE action = 'settings_saved'`);
    assert.ok(audit.some(({ detail }) => detail.includes(words)));
  }));

test('the schedule is a part of the file, and without it the current one stays', () =>
  synced(everybody, async (host) => {
    const text = await exported(host);
    const daily = text.replace('every: "24h"\n  quiet_days: []', 'every: "24h"\n  time: "02:30"\n  zone: "Europe/Berlin"\n  quiet_days: ["sunday"]');
    const words = 'Schedule: every 24 hours → every 24 hours at 02:30 (Europe/Berlin), not on Sunday.';
    assert.ok((await withText(host, 'review_settings', daily)).stdout.includes(`The import would change: ${words}`));
    await withText(host, 'import_settings', daily);
    assert.equal(await exported(host), daily.replace('quiet_days: ["sunday"]', 'quiet_days:\n    - "sunday"'));
    assert.match((await withText(host, 'import_settings', daily)).stdout, /These are the current settings/);
    await withText(host, 'import_settings', daily.replace(/schedule:\n(  .*\n)+/, ''));
    assert.match(await exported(host), /time: "02:30"/);
    const { stderr } = await withText(host, 'import_settings', daily.replace('Europe/Berlin', 'Europe/Nowhere'), 2);
    assert.ok(stderr.includes("key 'schedule.zone': No time zone has this name."), stderr);
  }));

test('a version has the schedule: each save of the schedule makes one, and an earlier one brings it back', () =>
  synced(everybody, async (host) => {
    const text = await exported(host);
    const table = async () => {
      const { rows } = (await host.page('acme')).blocks.flatMap(blocksOf).find(({ id }) => id === 'settings_versions');
      return rows.map(({ cells }) => [cells[0], cells[3]]);
    };
    const first = ['1', 'The first version that is kept'];
    await succeeds(host.act('acme', 'save_schedule', { schedule_time: '02:30', schedule_zone: 'Europe/Berlin', quiet_days: 'sunday' }));
    const scheduled = 'Schedule: every 24 hours → every 24 hours at 02:30 (Europe/Berlin), not on Sunday.';
    assert.deepEqual(await table(), [['2', scheduled], first]);
    await succeeds(host.act('acme', 'save', { on_leaving: 'deactivate' }));
    const later = await exported(host);
    const { stdout } = await succeeds(host.act('acme', 'restore_settings', { version: 1 }));
    const back = 'Schedule: every 24 hours at 02:30 (Europe/Berlin), not on Sunday → every 24 hours.';
    assert.ok(stdout.includes(`When a user leaves: deactivated → deleted. ${back}`), stdout);
    assert.equal(await exported(host), text);
    assert.deepEqual((await table()).map(([version]) => version), ['4', '3', '2', '1'], 'one version for both');
    await succeeds(host.act('acme', 'restore_settings', { version: 3 }));
    assert.equal(await exported(host), later);

    const dated = later.replace('quiet_dates: []', 'quiet_dates:\n    - "2030-12-24"');
    const imported = (await withText(host, 'import_settings', dated)).stdout;
    assert.match(imported, /Settings imported\. Schedule: .* and 24 Dec 2030\./);
    assert.doesNotMatch(imported, /preview it to see who leaves/);
    assert.match((await table())[0].join(' '), /^6 Schedule: .* and 24 Dec 2030\.$/);
    await succeeds(host.act('acme', 'restore_settings', { version: 5 }));
    assert.equal(await exported(host), later);
  }));

test('a version that was kept before versions had the schedule leaves it', () =>
  synced(everybody, async (host) => {
    const [{ settings }] = await versionsOf(host);
    const former = settings.replace(/schedule:\n(  .*\n)+/, '').replace('percent: 5', 'percent: 7');
    assert.notEqual(former, settings);
    await succeeds(host.act('acme', 'save', { on_leaving: 'deactivate' }));
    await succeeds(host.act('acme', 'save_schedule', { schedule_every: '4h' }));
    await host.rows(`UPDATE gup_settings_versions SET settings = '${former.replaceAll("'", "''")}' WHERE version = 1`);
    await succeeds(host.act('acme', 'restore_settings', { version: 1 }));
    const text = await exported(host);
    assert.match(text, /percent: 7/);
    assert.match(text, /every: "4h"/);
  }));

test('the fields are a part of the file: an import replaces them, and an earlier version brings them back', () =>
  synced(everybody, async (host) => {
    const locations = () => host.rows(`SELECT DISTINCT location FROM target_users ORDER BY location`);
    const text = await exported(host);
    const before = await locations();
    const changed = text.replace('      - "locations"\n    when_empty: clear\n', '      - "addresses.work.locality"\n    when_empty: text\n    text: "Headquarters"\n');
    assert.notEqual(changed, text);
    const words = 'Location: addresses.work.locality; “Headquarters” when empty (before: locations; cleared when empty).';
    assert.ok((await withText(host, 'review_settings', changed)).stdout.includes(`The import would change: ${words}`));
    assert.equal(await exported(host), text, 'a review changes nothing');
    await withText(host, 'import_settings', changed);
    assert.equal(await exported(host), changed);
    assert.match((await withText(host, 'import_settings', changed)).stdout, /These are the current settings/);
    await succeeds(host.sync('acme'));
    assert.ok((await locations()).some(({ location }) => location === 'Headquarters'));

    await withText(host, 'import_settings', changed.replace(/fields:\n(  .*\n)+/, ''));
    assert.equal(await exported(host), changed, 'without fields, the current ones stay');
    const { stderr } = await withText(host, 'import_settings', changed.replace('addresses.work.locality', 'addresses.work.galaxy'), 2);
    assert.match(stderr, /settings\.yaml:\d+: key 'fields\.location\.from': “addresses\.work\.galaxy” is not an attribute of Google users\./);

    const table = (await host.page('acme')).blocks.flatMap(blocksOf).find(({ id }) => id === 'settings_versions');
    assert.deepEqual(table.rows.map(({ cells }) => cells[3]), [words, 'The first version that is kept']);
    await succeeds(host.act('acme', 'restore_settings', { version: 1 }));
    assert.equal(await exported(host), text);
    await succeeds(host.sync('acme'));
    assert.deepEqual(await locations(), before);
  }));

test('a version that was kept before files had fields leaves the fields as they are', () =>
  synced(everybody, async (host) => {
    const [{ settings }] = await versionsOf(host);
    const former = settings.replace(/fields:\n(  .*\n)+/, '').replace('percent: 5', 'percent: 7');
    await succeeds(host.act('acme', 'save_fields', { field_location: 'addresses.work.locality' }));
    await host.rows(`UPDATE gup_settings_versions SET settings = '${former.replaceAll("'", "''")}' WHERE version = 1`);
    await succeeds(host.act('acme', 'restore_settings', { version: 1 }));
    const text = await exported(host);
    assert.match(text, /percent: 7/);
    assert.match(text, /addresses\.work\.locality/);
  }));

test('a file makes a new group once, and is imported again without an error', () =>
  synced(everybody, async (host) => {
    const text = (await exported(host)).replace('method: "target_users"', 'method: "target_group"\ntarget_group: "new:Staff"');
    await withText(host, 'import_settings', text);
    await succeeds(host.sync('acme'));
    const { stdout } = await withText(host, 'import_settings', text);
    assert.match(stdout, /These are the current settings/);
  }));

test('a file names the target group, so that another company gets its own group of this name', () =>
  synced({ ...everybody, method: 'target_group', target_group: 'new:Staff' }, async (host) => {
    const text = await exported(host);
    assert.match(text, /\ntarget_group: "name:Staff"\n/);
    const targets = async () => (await settingsOf(host))[0].target_group;
    const staff = await targets();
    // Another company has other groups, and other ids.
    await host.rows(`UPDATE target_groups SET name = 'Former staff', name_key = 'former staff' WHERE id = ${staff}`);
    await withText(host, 'import_settings', text);
    assert.equal(await targets(), 'new:Staff');
    await withText(host, 'import_settings', text.replace('name:Staff', 'name:Former staff'));
    assert.equal(await targets(), staff);
    const { stderr } = await withText(host, 'import_settings', text.replace('name:Staff', 'name: '), 2);
    assert.ok(stderr.includes("key 'target_group': Enter a name for the new target group."), stderr);
  }));

test('a version with a rule about a group that Google no longer has is used again, with the rule', () =>
  synced(everybody, async (host, emulator) => {
    await emulator.post('groups', { id: 'late', email: 'late@acme.com', name: 'Late shift', members: [] });
    await succeeds(host.act('acme', 'exclude', { exclusion_kind: 'group', exclusion_value: 'late', exclusion_reason: 'nights' }));
    await succeeds(host.act('acme', 'remove_exclusion', { exclusion_kind: 'group', exclusion_value: 'late' }));
    const table = (await host.page('acme')).blocks.flatMap(blocksOf).find(({ id }) => id === 'settings_versions');
    assert.equal(table.rows[0].cells[3], 'Exclusions removed: group “Late shift” (nights).');
    await emulator.delete('groups/late');
    const version = Number(table.rows[1].cells[0]);
    const { stdout } = await succeeds(host.act('acme', 'restore_settings', { version }));
    assert.ok(stdout.includes('Google has no group “late”. Its exclusion is kept.'), stdout);
    const text = await exported(host);
    assert.match(text, /kind: group\n    value: "late"/);
    await withText(host, 'import_settings', text.replace(/  - kind: group[^]*?reason: .*\n/, ''));
    const refused = await withText(host, 'import_settings', text, 2);
    assert.match(refused.stderr, /key 'exclusions\[\d\]\.value': Google has no group “late”\./);
  }));

test('earlier settings are listed with who, when and what, and used again', () =>
  synced(everybody, async (host) => {
    const group = await addGroupByHand(host, { name: 'Team' });
    await succeeds(host.act('acme', 'save', { method: 'target_group', target_group: String(group) }));
    await succeeds(host.act('acme', 'save', { method: 'matching_groups', on_leaving: 'deactivate' }));
    await succeeds(host.act('acme', 'exclude', { exclusion_kind: 'domain', exclusion_value: 'acme.co.uk', exclusion_reason: 'sold' }));
    const table = (await host.page('acme')).blocks.flatMap(blocksOf).find(({ id }) => id === 'settings_versions');
    assert.deepEqual(table.rows.map(({ cells, action }) => [cells[0], cells[2], cells[3], action?.value]), [
      ['4', 'Command line', 'Exclusions added: domain acme.co.uk (sold).', undefined],
      ['3', 'Command line', 'Sync method: one target group → matching groups. When a user leaves: deleted → deactivated.', '3'],
      ['2', 'Command line', 'Sync method: target users only → one target group. Target group: none → “Team”.', '2'],
      ['1', 'Command line', 'The first version that is kept', '1'],
    ]);
    const { stdout } = await succeeds(host.act('acme', 'restore_settings', { version: 2 }));
    assert.match(stdout, /Version 2 is used again\./);
    const [now] = await settingsOf(host);
    assert.deepEqual([now.method, now.target_group, now.on_leaving], ['target_group', String(group), 'delete']);
    assert.deepEqual(await host.rows(`SELECT value FROM gup_exclusions WHERE removed_at IS NULL`), []);
    const versions = await versionsOf(host);
    assert.equal(versions.length, 5);
    assert.equal(versions[4].settings, versions[1].settings);
    assert.match((await succeeds(host.act('acme', 'restore_settings', { version: 2 }))).stdout, /These are the current settings/);

    await succeeds(host.act('acme', 'restore_settings', { version: 1 }));
    await host.rows('DELETE FROM target_groups');
    const gone = await succeeds(host.act('acme', 'restore_settings', { version: 2 }), 3);
    assert.ok(gone.stderr.includes("key 'target_group': This target group no longer exists. Select another one."), gone.stderr);
    assert.match((await succeeds(host.act('acme', 'restore_settings', { version: 99 }), 3)).stderr, /There is no version 99/);
    for (const version of ['0', '-1', 'x', '9223372036854775807', "1'; DROP TABLE gup_settings;--"])
      await succeeds(host.act('acme', 'restore_settings', { version }), 2);
    assert.equal((await settingsOf(host))[0].method, 'target_users');
  }));

test('settings that a former version saved are kept before they change', () =>
  synced(everybody, async (host) => {
    await host.rows('DELETE FROM gup_settings_versions');
    await succeeds(host.act('acme', 'save', { on_leaving: 'deactivate' }));
    assert.equal((await versionsOf(host)).length, 2);
    await succeeds(host.act('acme', 'restore_settings', { version: 1 }));
    assert.equal((await settingsOf(host))[0].on_leaving, 'delete');
    await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    assert.deepEqual(await versionsOf(host), []);
  }));

test('keeps the last 100 versions, and two saves at once leave one version each', () =>
  synced(everybody, async (host) => {
    const [{ settings }] = await versionsOf(host);
    for (let version = 2; version <= 130; ++version)
      await host.rows(`INSERT INTO gup_settings_versions (company_id, version, revision, saved_by, saved_at, settings)
        VALUES ('acme', ${version}, 0, 'x', ${Date.now() * 1000}, '${settings.replaceAll("'", "''")}')`);
    await Promise.all([succeedsOrIsStale(host.act('acme', 'save', { on_leaving: 'deactivate' })),
      succeedsOrIsStale(host.act('acme', 'save', { existing_users: 'skip' }))]);
    const versions = await versionsOf(host);
    assert.equal(versions.length, 100);
    assert.ok(Number(versions.at(-1).version) >= 131);
  }));

const succeedsOrIsStale = async (command) => {
  const { code, stdout, stderr } = await command;
  assert.ok([0, 3].includes(code), stdout + stderr);
};
