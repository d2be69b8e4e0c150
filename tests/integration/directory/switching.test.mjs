// Changed settings: the results of former settings are removed.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addByHand, addGroupByHand, everybody, rowOf, scene, succeeds } from '../support/scene.mjs';
import { assertTables } from '../support/tables.mjs';

const { synced } = scene();
const unlimited = { removal_limit_percent: 100 };

test('switching the source, the selection and the method leaves the result of the new settings', () =>
  synced({ ...everybody, ...unlimited }, async (host, emulator) => {
    const steps = [
      [{ source: 'groups', scope: 'all' }, { source: 'groups', method: 'target_users' }],
      [{ method: 'matching_groups' }, { source: 'groups', method: 'matching_groups' }],
      [{ scope: 'chosen', groups: '2001,2005' }, { source: 'groups', chosen: ['2001', '2005'], method: 'matching_groups' }],
      [{ include_nested_groups: 'false' }, { source: 'groups', chosen: ['2001', '2005'], method: 'matching_groups', nested: false }],
      [{ method: 'target_group', target_group: 'new:Staff' }, { source: 'groups', chosen: ['2001', '2005'], method: 'target_group', targetGroup: 'Staff', nested: false }],
      [{ source: 'organizational_units', organizational_units: 'id:sales' }, { source: 'organizational_units', chosen: ['id:sales'], method: 'target_group', targetGroup: 'Staff' }],
      [{ include_sub_units: 'false' }, { source: 'organizational_units', chosen: ['id:sales'], method: 'target_group', targetGroup: 'Staff', subUnits: false }],
      [{ method: 'matching_groups', include_sub_units: 'true', scope: 'all' }, { source: 'organizational_units', method: 'matching_groups' }],
      [{ method: 'target_users' }, { source: 'organizational_units', method: 'target_users' }],
    ];
    for (const [values, settings] of steps) {
      await succeeds(host.act('acme', 'save', values));
      await succeeds(host.sync('acme'));
      await assertTables(host, 'acme', emulator, settings, JSON.stringify(values));
    }
  }));

test('a new target group takes over the members; manually added members stay in the former one', () =>
  synced({ ...everybody, ...unlimited, method: 'target_group', target_group: 'new:First' }, async (host) => {
    const guest = await addByHand(host, { email: 'guest@partner.example' });
    const second = await addGroupByHand(host, { id: 900000002, name: 'Second', members: [guest] });
    const [first] = await host.rows(`SELECT * FROM target_groups WHERE name = 'First'`);
    await host.rows(`INSERT INTO target_group_members (group_id, user_id, provider) VALUES (${first.id}, ${guest}, '')`);
    await succeeds(host.act('acme', 'save', { target_group: String(second) }));
    await succeeds(host.sync('acme'));
    const groups = await host.groups('acme');
    assert.deepEqual(groups.find((group) => group.name === 'First').members, ['guest@partner.example']);
    const people = (await host.users('acme')).filter((user) => user.provider === 'google-workspace');
    assert.equal(groups.find((group) => group.name === 'Second').members.length, people.length + 1);
    assert.equal(groups.find((group) => group.name === 'Second').provider, '', 'a group made by hand stays the host’s');
  }));

test('a deleted target group fails the run with that error', () =>
  synced({ ...everybody, method: 'target_group', target_group: 'new:Staff' }, async (host) => {
    await host.rows(`DELETE FROM target_group_members`);
    await host.rows(`DELETE FROM target_groups`);
    const users = await host.rows('SELECT * FROM target_users ORDER BY id');
    const { stderr, stdout } = await succeeds(host.sync('acme'), 4);
    assert.match(stdout + stderr, /target group/i);
    assert.match(stdout + stderr, /deleted/i);
    assert.deepEqual(await host.rows('SELECT * FROM target_users ORDER BY id'), users);
  }));

test('a selection without users removes no user until the limit is raised', () =>
  synced({ ...everybody, scope: 'chosen', organizational_units: 'id:eng' }, async (host) => {
    const users = await host.rows('SELECT * FROM target_users ORDER BY id');
    await succeeds(host.act('acme', 'save', { organizational_units: 'id:empty' }));
    const { report } = await succeeds(host.sync('acme'), 5);
    assert.equal(report.held, users.length);
    assert.deepEqual(await host.rows('SELECT * FROM target_users ORDER BY id'), users);
    await succeeds(host.act('acme', 'save', { removal_limit_percent: '100' }));
    await succeeds(host.sync('acme'));
    assert.deepEqual(await host.rows('SELECT * FROM target_users'), []);
  }));

test('additions and updates are applied while removals are held', () =>
  synced({ ...everybody, scope: 'chosen', organizational_units: 'id:eng,id:sales' }, async (host, emulator) => {
    await emulator.post('users', { id: '1300', primaryEmail: 'joiner@acme.com', name: { givenName: 'Jo', familyName: 'Iner' }, orgUnitPath: '/Sales' });
    await emulator.patch('users/1016', { name: { givenName: 'Erin', familyName: 'Married' } });
    for (const id of ['1003', '1005', '1006', '1015', '1017', '1004', '1007', '1008']) await emulator.delete(`users/${id}`);
    const { report } = await succeeds(host.sync('acme'), 5);
    assert.deepEqual([report.added, report.updated, report.held, report.removed], [1, 1, 8, 0]);
    assert.ok(await rowOf(host, '1003'));
    assert.equal((await rowOf(host, '1016')).last_name, 'Married');
  }));

test('a deactivated person keeps memberships until the method changes', () =>
  synced({ ...everybody, on_leaving: 'deactivate', method: 'matching_groups' }, async (host, emulator) => {
    await emulator.patch('users/1018', { suspended: true });
    await succeeds(host.sync('acme'));
    const gina = await rowOf(host, '1018');
    const memberships = () => host.rows(`SELECT group_id FROM target_group_members WHERE user_id = ${gina.id}`);
    assert.equal((await memberships()).length, 1);
    await succeeds(host.act('acme', 'save', { method: 'target_users' }));
    await succeeds(host.sync('acme'));
    assert.deepEqual(await memberships(), []);
  }));
