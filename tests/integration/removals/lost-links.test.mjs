// The plugin's tables are lost or older than the host's, or the reverse, as after restoring a back-up: syncs find users and
// target groups by company, provider and external id, and link them again.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addByHand, everybody, rowOf, scene, succeeds } from '../support/scene.mjs';
import { assertTables, threeTables } from '../support/tables.mjs';

const { synced, withHost } = scene();

const methods = {
  'target users': [everybody, { source: 'organizational_units', method: 'target_users' }],
  'one target group': [
    { ...everybody, method: 'target_group', target_group: 'new:Staff' },
    { source: 'organizational_units', method: 'target_group', targetGroup: 'Staff' },
  ],
  'a target group for each unit': [{ ...everybody, method: 'matching_groups' }, { source: 'organizational_units', method: 'matching_groups' }],
  'a target group for each group': [{ source: 'groups', scope: 'all', method: 'matching_groups' }, { source: 'groups', method: 'matching_groups' }],
};
const matching = methods['a target group for each unit'][0];

/** The rows of the plugin's links, which a sync of an unchanged directory does not write. */
const links = async (host) => [
  ...(await host.rows('SELECT external_id, user_id, origin, state, row_updated_at FROM gup_links ORDER BY external_id')),
  ...(await host.rows('SELECT source_id, group_id, row_updated_at FROM gup_group_links ORDER BY source_id')),
];
const pluginTables = async (host) => (await host.database.tables()).filter((name) => name.startsWith('gup_'));
const loseLinks = (host) => host.database.run(['DELETE FROM gup_links', 'DELETE FROM gup_group_links', 'DELETE FROM gup_link_sources', 'DELETE FROM gup_source_groups']);
const loseTables = async (host) => host.database.run((await pluginTables(host)).map((name) => `DROP TABLE ${name}`));

/** Copies these tables. Returns how to restore them. */
async function backUp(host, tables) {
  await host.database.run(tables.map((name) => `CREATE TABLE backup_${name} AS SELECT * FROM ${name}`));
  return () => host.database.run(tables.flatMap((name) => [`DELETE FROM ${name}`, `INSERT INTO ${name} SELECT * FROM backup_${name}`]));
}
const add = (emulator, id, givenName = 'New', orgUnitPath = '/Sales') =>
  emulator.post('users', { id, primaryEmail: `new${id}@acme.com`, name: { givenName, familyName: 'Comer' }, orgUnitPath });
const remarks = ({ report }) => report.remarks.join('\n');

async function assertSecondSyncWritesNothing(host) {
  const before = [await threeTables(host), await links(host)];
  const { report } = await succeeds(host.sync('acme'));
  assert.deepEqual([report.added, report.updated, report.removed, report.groups_updated, report.memberships_added], [0, 0, 0, 0, 0]);
  assert.deepEqual([await threeTables(host), await links(host)], before);
  assert.doesNotMatch(remarks({ report }), /linked/);
}

for (const [name, [settings, expected]] of Object.entries(methods)) {
  test(`lost links, ${name}: the same users, groups and memberships are linked again`, () =>
    synced(settings, async (host, emulator) => {
      const before = [await threeTables(host), await links(host)];
      await loseLinks(host);
      const { report } = await succeeds(host.sync('acme'));
      assert.deepEqual([report.added, report.updated, report.removed, report.groups_added, report.groups_removed], [0, 0, 0, 0, 0]);
      assert.deepEqual([await threeTables(host), await links(host)], before);
      assert.match(remarks({ report }), /target users were linked to Google again/);
      await assertTables(host, 'acme', emulator, expected);
      await assertSecondSyncWritesNothing(host);
    }));

  test(`lost tables, ${name}: connecting again changes no row`, () =>
    synced(settings, async (host) => {
      const before = await threeTables(host);
      await loseTables(host);
      await succeeds(host.connect('acme'));
      await succeeds(host.act('acme', 'save', { ...settings, ...(settings.target_group && { target_group: String(before.groups[0].id) }) }));
      await succeeds(host.sync('acme'));
      assert.deepEqual(await threeTables(host), before);
      await assertSecondSyncWritesNothing(host);
      await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
      assert.deepEqual(await threeTables(host), { users: [], groups: [], members: [] }, 'the sync had created all of them');
    }));
}

test('the tables of the plugin are from before the first sync: a new target group is not created twice', () =>
  withHost({}, async (host) => {
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'save', methods['one target group'][0]));
    const restore = await backUp(host, await pluginTables(host));
    await succeeds(host.sync('acme'));
    const before = await threeTables(host);
    await restore();
    await succeeds(host.sync('acme'));
    const after = await threeTables(host);
    assert.deepEqual([after.users, after.members, after.groups.map(({ id }) => id)], [before.users, before.members, before.groups.map(({ id }) => id)]);
    await assertSecondSyncWritesNothing(host);
  }));

test('lost links: what Google and administrators changed meanwhile is applied, and no one is added twice', () =>
  synced(matching, async (host, emulator) => {
    const ids = Object.fromEntries((await host.rows('SELECT id, external_id FROM target_users')).map((row) => [row.external_id, row.id]));
    const groups = Object.fromEntries((await host.rows('SELECT id, external_id FROM target_groups')).map((row) => [row.external_id, row.id]));
    await loseLinks(host);
    await emulator.patch('users/1016', { primaryEmail: 'erin.married@acme.com' });
    await emulator.patch('users/1018', { primaryEmail: 'Gina@acme.com' });
    await emulator.patch('users/1015', { primaryEmail: 'cutler@acme.com' });
    await emulator.patch('users/1015', { aliases: [] });
    await emulator.patch('users/1017', { primaryEmail: 'dave@acme.com' });
    await emulator.patch('units/id:empty', { name: 'Field' });
    await host.rows(`UPDATE target_users SET first_name = 'Hacked', updated_at = updated_at + 1 WHERE id = ${ids['1014']}`);
    // The id of someone else, known under another link.
    await host.rows(`INSERT INTO gup_links (company_id, external_id, user_id, origin, state, status_at_adoption, content_hash, row_updated_at) VALUES ('acme', '1003', ${ids['1004']}, 0, 0, '', 1, 1)`);
    const { report } = await succeeds(host.sync('acme'));
    assert.deepEqual([report.added, report.removed, report.failed, report.groups_added, report.groups_removed, report.groups_updated], [0, 0, 0, 0, 0, 1]);
    await assertTables(host, 'acme', emulator, { source: 'organizational_units', method: 'matching_groups' });
    for (const { id, external_id } of await host.rows('SELECT id, external_id FROM target_users')) assert.equal(id, ids[external_id], external_id);
    for (const { id, external_id } of await host.rows('SELECT id, external_id FROM target_groups')) assert.equal(id, groups[external_id], external_id);
    assert.equal((await rowOf(host, '1014')).first_name, 'Carol');
    await assertSecondSyncWritesNothing(host);
  }));

test('the tables of the host are older: rows are restored, recreated or held, and no one is added twice', () =>
  synced(matching, async (host, emulator) => {
    await add(emulator, '1801', 'Restored');
    await succeeds(host.sync('acme'));
    const restore = await backUp(host, ['target_users', 'target_groups', 'target_group_members']);
    await add(emulator, '1800');
    await emulator.patch('users/1016', { name: { givenName: 'Erin', familyName: 'Married' } });
    await emulator.delete('users/1801');
    await emulator.post('units', { orgUnitId: 'id:legal', name: 'Legal', parentOrgUnitPath: '/' });
    await succeeds(host.sync('acme'));
    await restore();

    const first = await succeeds(host.sync('acme'), 5);
    assert.deepEqual([first.report.added, first.report.updated, first.report.held], [1, 1, 1]);
    assert.ok(await rowOf(host, '1801'), 'waits for an approval');
    assert.equal((await rowOf(host, '1016')).last_name, 'Married');
    await succeeds(host.act('acme', 'approve_removals', { removals: '1801', count: 1 }));
    await assertTables(host, 'acme', emulator, { source: 'organizational_units', method: 'matching_groups' });
    await assertSecondSyncWritesNothing(host);
  }));

test('the tables of the plugin are older: users and groups made since are linked again', () =>
  synced(matching, async (host, emulator) => {
    const restore = await backUp(host, await pluginTables(host));
    await add(emulator, '1800');
    await emulator.post('units', { orgUnitId: 'id:legal', name: 'Legal', parentOrgUnitPath: '/' });
    await emulator.patch('users/1014', { orgUnitPath: '/Legal' });
    await emulator.delete('users/1018');
    await succeeds(host.sync('acme'));
    const before = await threeTables(host);
    await restore();

    const { report } = await succeeds(host.sync('acme'));
    assert.deepEqual([report.added, report.removed, report.groups_added], [0, 0, 0]);
    assert.deepEqual(await threeTables(host), before);
    assert.match(remarks({ report }), /1 target user was linked to Google again/);
    assert.match(remarks({ report }), /1 target group was linked to Google again/);
    await assertSecondSyncWritesNothing(host);
    await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    assert.deepEqual(await threeTables(host), { users: [], groups: [], members: [] });
  }));

test('a managed user with neither a link nor a person at Google is held by name, and kept or removed by an administrator', () =>
  synced(everybody, async (host, emulator) => {
    const gone = ['1016', '1018'];
    const rows = await Promise.all(gone.map((id) => rowOf(host, id)));
    await loseLinks(host);
    for (const id of gone) await emulator.delete(`users/${id}`);
    const { last } = await emulator.get('requests');
    for (const round of ['first', 'second']) {
      const { report } = await succeeds(host.sync('acme'), 5);
      assert.deepEqual([report.held, report.removed], [2, 0], round);
      assert.deepEqual(await Promise.all(gone.map((id) => rowOf(host, id))), rows, round);
    }
    const { requests } = await emulator.get(`requests?since=${last}`);
    for (const id of gone) assert.ok(requests.some(({ path }) => path.endsWith(`/users/${id}`)), 'Google was asked');
    assert.match(JSON.stringify(await host.page('acme')), /gina@acme\.com/);
    const { stdout } = await succeeds(host.command(['explain'], ['--company', 'acme', '--provider', 'google-workspace', '--email', 'gina@acme.com', '--now']));
    assert.match(stdout, /What the last syncs had stored about this person is lost/);
    await succeeds(host.act('acme', 'dismiss_removals', { removals: '1016' }));
    await succeeds(host.act('acme', 'approve_removals', { removals: '1018', count: 1 }));
    assert.deepEqual(await rowOf(host, '1016'), rows[0], 'dismissed');
    assert.equal(await rowOf(host, '1018'), undefined, 'approved');
    await assertSecondSyncWritesNothing(host);
  }));

test('a list of Google that leaves people out removes no one whose link is lost', () =>
  synced(matching, async (host, emulator) => {
    const before = await threeTables(host);
    await loseLinks(host);
    await emulator.post('faults', [{ match: { path_regex: '/users$' }, fault: { kind: 'omit_rows', ids: ['1016'] } }]);
    await succeeds(host.sync('acme'));
    await emulator.delete('faults');
    assert.deepEqual(await threeTables(host), before);
  }));

test('target groups whose links are lost are deleted only with an approval', () =>
  synced(matching, async (host) => {
    const before = await threeTables(host);
    await loseLinks(host);
    await succeeds(host.act('acme', 'save', { method: 'target_users' }));
    const { report } = await succeeds(host.sync('acme'), 5);
    assert.equal(report.groups_removed, 0);
    assert.deepEqual((await threeTables(host)).groups, before.groups);
    await succeeds(host.act('acme', 'dismiss_removals', { removals: 'id:sales' }));
    await succeeds(host.act('acme', 'approve_removals', { removals: 'all', count: before.groups.length - 1 }));
    assert.deepEqual((await threeTables(host)).groups.map(({ external_id }) => external_id), ['id:sales']);
  }));

test('a target group whose link is lost waits alone: others who left within the limit are removed', () =>
  synced(matching, async (host, emulator) => {
    await host.database.run(["DELETE FROM gup_group_links WHERE source_id = 'id:empty'"]);
    await emulator.delete('units/id:empty');
    await emulator.delete('users/1018');
    const { report, result } = await succeeds(host.sync('acme'), 5);
    assert.deepEqual([report.removed, report.held, report.groups_removed], [1, 1, 0]);
    assert.equal(await rowOf(host, '1018'), undefined);
    assert.match(JSON.stringify([report, result]), /1 removal is held for your approval, because what the last syncs had stored is lost: all other changes were applied/);
    await succeeds(host.act('acme', 'approve_removals', { removals: 'id:empty', count: 1 }));
    await assertTables(host, 'acme', emulator, { source: 'organizational_units', method: 'matching_groups' });
  }));

test('a target group whose link is lost and removals above the limit are named side by side', () =>
  synced({ ...matching, scope: 'chosen', organizational_units: 'id:eng,id:sales,id:empty' }, async (host, emulator) => {
    await host.database.run(["DELETE FROM gup_group_links WHERE source_id = 'id:empty'"]);
    await succeeds(host.act('acme', 'save', { organizational_units: 'id:eng,id:sales' }));
    for (const id of ['1003', '1004', '1005', '1006', '1007', '1008', '1015', '1017']) await emulator.delete(`users/${id}`);
    const { report, result } = await succeeds(host.sync('acme'), 5);
    assert.deepEqual([report.removed, report.held, report.groups_removed], [0, 9, 0]);
    assert.match(JSON.stringify([report, result]), /8 removals are above the limit and held, and 1 removal is held for your approval, because what the last syncs had stored is lost/);
  }));

test('unlinking with lost links deletes what the sync created, and releases what it adopted', () =>
  synced(matching, async (host) => {
    await loseLinks(host);
    await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    const { users, groups, members } = await threeTables(host);
    assert.deepEqual(users.map(({ id, provider, external_id }) => [id, provider, external_id]), [[900000001, '', null]]);
    assert.deepEqual([groups, members], [[], []]);
  }, { beforeFirstSync: (host) => addByHand(host, { email: 'gina@acme.com', first_name: 'Regina' }) }));

test('an adopted user whose link is lost is released when the person leaves', () =>
  synced(everybody, async (host, emulator) => {
    await loseTables(host);
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'save', everybody));
    await succeeds(host.sync('acme'));
    await emulator.delete('users/1018');
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.removed, 1);
    const [row] = await host.rows('SELECT * FROM target_users WHERE id = 900000001');
    assert.deepEqual([row.email, row.provider, row.external_id], ['gina@acme.com', '', null]);
  }, { beforeFirstSync: (host) => addByHand(host, { email: 'gina@acme.com', first_name: 'Regina' }) }));

test('a deactivated user whose link is lost stays inactive without a line, and is reactivated on return', () =>
  synced({ ...everybody, on_leaving: 'deactivate' }, async (host, emulator) => {
    await emulator.patch('users/1018', { suspended: true });
    await succeeds(host.sync('acme'));
    const before = await threeTables(host);
    await loseLinks(host);
    const { report } = await succeeds(host.sync('acme'));
    assert.deepEqual([report.held, report.removed], [0, 0]);
    assert.deepEqual(await threeTables(host), before);
    await assertSecondSyncWritesNothing(host);
    await emulator.patch('users/1018', { suspended: false });
    assert.equal((await succeeds(host.sync('acme'))).report.reactivated, 1);
  }));

test('a sync of one person links the user again', () =>
  synced(matching, async (host) => {
    const before = await threeTables(host);
    await loseLinks(host);
    await succeeds(host.command(['explain'], ['--company', 'acme', '--provider', 'google-workspace', '--email', 'gina@acme.com', '--now', '--apply']));
    assert.deepEqual((await links(host)).map(({ external_id }) => external_id), ['1018']);
    await succeeds(host.sync('acme'));
    assert.deepEqual(await threeTables(host), before);
  }));

test('undoing the sync that linked users again takes its changes back, and the next one links them again', () =>
  synced(everybody, async (host, emulator) => {
    await loseLinks(host);
    await emulator.patch('users/1016', { name: { givenName: 'Erin', familyName: 'Married' } });
    const { report } = await succeeds(host.sync('acme'));
    const ids = (await threeTables(host)).users.map(({ id }) => id);
    await succeeds(host.act('acme', 'undo_run', { run: report.run_id, count: 1 }));
    assert.equal((await rowOf(host, '1016')).last_name, 'Brown');
    await succeeds(host.sync('acme'));
    assert.equal((await rowOf(host, '1016')).last_name, 'Married');
    assert.deepEqual((await threeTables(host)).users.map(({ id }) => id), ids);
  }));

test('a managed row that is deleted while a sync plans is planned again', () =>
  synced(matching, async (host, emulator) => {
    const [erin, gina] = [await rowOf(host, '1016'), await rowOf(host, '1018')];
    await emulator.patch('users/1016', { name: { givenName: 'Erin', familyName: 'Married' } });
    await emulator.put('switches', { latency_ms: 1000 });
    const { last } = await emulator.get('requests');
    const running = host.sync('acme');
    // The stored state was read before the directory.
    while (!(await emulator.get(`requests?since=${last}`)).requests.some(({ path }) => path.endsWith('/users'))) await new Promise(setImmediate);
    for (const { id } of [erin, gina]) await host.database.run([`DELETE FROM target_group_members WHERE user_id = ${id}`, `DELETE FROM target_users WHERE id = ${id}`]);
    await emulator.put('switches', { latency_ms: 0 });
    const { report } = await succeeds(running);
    assert.equal(report.added, 2);
    await assertTables(host, 'acme', emulator, { source: 'organizational_units', method: 'matching_groups' });
  }));
