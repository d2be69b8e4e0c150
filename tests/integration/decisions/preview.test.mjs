// Previews from a command line.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addByHand, everybody, rowOf, scene, succeeds } from '../support/scene.mjs';

const { synced, withHost } = scene();
const leavers = ['1003', '1004', '1005', '1006', '1007', '1008', '1015', '1017'];
const preview = async (host, code = 0) => {
  const { stdout } = await succeeds(host.command(['sync'], ['--company', 'acme', '--provider', 'google-workspace', '--preview', '--json']), code);
  return JSON.parse(stdout.trim().split('\n').at(-1));
};
const tables = async (host) => {
  const rows = {};
  for (const table of ['target_users', 'target_groups', 'target_group_members', 'gup_links', 'gup_link_sources', 'gup_held_removals'])
    rows[table] = await host.rows(`SELECT * FROM ${table}`);
  return rows;
};

test('a preview before the first sync shows who joins and why, and writes nothing', () =>
  withHost({}, async (host) => {
    await succeeds(host.connect('acme'));
    await addByHand(host, { email: 'erin@acme.com' });
    await succeeds(host.act('acme', 'save', { ...everybody, method: 'matching_groups' }));
    const before = await tables(host);
    const report = await preview(host);
    assert.equal(report.preview, true);
    assert.deepEqual(await tables(host), before);
    const of = (email) => report.changes.find((change) => change.email === email);
    assert.deepEqual(of('sakura@acme.com'), { email: 'sakura@acme.com', change: 'added', reason: 'In / Sales / EMEA / North + East' });
    assert.equal(of('erin@acme.com').change, 'adopted');
    assert.equal(of('suspended@acme.com').change, 'skipped');
    assert.ok(report.changes.some(({ change, reason }) => change === 'group_added' && /Sales/.test(reason)));
    const { report: done } = await succeeds(host.sync('acme'));
    for (const count of ['added', 'updated', 'removed', 'skipped', 'groups_added']) assert.equal(done[count], report[count], count);
    assert.equal(done.changes, undefined);
  }));

test('a sync says what has changed since the preview', () =>
  synced(everybody, async (host, emulator) => {
    await emulator.delete('users/1003');
    await preview(host);
    await emulator.delete('users/1004');
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.remarks[0], 'Since the preview: 1 more user was removed. Removed, although the preview did not show it: Alan.Turing@acme.com.');
    assert.ok(!(await succeeds(host.sync('acme'))).report.remarks.some((remark) => /preview/.test(remark)));
  }));

test('“Start sync” carries out the removals that a preview showed and the administrator confirmed', () =>
  synced({ ...everybody, scope: 'chosen', organizational_units: 'id:eng,id:sales' }, async (host, emulator) => {
    for (const id of leavers) await emulator.delete(`users/${id}`);
    const { stdout } = await succeeds(host.act('acme', 'preview'));
    assert.match(stdout, /8 held.*Nothing has been changed\./);
    assert.equal((await host.rows('SELECT COUNT(*) AS held FROM gup_held_removals'))[0].held, 0);
    assert.match((await succeeds(host.act('acme', 'start_sync', { confirmed_removals: '7', on_leaving: 'deactivate' }), 2)).stderr, /Nothing was saved, and no sync/);
    assert.match((await succeeds(host.act('acme', 'start_sync', { confirmed_removals: '7' }), 2)).stderr, /Type 8/);
    await succeeds(host.act('acme', 'start_sync', { confirmed_removals: '8' }));
    const remarks = async () => (await host.rows('SELECT remarks FROM gup_runs WHERE id = (SELECT MAX(id) FROM gup_runs)'))[0].remarks;
    assert.match(await remarks(), /As previewed\./);
    for (const id of leavers) assert.equal(await rowOf(host, id), undefined);
    assert.match((await succeeds(host.act('acme', 'start_sync', { confirmation: '8' }), 2)).stderr, /no valid preview/);
    assert.match((await succeeds(host.act('acme', 'start_sync', { confirmed_removals: '8' }), 2)).stderr, /no valid preview/);
  }));
