// What happens to people who leave: steps, dates, and people who return; from the command line to the rows.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, rowOf, scene, succeeds } from '../support/scene.mjs';

const { synced } = scene();
const later = { ...everybody, on_leaving: 'deactivate_then_delete', delete_after_days: 30 };
const day = 24 * 3600_000;
const dayOf = (time) => new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).replace('Sept', 'Sep');

const linkOf = async (host, externalId) => (await host.rows(`SELECT * FROM gup_links WHERE external_id = '${externalId}'`))[0];
/** Lets days pass for the person: moves the deactivation into the past. */
const daysPass = (host, externalId, days) =>
  host.database.run([`UPDATE gup_links SET missing_since = missing_since - ${days * day * 1000} WHERE external_id = '${externalId}'`]);
const reasonsOf = async (host, externalId) =>
  (await host.rows(`SELECT reason FROM gup_run_changes WHERE external_id = '${externalId}' ORDER BY run_id DESC, seq DESC`)).map(({ reason }) => reason);
const explain = async (host, email, args = []) => {
  const { stdout } = await succeeds(
    host.command(['explain'], ['--company', 'acme', '--provider', 'google-workspace', '--email', email, '--json', ...args]));
  return JSON.parse(stdout.trim().split('\n').at(-1));
};
const preview = async (host) => {
  const { stdout } = await succeeds(host.command(['sync'], ['--company', 'acme', '--provider', 'google-workspace', '--preview', '--json']));
  return JSON.parse(stdout.trim().split('\n').at(-1));
};
const save = (host, values, code = 0) => succeeds(host.act('acme', 'save', values), code);

test('deactivates first, shows the date everywhere, and deletes on that day after asking Google', () =>
  synced(later, async (host, emulator) => {
    await emulator.delete('users/1003');
    const date = dayOf(Date.now() + 30 * day);
    const shown = await preview(host);
    assert.match(JSON.stringify(shown), new RegExp(`Deleted in Google; to be deleted on ${date} unless the person returns`));
    assert.equal((await succeeds(host.sync('acme'))).report.removed, 1);
    const row = await rowOf(host, '1003');
    assert.equal(row.status, 'inactive');
    assert.match((await reasonsOf(host, '1003'))[0], /; to be deleted on \d+ [A-Z][a-z]{2} \d{4} unless the person returns$/);
    const why = await explain(host, 'ada.lovelace@acme.com');
    assert.equal(why.included, false);
    assert.match(why.obstacles[0], new RegExp(`^Deleted in Google, on .*; kept as an inactive target user; to be deleted on ${date}$`));
    assert.match(why.next, new RegExp(`^The first sync on or after ${date} deletes this target user\\.`));

    const { last } = await emulator.get('requests');
    const users = await host.rows('SELECT * FROM target_users ORDER BY id');
    await daysPass(host, '1003', 29);
    const quiet = await succeeds(host.sync('acme'));
    assert.equal(quiet.report.removed, 0);
    assert.deepEqual(await host.rows('SELECT * FROM target_users ORDER BY id'), users, 'nothing changed: no row is written');
    assert.ok(!(await emulator.get(`requests?since=${last}`)).requests.some(({ path }) => path.endsWith('/users/1003')), 'not asked about before');

    await daysPass(host, '1003', 2);
    assert.match(JSON.stringify(await preview(host)), /Deleted in Google; inactive since/);
    assert.equal((await rowOf(host, '1003')).status, 'inactive', 'a preview deletes no one');
    assert.equal((await succeeds(host.sync('acme'))).report.removed, 1);
    assert.equal(await rowOf(host, '1003'), undefined);
    assert.equal(await linkOf(host, '1003'), undefined);
    assert.match((await reasonsOf(host, '1003'))[0], /^Deleted in Google; inactive since /);
  }));

test('a person who returns before keeps the row with its id', () =>
  synced(later, async (host, emulator) => {
    const { id } = await rowOf(host, '1003');
    await emulator.patch('users/1003', { suspended: true });
    await succeeds(host.sync('acme'));
    assert.equal((await rowOf(host, '1003')).status, 'inactive');
    await daysPass(host, '1003', 31);
    await emulator.patch('users/1003', { suspended: false });
    assert.equal((await succeeds(host.sync('acme'))).report.reactivated, 1);
    const back = await rowOf(host, '1003');
    assert.deepEqual([back.id, back.status], [id, 'active']);
    assert.equal(Number((await linkOf(host, '1003')).delete_after_days), 0);
  }));

test('left, suspended and deselected people take steps of their own', () =>
  synced({ ...everybody, on_leaving: 'by_cause', on_leaving_left: 'delete', on_leaving_suspended: 'deactivate', on_leaving_deselected: 'deactivate_then_delete', delete_after_days: 7 },
    async (host, emulator) => {
      await emulator.delete('users/1003');
      await emulator.patch('users/1004', { suspended: true });
      await succeeds(host.act('acme', 'exclude', { exclusion_kind: 'address', exclusion_value: 'erin@acme.com', exclusion_reason: 'robot' }));
      const [{ external_id: erin }] = await host.rows("SELECT external_id FROM target_users WHERE email = 'erin@acme.com'");
      await succeeds(host.sync('acme'));
      assert.equal(await rowOf(host, '1003'), undefined);
      assert.deepEqual([(await rowOf(host, '1004')).status, Number((await linkOf(host, '1004')).delete_after_days)], ['inactive', 0]);
      assert.deepEqual([(await rowOf(host, erin)).status, Number((await linkOf(host, erin)).delete_after_days)], ['inactive', 7]);
      assert.match((await reasonsOf(host, erin))[0], /^Excluded: address erin@acme\.com \(robot\); to be deleted on /);
      await daysPass(host, '1004', 400);
      await daysPass(host, erin, 8);
      await succeeds(host.sync('acme'));
      assert.equal((await rowOf(host, '1004')).status, 'inactive', 'no date');
      assert.equal(await rowOf(host, erin), undefined);
      await emulator.delete('users/1004');
      await succeeds(host.sync('acme'));
      assert.equal(await rowOf(host, '1004'), undefined, 'deleted in Google after the suspension');
    }));

test('too many deletions on one day wait for an administrator, who can keep the people as inactive', () =>
  synced({ ...later, removal_limit_percent: 100 }, async (host, emulator) => {
    const ids = ['1003', '1004', '1005'];
    for (const id of ids) await emulator.patch(`users/${id}`, { suspended: true });
    await succeeds(host.sync('acme'));
    for (const id of ids) await daysPass(host, id, 31);
    await save(host, { removal_limit_percent: 5, removal_limit_at_least: 2 });
    const { report } = await succeeds(host.sync('acme'), 5);
    assert.deepEqual([report.removed, report.held], [0, 3]);
    for (const id of ids) assert.equal((await rowOf(host, id)).status, 'inactive');
    assert.match((await explain(host, 'ada.lovelace@acme.com')).next, /^The deletion has been held since /);
    await succeeds(host.act('acme', 'dismiss_removals', { removals: '1003' }));
    await succeeds(host.act('acme', 'approve_removals', { removals: '1004,1005', count: 2 }));
    assert.equal((await rowOf(host, '1003')).status, 'inactive');
    assert.equal(await rowOf(host, '1004'), undefined);
    await daysPass(host, '1003', 400);
    assert.equal((await succeeds(host.sync('acme'))).report.removed, 0, 'kept as inactive');
  }));

test('undoing a deactivation makes the person active; undoing a deletion brings the row back, inactive and with its date', () =>
  synced(later, async (host, emulator) => {
    const before = await rowOf(host, '1003');
    await emulator.patch('users/1003', { suspended: true });
    await succeeds(host.sync('acme'));
    const runs = async () => (await host.rows('SELECT id FROM gup_runs WHERE kind = 0 ORDER BY id DESC'))[0].id;
    await succeeds(host.act('acme', 'undo_run', { run: await runs(), count: 1 }));
    assert.deepEqual([(await rowOf(host, '1003')).id, (await rowOf(host, '1003')).status], [before.id, 'active']);
    assert.equal(Number((await linkOf(host, '1003')).delete_after_days), 0);
    await succeeds(host.sync('acme'));
    await daysPass(host, '1003', 31);
    await succeeds(host.sync('acme'));
    assert.equal(await rowOf(host, '1003'), undefined);
    await succeeds(host.act('acme', 'undo_run', { run: await runs(), count: 1 }));
    const restored = await rowOf(host, '1003');
    assert.deepEqual([restored.id, restored.status], [before.id, 'inactive']);
    assert.equal(Number((await linkOf(host, '1003')).delete_after_days), 30);
  }));

test('one person alone is deleted on the day, too, and more days in the settings count for those who wait', () =>
  synced(later, async (host, emulator) => {
    await emulator.patch('users/1003', { suspended: true });
    await succeeds(host.sync('acme'));
    await daysPass(host, '1003', 31);
    await save(host, { delete_after_days: 60 });
    await succeeds(host.sync('acme'));
    assert.equal(Number((await linkOf(host, '1003')).delete_after_days), 60);
    await daysPass(host, '1003', 31);
    const why = await explain(host, 'ada.lovelace@acme.com', ['--now', '--apply']);
    assert.equal(why.changed, true);
    assert.equal(await rowOf(host, '1003'), undefined);
  }));

for (const how of ['page', 'command line'])
  test(`an unlink on the ${how} can keep the users, groups and memberships, and be undone`, () =>
    synced({ ...later, method: 'matching_groups' }, async (host, emulator) => {
      await emulator.patch('users/1003', { suspended: true });
      await succeeds(host.sync('acme'));
      const rows = async () => ({
        users: await host.rows('SELECT id, email, status FROM target_users ORDER BY id'),
        groups: await host.rows('SELECT id, name FROM target_groups ORDER BY id'),
        members: await host.rows('SELECT DISTINCT group_id, user_id FROM target_group_members ORDER BY group_id, user_id'),
      });
      const owned = async () => ({
        users: await host.rows('SELECT id, provider, external_id FROM target_users ORDER BY id'),
        members: await host.rows('SELECT * FROM target_group_members ORDER BY group_id, user_id, provider'),
      });
      const before = await rows();
      const ours = await owned();
      await succeeds(host.act('acme', 'unlink_and_keep', { confirmation: 'acme.org' }), 3);
      if (how === 'page') {
        await succeeds(host.act('acme', 'unlink_and_keep', { confirmation: 'acme.com' }));
      } else {
        const unlink = (...args) =>
          host.command(['unlink'], ['--company', 'acme', '--provider', 'google-workspace', '--keep-users', ...args]);
        assert.match((await succeeds(unlink(), 2)).stderr, /stay, as rows made by hand\. Nothing was removed\./);
        assert.deepEqual(await owned(), ours);
        await succeeds(unlink('--yes'));
      }
      assert.deepEqual(await rows(), before);
      assert.deepEqual((await owned()).users.filter(({ provider, external_id: id }) => provider !== '' || id !== null), []);
      assert.deepEqual((await host.rows("SELECT * FROM target_groups WHERE provider <> ''")), []);
      assert.deepEqual((await owned()).members.filter(({ provider }) => provider !== ''), []);
      assert.deepEqual(await host.rows('SELECT * FROM gup_links'), []);

      await succeeds(host.connect('acme'));
      const [{ id }] = await host.rows('SELECT id FROM gup_runs WHERE kind = 1 ORDER BY id DESC');
      const changed = ours.users.filter(({ provider }) => provider !== '').length + before.groups.length;
      await succeeds(host.act('acme', 'undo_run', { run: id, count: changed }));
      assert.deepEqual(await rows(), before);
      assert.deepEqual(await owned(), ours);
      assert.equal((await succeeds(host.sync('acme'))).report.removed, 0);
    }));

test('wrong steps and days are refused at their fields', () =>
  synced(everybody, async (host) => {
    for (const [values, sentence] of [
      [{ on_leaving: 'keep' }, /on_leaving/],
      [{ on_leaving: 'by_cause', on_leaving_left: 'archive' }, /on_leaving_left/],
      [{ delete_after_days: 0 }, /delete_after_days/],
      [{ delete_after_days: 366 }, /delete_after_days/],
      [{ delete_after_days: "1'); DROP TABLE target_users;--" }, /delete_after_days/],
    ]) {
      const { stdout, stderr } = await save(host, values, 2);
      assert.match(stdout + stderr, sentence);
    }
  }));

test('companies of a former version keep their step, and delete no one who left before', () =>
  synced({ ...everybody, on_leaving: 'deactivate' }, async (host, emulator) => {
    await emulator.delete('users/1003');
    await succeeds(host.sync('acme'));
    const drop = (table, columns) => columns.map((column) => `ALTER TABLE ${table} DROP COLUMN ${column}`);
    const steps = ['on_leaving_suspended', 'on_leaving_deselected', 'delete_after_days', 'group_attribute'];
    const [{ secret_name: name }] = await host.rows('SELECT secret_name FROM gup_connections');
    // As the thirteenth version of the plugin's tables has them.
    await host.database.run([
      ...drop('gup_settings', steps), ...drop('gup_run_settings', steps),
      ...drop('gup_links', ['leaving_cause', 'delete_after_days']), ...drop('gup_run_links', ['leaving_cause', 'delete_after_days']),
      ...drop('gup_run_groups', ['dismissed_since', 'link_updated_at']),
      ...drop('gup_connections', ['secret_name']), 'DROP TABLE gup_unused_secrets',
      'UPDATE gup_schema SET version = 13',
    ]);
    // Creates what is missing. Then the credentials, which had another name in that version, are found.
    await host.page('acme');
    await host.database.run([`UPDATE gup_connections SET secret_name = '${name}'`]);
    assert.equal((await succeeds(host.sync('acme'))).report.removed, 0);
    await save(host, { on_leaving: 'deactivate_then_delete', delete_after_days: 1 });
    await daysPass(host, '1003', 400);
    assert.equal((await succeeds(host.sync('acme'))).report.removed, 0);
    assert.equal((await rowOf(host, '1003')).status, 'inactive');
    await emulator.patch('users/1004', { suspended: true });
    await succeeds(host.sync('acme'));
    await daysPass(host, '1004', 2);
    await succeeds(host.sync('acme'));
    assert.equal(await rowOf(host, '1004'), undefined, 'those who leave from now on');
  }));
