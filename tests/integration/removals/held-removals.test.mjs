// Held removals: reviewed, approved and dismissed from a command line.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, rowOf, scene, succeeds } from '../support/scene.mjs';

const { synced, withHost } = scene();
const leavers = ['1003', '1004', '1005', '1006', '1007', '1008', '1015', '1017'];

/** Runs `body` in a company in which the removals of the leavers are held, who were deleted or suspended. */
const held = (body, leave = (emulator, id) => emulator.delete(`users/${id}`)) =>
  synced({ ...everybody, scope: 'chosen', organizational_units: 'id:eng,id:sales' }, async (host, emulator) => {
    for (const id of leavers) await leave(emulator, id);
    const { report } = await succeeds(host.sync('acme'), 5);
    assert.equal(report.held, leavers.length);
    await body(host, emulator);
  });

const blocksOf = (block) => [block, ...(block.blocks ?? []).flatMap(blocksOf)];
async function heldRows(host) {
  const page = await host.page('acme');
  const table = page.blocks.flatMap(blocksOf).find((block) => block.id === 'held_people');
  return table?.rows ?? [];
}

test('approving all of them removes the users, and the history names who approved', () =>
  held(async (host) => {
    const rows = await heldRows(host);
    assert.deepEqual(rows.map((row) => row.id).sort(), leavers);
    const { stdout } = await succeeds(host.act('acme', 'approve_removals', { removals: 'all', count: leavers.length }));
    assert.match(stdout, /8 removals approved/);
    for (const id of leavers) assert.equal(await rowOf(host, id), undefined);
    assert.deepEqual(await heldRows(host), []);
    const page = await host.page('acme');
    assert.notEqual(page.status.label, 'Waiting for review');
    assert.match(JSON.stringify(page), /Command line approved 8 removals\./);
    const [entry] = await host.rows(`SELECT actor_name, detail FROM host_audit WHERE action = 'removals_approved'`);
    assert.equal(entry.actor_name, 'Command line');
    assert.match(entry.detail, /ada\.lovelace@acme\.com/);
  }));

test('a wrong number or an id that is not held is an error at the field, and changes nothing', () =>
  held(async (host) => {
    const users = await host.rows('SELECT * FROM target_users ORDER BY id');
    const refused = async (values, sentence) => {
      const { stderr } = await succeeds(host.act('acme', 'approve_removals', values), 2);
      assert.match(stderr, sentence);
      assert.deepEqual(await host.rows('SELECT * FROM target_users ORDER BY id'), users);
    };
    await refused({ removals: 'all', count: 7 }, /count: Type 8 to approve 8 removals\. You typed “7”/);
    await refused({ removals: 'all' }, /count: Type 8/);
    await refused({ removals: '1003,1001', count: 2 }, /removals: The removal of “1001” is not held/);
    await succeeds(host.act('acme', 'approve_removals', { removals: '1003', count: 1 }), 5);
    await refusedAfter(host);
  }));

/** The removal of 1003 was approved and is no longer held; the other removals are. */
async function refusedAfter(host) {
  assert.equal(await rowOf(host, '1003'), undefined);
  assert.equal((await heldRows(host)).length, leavers.length - 1);
  const { stderr } = await succeeds(host.act('acme', 'dismiss_removals', { removals: '1003' }), 2);
  assert.match(stderr, /is not held/);
}

test('a user who came back before the approval stays', () =>
  held(async (host, emulator) => {
    await emulator.patch('users/1003', { suspended: false });
    await succeeds(host.act('acme', 'approve_removals', { removals: 'all', count: leavers.length }));
    assert.equal((await rowOf(host, '1003')).status, 'active');
    assert.equal(await rowOf(host, '1004'), undefined);
  }, (emulator, id) => emulator.patch(`users/${id}`, { suspended: true })));

test('dismissing keeps the users over later syncs, and a dismissed removal can still be approved', () =>
  held(async (host) => {
    const { stdout } = await succeeds(host.act('acme', 'dismiss_removals', { removals: 'all' }));
    assert.match(stdout, /8 held removals were dismissed/);
    assert.deepEqual(await heldRows(host), []);
    await succeeds(host.sync('acme'));
    for (const id of leavers) assert.equal((await rowOf(host, id)).status, 'active');
    await succeeds(host.act('acme', 'approve_removals', { removals: '1003', count: 1 }));
    assert.equal(await rowOf(host, '1003'), undefined);
    assert.equal((await rowOf(host, '1004')).status, 'active');
  }));

test('dismissed target groups keep their members until they are approved', () =>
  synced({ ...everybody, method: 'matching_groups', removal_limit_percent: '1', removal_limit_at_least: '1' }, async (host, emulator) => {
    for (const user of ['1009', '1010']) await emulator.patch(`users/${user}`, { orgUnitPath: '/Sales' });
    await succeeds(host.sync('acme'), 5);
    const members = async () => (await host.groups('acme')).find((group) => group.name === 'North + East').members.length;
    assert.deepEqual((await heldRows(host)).map((row) => row.id), ['id:north']);
    await succeeds(host.act('acme', 'dismiss_removals', { removals: 'id:north' }));
    await succeeds(host.sync('acme'));
    assert.equal(await members(), 2);
    assert.deepEqual(await heldRows(host), []);
    await succeeds(host.act('acme', 'approve_removals', { removals: 'id:north', count: 1 }));
    assert.equal(await members(), 0);
  }));

test('after some of the removals are approved, the others wait in later syncs, too', () =>
  synced({ ...everybody, scope: 'chosen', organizational_units: 'id:eng,id:sales' }, async (host, emulator) => {
    for (const id of leavers) await emulator.delete(`users/${id}`);
    await succeeds(host.sync('acme'), 5);
    const approved = leavers.slice(0, 5);
    const { stdout } = await succeeds(host.act('acme', 'approve_removals', { removals: approved.join(','), count: approved.length }), 5);
    assert.match(stdout, /3 removals wait for your approval: all other changes were applied\./);
    const { report } = await succeeds(host.sync('acme'), 5);
    assert.deepEqual([report.removed, report.held], [0, 3]);
    assert.match(JSON.stringify(report), /3 removals wait for your approval: no user or target group was removed/);
    await succeeds(host.act('acme', 'save', { removal_limit_at_least: '40' }));
    assert.equal((await succeeds(host.sync('acme'))).report.removed, 3, 'they are within the raised limit');
  }));

test('target groups that go with held people are listed, counted and approved with them', () =>
  withHost({}, async (host, emulator) => {
    const address = (number) => `p${number}@acme.com`;
    const groups = [0, 1, 2, 3, 4, 5, 6, 7];
    await emulator.post('users', Array.from({ length: 24 }, (_, number) => ({
      id: String(500000 + number), primaryEmail: address(number), name: { givenName: 'Pat', familyName: `No. ${number}` }, orgUnitPath: '/Sales' })));
    for (const group of groups)
      await emulator.post('groups', { id: `g${group}`, email: `g${group}@acme.com`, name: `Group ${group}`, members: [0, 1, 2].map((member) => address(3 * group + member)) });
    const selected = (ids) => ({ source: 'groups', scope: 'chosen', method: 'matching_groups', groups: ids.map((id) => `g${id}`).join(',') });
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'start_sync', selected(groups)));
    await succeeds(host.act('acme', 'save', selected([0, 1])));
    await succeeds(host.act('acme', 'preview', {}));
    await succeeds(host.act('acme', 'start_sync', { confirmed_removals: '18' }), 2);
    await succeeds(host.sync('acme'), 5);
    const rows = await heldRows(host);
    assert.equal(rows.length, 18 + 6);
    assert.deepEqual(rows.filter((row) => row.id.startsWith('g')).map((row) => row.cells[0]), groups.slice(2).map((group) => `Group ${group}`));

    await succeeds(host.act('acme', 'preview', {}));
    await succeeds(host.act('acme', 'start_sync', { confirmed_removals: '24' }));
    assert.deepEqual((await host.groups('acme')).map((group) => group.name).sort(), ['Group 0', 'Group 1']);
    const [run] = await host.rows('SELECT removed, groups_removed, remarks FROM gup_runs ORDER BY id DESC LIMIT 1');
    assert.deepEqual([Number(run.removed), Number(run.groups_removed)], [18, 6]);
    assert.match(run.remarks, /As previewed\./);
  }));
