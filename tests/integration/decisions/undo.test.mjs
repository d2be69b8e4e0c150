// Undoing a sync or an unlink from a command line.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addByHand, addGroupByHand, everybody, rowOf, scene, succeeds } from '../support/scene.mjs';
import { threeTables } from '../support/tables.mjs';

const { synced, withHost } = scene();

const settings = { source: 'groups', scope: 'chosen', groups: 'alpha,beta', method: 'matching_groups' };
const range = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);
const address = (n) => `p${String(n).padStart(4, '0')}@acme.com`;
const externalId = (n) => String(500000 + n);
const addPeople = (emulator, numbers) =>
  emulator.post('users', numbers.map((n) => ({ id: externalId(n), primaryEmail: address(n), name: { givenName: 'Pat', familyName: `No. ${n}` }, orgUnitPath: '/Sales' })));

/** Runs `body` after a first sync of 60 people in two groups; two of them are in a group made by hand. */
const company = (body) =>
  withHost({}, async (host, emulator) => {
    await addPeople(emulator, range(0, 60));
    await emulator.post('groups', [
      { id: 'alpha', email: 'alpha@acme.com', name: 'Team alpha', members: range(0, 30).map(address) },
      { id: 'beta', email: 'beta@acme.com', name: 'Team beta', members: range(30, 60).map(address) },
    ]);
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'start_sync', settings));
    const members = [await rowOf(host, externalId(0)), await rowOf(host, externalId(35))].map((row) => row.id);
    await addGroupByHand(host, { name: 'Board', members });
    await addByHand(host, { email: 'own@acme.com' });
    await edit(host, 20, 'Juggler');
    await body(host, emulator);
  });

/** Edits the person's row as an administrator of the host would. */
const edit = (host, n, title) =>
  host.rows(`UPDATE target_users SET job_title = '${title}', updated_at = updated_at + 1 WHERE external_id = '${externalId(n)}'`);

/** Ten people leave, five join, one gets another name, and a group is renamed. Returns the sync's report. */
async function change(host, emulator) {
  for (const n of range(0, 10)) await emulator.delete(`users/${externalId(n)}`);
  await addPeople(emulator, range(60, 65));
  for (const n of range(60, 65)) await emulator.post('groups/alpha/members', { email: address(n) });
  await emulator.patch(`users/${externalId(10)}`, { name: { givenName: 'Patricia', familyName: "O'Neil'); DROP TABLE target_users" } });
  await emulator.patch('groups/beta', { name: 'Team gamma' });
  const { report } = await succeeds(host.sync('acme'));
  assert.deepEqual([report.added, report.updated, report.removed], [5, 2, 10]);
  return report;
}

const changesOf = (report) =>
  report.added + report.updated + report.reactivated + report.removed + report.groups_added + report.groups_updated + report.groups_removed + report.memberships_added + report.memberships_removed;

/** The three tables without the times of changes, and without the people of `but`. */
async function rowsOf(host, but = []) {
  const tables = await threeTables(host);
  const ids = new Set(tables.users.filter((user) => but.includes(user.external_id)).map((user) => user.id));
  const timeless = (rows) => rows.map(({ updated_at, ...row }) => row).sort((a, b) => Number(a.id) - Number(b.id));
  return {
    users: timeless(tables.users.filter((user) => !ids.has(user.id))),
    groups: timeless(tables.groups),
    members: tables.members.filter((member) => !ids.has(member.user_id)).map((member) => JSON.stringify(member)).sort(),
  };
}
const undo = (host, run, count) => host.act('acme', 'undo_run', { run, count });
/** Undoes the run, with its number of changes. Returns the output of the command. */
async function undoWhole(host, run) {
  const { stderr } = await succeeds(undo(host, run, -1), 2);
  const { stdout } = await succeeds(undo(host, run, stderr.match(/Type (\d+)/)[1]));
  return stdout;
}
const latestRun = async (host) => Number((await host.rows('SELECT MAX(id) AS id FROM gup_runs'))[0].id);

test('undoing a sync restores the same rows, leaves alone what was changed by hand, and pauses the schedule', () =>
  company(async (host, emulator) => {
    const before = await rowsOf(host);
    const report = await change(host, emulator);
    await edit(host, 60, 'Edited');
    await host.rows(`INSERT INTO target_group_members (group_id, user_id, provider) SELECT 900000001, id, '' FROM target_users WHERE external_id = '${externalId(61)}'`);
    const after = await rowsOf(host);

    const count = changesOf(report);
    assert.equal(count, 33);
    const wrong = await succeeds(undo(host, report.run_id, 32), 2);
    assert.match(wrong.stderr, /count: Type 33 to undo the sync of .*, which changed 17 users, 1 target group and 15 memberships\. You typed “32”\. Nothing was undone\./);
    const none = await succeeds(undo(host, report.run_id), 2);
    assert.match(none.stderr, /count: Type 33/);
    const unknown = await succeeds(undo(host, 4711, 33), 2);
    assert.match(unknown.stderr, /run: The history has no run “4711”/);
    assert.deepEqual(await rowsOf(host), after);

    const { stdout } = await succeeds(undo(host, report.run_id, count));
    assert.match(stdout, /was undone: 10 users restored, 2 users changed back, 3 users deleted, 1 target group changed back, 11 memberships restored/);
    assert.match(stdout, /Left alone: p0060@acme\.com \(changed by hand since\), p0061@acme\.com \(added to a target group by hand since\)/);
    assert.match(stdout, /The daily sync is paused, because the next sync would make the same changes again/);
    const leftAlone = [externalId(60), externalId(61)];
    assert.deepEqual(await rowsOf(host, leftAlone), before);
    assert.equal((await rowOf(host, externalId(20))).job_title, 'Juggler', 'the edit by hand that the sync had overwritten');
    assert.equal((await rowOf(host, externalId(60))).job_title, 'Edited');

    const page = await host.page('acme');
    assert.equal(page.status.label, 'Paused');
    assert.match(JSON.stringify(page), /Paused: the sync of \d+ [A-Z][a-z]{2} \d{4}, [:0-9]+ UTC was undone/);
    assert.match(JSON.stringify(page), /Left alone: changed by hand since/);
    const [schedule] = await host.rows(`SELECT paused FROM host_schedule WHERE company_id = 'acme' AND task_id LIKE '%.daily-sync'`);
    assert.equal(Number(schedule.paused), 1);
    const [entry] = await host.rows(`SELECT actor_name, detail FROM host_audit WHERE action = 'run_undone'`);
    assert.equal(entry.actor_name, 'Command line');
    assert.match(entry.detail, /10 users restored/);

    const again = await succeeds(undo(host, report.run_id, count), 3);
    assert.match(again.stderr, /was already undone/);
    const undoOfUndo = await succeeds(undo(host, await latestRun(host), 15), 3);
    assert.match(undoOfUndo.stderr, /An undo cannot be undone/);

    await succeeds(host.act('acme', 'sync_now'));
    for (const n of range(0, 10)) assert.equal(await rowOf(host, externalId(n)), undefined);
    for (const n of range(60, 65)) assert.equal((await rowOf(host, externalId(n))).status, 'active');
    assert.equal((await host.groups('acme')).some((group) => group.name === 'Team gamma'), true);
  }));

test('undoing a sync leaves a user alone whose address was taken meanwhile', () =>
  company(async (host, emulator) => {
    const report = await change(host, emulator);
    await addByHand(host, { id: 900000500, email: address(3) });
    const { stdout } = await succeeds(undo(host, report.run_id, changesOf(report)));
    assert.match(stdout, /9 users restored/);
    assert.match(stdout, /Left alone: p0003@acme\.com \(the address is in use by another target user\)/);
    assert.equal(await rowOf(host, externalId(3)), undefined);
  }));

test('undoing the first sync deletes its users and groups, and the next sync brings them again', () =>
  company(async (host) => {
    const { stdout } = await succeeds(undo(host, await latestRun(host), 122));
    // One was edited by hand, and two are in a group that was made by hand.
    assert.match(stdout, /57 users deleted, 2 target groups deleted\. Left alone:/);
    const tables = await threeTables(host);
    assert.equal(tables.users.filter((user) => user.provider === 'google-workspace').length, 3);
    assert.deepEqual(tables.groups.map((group) => group.name), ['Board']);
    const { report } = await succeeds(host.sync('acme'));
    assert.deepEqual([report.added, report.groups_added], [57, 2]);
    assert.equal((await host.groups('acme')).length, 3);
  }));

test('an unlink can be undone after connecting again as the same administrator', () =>
  company(async (host, emulator) => {
    await succeeds(host.sync('acme'));
    const before = await rowsOf(host);
    await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    assert.equal((await threeTables(host)).users.length, 1);
    const run = await latestRun(host);
    const refused = await succeeds(undo(host, run, 62), 3);
    assert.match(refused.stderr, /connect as dana\.reyes@acme\.com again first/);

    await succeeds(host.connect('acme'));
    const wrong = await succeeds(undo(host, run, 1), 2);
    assert.match(wrong.stderr, /Type 62 to undo the unlink of/);
    const { stdout } = await succeeds(undo(host, run, 62));
    assert.match(stdout, /The unlink of .* was undone: 60 users restored, 2 target groups restored, 62 memberships restored\./);
    assert.deepEqual(await rowsOf(host), before);
    assert.equal((await host.page('acme')).status.label, 'Paused');

    const { report } = await succeeds(host.sync('acme'));
    assert.deepEqual([report.added, report.updated, report.removed, report.unchanged], [0, 0, 0, 60]);
    assert.deepEqual(await rowsOf(host), before);
    const once = await succeeds(undo(host, run, 62), 3);
    assert.match(once.stderr, /was already undone/);
    // The integration is whole: it can be unlinked again.
    await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    assert.equal((await threeTables(host)).users.length, 1);
    assert.equal(await emulator.violations().then((list) => list.length), 0);
  }));

test('after undoing an adoption, the next sync adopts the same row again', () =>
  withHost({}, async (host) => {
    await succeeds(host.connect('acme'));
    const id = await addByHand(host, { email: 'erin@acme.com' });
    await succeeds(host.act('acme', 'start_sync', { ...everybody, method: 'matching_groups' }));
    const timeless = async () => {
      const { updated_at, ...row } = await rowOf(host, '1016');
      return row;
    };
    const adopted = await timeless();
    assert.equal(adopted.id, id);
    await undoWhole(host, await latestRun(host));
    assert.deepEqual((await host.users('acme')).map((user) => [user.id, user.provider]), [[id, '']]);
    await succeeds(host.sync('acme'));
    assert.deepEqual(await timeless(), adopted);
  }));

test('two syncs that are undone one after another, the last one first, leave nothing behind', () =>
  company(async (host, emulator) => {
    const before = await rowsOf(host);
    await change(host, emulator);
    const first = await latestRun(host);
    for (const n of range(10, 13)) await emulator.patch(`users/${externalId(n)}`, { name: { givenName: 'Twice' } });
    await emulator.patch(`users/${externalId(60)}`, { name: { givenName: 'Newcomer' } });
    await emulator.patch('groups/beta', { name: 'Team delta' });
    await succeeds(host.sync('acme'));
    for (const run of [await latestRun(host), first]) assert.doesNotMatch(await undoWhole(host, run), /Left alone/);
    assert.deepEqual(await rowsOf(host), before);
  }));

/** A company whose target group of /North is empty, and kept by an administrator. */
const keeping = (body) =>
  synced({ ...everybody, method: 'matching_groups', removal_limit_percent: 1, removal_limit_at_least: 1 }, async (host, emulator) => {
    for (const user of ['1009', '1010']) await emulator.patch(`users/${user}`, { orgUnitPath: '/Sales' });
    await succeeds(host.sync('acme'), 5);
    await succeeds(host.act('acme', 'dismiss_removals', { removals: 'id:north' }));
    await succeeds(host.act('acme', 'save', { ...everybody, method: 'matching_groups', removal_limit_percent: 50, removal_limit_at_least: 20 }));
    await host.sync('acme');
    const members = async () => (await host.groups('acme')).find((group) => group.external_id === 'id:north').members.length;
    const kept = await members();
    assert.ok(kept > 0);
    await body(host, emulator);
    await host.sync('acme');
    assert.equal(await members(), kept);
  });

test('undoing a sync that renamed a kept target group keeps the group and its members', () =>
  keeping(async (host, emulator) => {
    await emulator.patch('units/id:north', { name: 'North' });
    await host.sync('acme');
    await undoWhole(host, await latestRun(host));
  }));

test('undoing an unlink keeps a kept target group and its members', () =>
  keeping(async (host) => {
    await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    const run = await latestRun(host);
    await succeeds(host.connect('acme'));
    await undoWhole(host, run);
  }));
