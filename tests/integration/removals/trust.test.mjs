// No write without a change, no removal without proof, no partially applied run.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, rowOf, scene, succeeds } from '../support/scene.mjs';
import { threeTables } from '../support/tables.mjs';

const { synced } = scene();

/** Counts all writes to the host's tables, the links and the sources with database triggers. */
async function countWrites(host) {
  const tables = ['target_users', 'target_groups', 'target_group_members', 'gup_links', 'gup_link_sources', 'gup_source_groups', 'gup_group_links', 'gup_held_removals'];
  await host.rows('CREATE TABLE writes (what TEXT)');
  for (const table of tables)
    for (const verb of ['INSERT', 'UPDATE', 'DELETE'])
      await host.rows(`CREATE TRIGGER count_${verb}_${table} AFTER ${verb} ON ${table} BEGIN INSERT INTO writes VALUES ('${verb} ${table}'); END`);
  return () => host.rows('SELECT what, count(*) AS times FROM writes GROUP BY what');
}

for (const values of [{ ...everybody, method: 'matching_groups' }, { source: 'groups', scope: 'all', method: 'target_group', target_group: 'new:Staff' }])
  test(`a second sync with nothing changed writes no row (${values.source}, ${values.method})`, () =>
    synced(values, async (host, emulator) => {
      const writes = await countWrites(host);
      const { report } = await succeeds(host.sync('acme'));
      assert.deepEqual(await writes(), []);
      assert.ok(report.unchanged > 0);
      await emulator.patch('users/1016', { name: { givenName: 'Erin', familyName: 'Married' } });
      await succeeds(host.sync('acme'));
      assert.deepEqual(await writes(), [{ what: 'UPDATE gup_links', times: 1 }, { what: 'UPDATE target_users', times: 1 }], 'the counter counts');
    }));

const faults = {
  'a page that fails': [{ match: { path_regex: '/users$' }, fault: { kind: 'status', status: 400, reason: 'invalid', message: 'Invalid Input' } }],
  'a page cut short': [{ match: { path_regex: '/users$' }, fault: 'cut' }],
  'a page that is HTML': [{ match: { path_regex: '/users$' }, fault: 'html' }],
  'a page without its list': [{ match: { path_regex: '/users$' }, fault: { kind: 'missing_key', name: 'users' } }],
  'units that cannot be read': [{ match: { path_regex: '/orgunits' }, fault: { kind: 'status', status: 400, reason: 'invalid', message: 'Invalid Input' } }],
};
for (const [what, rules] of Object.entries(faults))
  test(`${what} fails the run and writes nothing`, () =>
    synced(everybody, async (host, emulator) => {
      const before = await threeTables(host);
      await emulator.delete('users/1016');
      await emulator.post('faults', rules);
      const { stdout, stderr } = await succeeds(host.sync('acme'), 4);
      assert.match(stdout + stderr, /users\.list|orgunits\.list/, 'the sentence names the call');
      assert.deepEqual(await threeTables(host), before);
      await emulator.delete('faults');
      await succeeds(host.sync('acme'));
      assert.equal(await rowOf(host, '1016'), undefined);
    }));

test('a user who is missing from the list but still exists is not removed', () =>
  synced(everybody, async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.put('switches', { page_isolation: 'miss_row' });
    await succeeds(host.sync('acme'));
    await emulator.put('switches', { page_isolation: 'stable' });
    assert.deepEqual(await threeTables(host), before);
  }));

test('a nested group that can no longer be read freezes its members', () =>
  synced({ source: 'groups', scope: 'chosen', groups: '2001', method: 'matching_groups' }, async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.post('faults', [{ match: { path_regex: '/groups/2004/members' }, fault: { kind: 'status', status: 403, reason: 'forbidden', message: 'Not Authorized to access this resource/api' } }]);
    const { report } = await succeeds(host.sync('acme'), 5);
    assert.ok(report.frozen > 0, JSON.stringify(report));
    assert.deepEqual(await threeTables(host), before);
    await emulator.delete('faults');
    await succeeds(host.sync('acme'));
  }));

test('a user whose record cannot be read stays unchanged', () =>
  synced(everybody, async (host, emulator) => {
    const before = await rowOf(host, '1016');
    await emulator.patch('users/1016', { suspended: null });
    const { report } = await succeeds(host.sync('acme'));
    assert.ok([...report.skipped_people, ...report.failed_people].some((person) => person.external_id === '1016'), JSON.stringify(report));
    assert.deepEqual(await rowOf(host, '1016'), before);
  }));
