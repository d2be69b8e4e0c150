// What the report and the notice say when Google does not confirm a change.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, scene, succeeds } from '../support/scene.mjs';

const { synced, withHost } = scene();
const groups = { source: 'groups', scope: 'chosen', groups: '2001,2005', method: 'matching_groups' };
const fault = (path_regex, status, reason) => ({ match: { path_regex }, fault: { kind: 'status', status, reason, message: 'Not now' } });
const heldNotice = async (host) =>
  JSON.parse((await succeeds(host.command(['notices'], ['--company', 'acme', '--json']))).stdout).find(({ topic }) => topic === 'google-held').text;

for (const [status, reason] of [[400, 'invalid'], [500, 'backendError']])
  test(`a group that always answers ${status} is named in the result and in the notice`, () =>
    synced(groups, async (host, emulator) => {
      await emulator.post('faults', [fault('/groups/2005/members', status, reason)]);
      const { report } = await succeeds(host.sync('acme'), 5);
      assert.equal(report.result.sentence, 'The group “Sellers” could not be read, because Google kept failing. 3 users stay as they are.');
      assert.equal(await heldNotice(host), report.result.sentence);
      assert.match(report.remarks.join(), /Its 3 people stay unchanged until it can be read again or you remove it from the selection\./);
    }));

test('a group that was deleted is named with what to do', () =>
  synced(groups, async (host, emulator) => {
    await emulator.delete('groups/2005');
    const { report } = await succeeds(host.sync('acme'), 5);
    assert.equal(report.result.sentence, 'The group “Sellers” was deleted in Google. 3 users stay as they are. Check the selection.');
  }));

test('a user who stays without an answer of Google, although the removal was approved, is counted as such', () =>
  synced(everybody, async (host, emulator) => {
    const gone = ['1003', '1004', '1005', '1006', '1007', '1008', '1015', '1017', '1009', '1010'];
    for (const id of gone) await emulator.delete(`users/${id}`);
    await succeeds(host.sync('acme'), 5);
    await emulator.post('faults', [fault('/users/1003$', 400, 'invalid')]);
    await succeeds(host.act('acme', 'approve_removals', { removals: 'all', count: gone.length }), 5);
    const [{ remarks }] = await host.rows('SELECT remarks FROM gup_runs ORDER BY id DESC LIMIT 1');
    assert.match(remarks, /1 of these users stays, because Google did not confirm that they have to leave\./);
  }));

test('people who are left out are named if only the second reading has the member row for everyone', () =>
  withHost({}, async (host, emulator) => {
    await emulator.post('groups', { id: 'all', email: 'all@acme.com', name: 'All', members: [{ type: 'CUSTOMER' }] });
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'save', { ...groups, groups: 'all' }));
    const named = async () => (await succeeds(host.sync('acme'))).report.skipped_people.map(({ email }) => email).sort();
    const before = await named();
    assert.deepEqual(before, ['archived@acme.com', 'suspended@acme.com']);
    await emulator.post('faults', [{ match: { path_regex: '/groups/all/members$' }, times: 1, fault: { kind: 'missing_key', name: 'members' } }]);
    assert.deepEqual(await named(), before);
  }));
