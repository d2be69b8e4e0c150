// A selected group that is deleted in Google and recreated under the same address: a report, and one click.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { rowOf, scene, succeeds } from '../support/scene.mjs';

const { synced } = scene();

const settings = (method) => ({ source: 'groups', scope: 'chosen', groups: '2001,2005', method });
const ids = { erin: '1016', sakura: '1009', carol: '1014' };
const recreate = async (emulator, members, name = 'Sellers') => {
  await emulator.delete('groups/2005');
  await emulator.post('groups', { id: '3005', email: 'sellers@acme.com', name, members });
};
const target = async (host, name) => (await host.groups('acme')).find((group) => group.name === name);
const selected = async (host) => JSON.parse((await host.rows("SELECT group_ids FROM gup_settings WHERE company_id = 'acme'"))[0].group_ids);

test('the sync says so and keeps the people; the button hands the target group to the new group', () =>
  synced(settings('matching_groups'), async (host, emulator) => {
    const before = await target(host, 'Sellers');
    await recreate(emulator, ['erin@acme.com', 'sakura@acme.com', 'gina@acme.com'], 'Sellers of today');
    const frozen = await succeeds(host.sync('acme'), 5);
    assert.match(JSON.stringify(frozen.report), /“Sellers” \(2005\) was deleted in Google and recreated with the address sellers@acme.com/);
    assert.deepEqual(await target(host, 'Sellers'), before);
    assert.match(JSON.stringify(await host.page('acme')), /Groups that were deleted and recreated.*take_over_group/);

    // Two clicks in two processes at once: one counts.
    const clicks = await Promise.all([1, 2].map(() => host.act('acme', 'take_over_group', { group: '2005' })));
    assert.deepEqual(clicks.map(({ code }) => code).sort(), [0, 3], JSON.stringify(clicks.map(({ stdout, stderr }) => stdout + stderr)));
    assert.deepEqual(await selected(host), ['2001', '3005']);
    assert.doesNotMatch(JSON.stringify(await host.page('acme')), /Groups that were deleted and recreated/);

    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.groups_added, 0);
    assert.equal(report.groups_removed, 0);
    const after = await target(host, 'Sellers of today');
    assert.equal(after.id, before.id, 'the same target group');
    assert.deepEqual([...after.members].sort(), ['erin@acme.com', 'gina@acme.com', 'sakura@acme.com']);
    assert.equal(await rowOf(host, ids.carol), undefined, 'who is not in the new group leaves by the ordinary rules');
    await succeeds(host.act('acme', 'take_over_group', { group: '2005' }), 3);
  }));

test('without target groups, a deleted group has its last known name', () =>
  synced(settings('target_users'), async (host, emulator) => {
    await emulator.delete('groups/2005');
    const frozen = await succeeds(host.sync('acme'), 5);
    assert.match(JSON.stringify(frozen.report), /The group “Sellers” \(2005\) was deleted in Google/);
    assert.doesNotMatch(JSON.stringify(frozen.report), /recreated/);
    await succeeds(host.act('acme', 'take_over_group', { group: '2005' }), 3);
    assert.deepEqual(await selected(host), ['2001', '2005']);
  }));

test('a new group that was never used removes no one, and a group with another address is not a successor', () =>
  synced(settings('target_users'), async (host, emulator) => {
    await emulator.delete('groups/2005');
    await emulator.post('groups', { id: '3006', email: 'sellers.north@acme.com', name: 'Sellers', members: [] });
    const { report } = await succeeds(host.sync('acme'), 5);
    assert.doesNotMatch(JSON.stringify(report), /recreated/);
    for (const id of Object.values(ids)) assert.ok(await rowOf(host, id));
  }));
