// The history of syncs: their details, one person across syncs, and its end after 90 days. From a command line.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, rowOf, scene, succeeds } from '../support/scene.mjs';

const { synced } = scene();

const show = async (host, parameters = {}, company = 'acme') => {
  const set = Object.entries(parameters).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  const { stdout } = await succeeds(host.command(['page', 'show'], ['--company', company, '--page', 'google-user-provisioning', '--json', ...set]));
  return JSON.parse(stdout);
};
/** Every object in the page with this id. */
const find = (value, id) => {
  if (value === null || typeof value !== 'object') return undefined;
  if (value.id === id) return value;
  for (const inner of Object.values(value)) {
    const found = find(inner, id);
    if (found) return found;
  }
  return undefined;
};
const cells = (page, id) => (find(page, id)?.rows ?? []).map((row) => row.cells.map((cell) => (typeof cell === 'string' ? cell : cell.badge ?? cell.text ?? JSON.stringify(cell))));
const cleanUp = (host, company = 'acme') => host.command(['task', 'run'], ['--company', company, '--task', 'google-user-provisioning.clean-up']);
const day = 24 * 3600 * 1_000_000;

test('the details of a sync name its settings, and each person with the reason', () =>
  synced({ source: 'groups', scope: 'chosen', groups: '2001', method: 'target_group', target_group: 'new:From Google' }, async (host) => {
    const [{ id }] = await host.rows('SELECT MAX(id) AS id FROM gup_runs');
    const page = await show(host, { run: id });
    const text = JSON.stringify(page);
    assert.match(text, /Settings used/);
    assert.match(text, /Groups: “Builders”, with nested groups/);
    assert.match(text, /From Google/);
    assert.match(text, /"Command line"/);
    const [created, ...people] = cells(page, 'run_people').filter(([change]) => change !== 'Skipped').reverse();
    assert.deepEqual(created, ['Group created', '–', 'Target group “From Google” is created']);
    assert.ok(people.length > 0);
    for (const [, person, why] of people) assert.match(`${person} ${why}`, /@acme\..* Member of /);
  }));

test('a sync can be searched by kind, address and name, however strange', () =>
  synced(everybody, async (host) => {
    const [{ id }] = await host.rows('SELECT MAX(id) AS id FROM gup_runs');
    const people = async (parameters) => cells(await show(host, { run: id, ...parameters }), 'run_people').map(([, person]) => person);
    assert.deepEqual(await people({ kind: 'skipped' }), ['suspended@acme.com', 'archived@acme.com']);
    assert.deepEqual(await people({ search: 'lovelace' }), ['ada.lovelace@acme.com']);
    assert.deepEqual(await people({ search: 'ADA LOVE' }), ['ada.lovelace@acme.com']);
    assert.deepEqual(await people({ search: 'jörg' }), ['jörg.müller@acme.co.uk']);
    assert.deepEqual(await people({ search: "'); drop table" }), ['bobby@acme.com']);
    assert.deepEqual(await people({ search: '%' }), []);
    assert.deepEqual(await people({ kind: 'removed', search: 'ada' }), []);
  }));

test('a person who only moves between target groups is shown by preview, history, explain and the page', () =>
  synced({ ...everybody, method: 'matching_groups' }, async (host, emulator) => {
    await emulator.patch('users/1014', { orgUnitPath: '/Engineering' });
    await succeeds(host.sync('acme'));
    await emulator.patch('users/1014', { orgUnitPath: '/Sales' });
    const { email } = await rowOf(host, '1014');
    const reason = 'Added to “Sales”; removed from “Engineering”';
    const previewed = await succeeds(host.command(['sync'], ['--company', 'acme', '--provider', 'google-workspace', '--preview', '--json']));
    const preview = JSON.parse(previewed.stdout.trim().split('\n').at(-1));
    assert.deepEqual(preview.changes.filter(({ change }) => change === 'memberships'), [{ email, change: 'memberships', reason }]);
    assert.deepEqual([preview.memberships_added, preview.memberships_removed, preview.updated], [1, 1, 0]);

    const { report } = await succeeds(host.sync('acme'));
    assert.deepEqual([report.memberships_added, report.memberships_removed, report.updated], [1, 1, 0]);
    const page = await show(host, { run: report.run_id, kind: 'memberships' });
    assert.deepEqual(cells(page, 'run_people').map(([, person, why]) => [person, why]), [[email, reason]]);
    assert.match(JSON.stringify(page), /1 added, 1 removed/);
    const [latest] = cells(await show(host, { person: email }), 'person_history');
    assert.deepEqual(latest.slice(3, 5), [email, reason]);
    const { stdout } = await succeeds(host.command(['explain'], ['--company', 'acme', '--provider', 'google-workspace', '--email', email, '--json']));
    const [change] = JSON.parse(stdout.trim().split('\n').at(-1)).history;
    assert.deepEqual([change.change, change.reason], ['memberships', reason]);

    const lines = async () => Number((await host.rows('SELECT COUNT(*) AS number FROM gup_run_changes WHERE kind = 15'))[0].number);
    const before = await lines();
    await succeeds(host.sync('acme'));
    assert.equal(await lines(), before);
  }));

test('a sync that changed only memberships is undone by their number, and what changed since is named', () =>
  synced({ ...everybody, method: 'matching_groups' }, async (host, emulator) => {
    await emulator.patch('users/1014', { orgUnitPath: '/Sales' });
    const groupsOf = async (id) => (await host.rows(`SELECT g.name AS name FROM target_group_members m JOIN target_groups g ON g.id = m.group_id JOIN target_users u ON u.id = m.user_id WHERE u.external_id = '${id}' ORDER BY g.name`)).map(({ name }) => name);
    assert.deepEqual(await groupsOf('1014'), ['EMEA']);
    const { report } = await succeeds(host.sync('acme'));
    assert.deepEqual(await groupsOf('1014'), ['Sales']);
    const undo = (count) => host.act('acme', 'undo_run', { run: report.run_id, count });
    assert.match((await succeeds(undo(0), 2)).stderr, /Type 2 to undo the sync of .*, which changed 0 users, 0 target groups and 2 memberships/);
    const user = `user_id IN (SELECT id FROM target_users WHERE external_id = '1014')`;
    await host.rows(`DELETE FROM target_group_members WHERE ${user}`);
    const { stdout } = await succeeds(undo(2));
    assert.match(stdout, /was undone: 1 membership restored\. Left alone: the membership of \S+ in “Sales” \(changed since, already as before the run\)\./);
    assert.deepEqual(await groupsOf('1014'), ['EMEA']);
  }));

test('a target group that a sync creates, renames or deletes is in the history', () =>
  synced({ ...everybody, method: 'matching_groups' }, async (host, emulator) => {
    const groups = async (id) => cells(await show(host, { run: id, kind: 'groups' }), 'run_people').map(([, , why]) => why);
    const [{ id }] = await host.rows('SELECT MAX(id) AS id FROM gup_runs');
    assert.ok((await groups(id)).includes('Target group “Sales” is created'));
    await succeeds(host.act('acme', 'save', { ...everybody, method: 'target_users' }));
    const { report } = await succeeds(host.sync('acme'));
    const deleted = await groups(report.run_id);
    assert.equal(deleted.length, report.groups_removed);
    assert.ok(deleted.includes('Target group “Sales” is deleted: its unit or group is no longer selected'), deleted.join());
  }));

test('one person is found across syncs, by the present and by former addresses, also after leaving', () =>
  synced(everybody, async (host, emulator) => {
    await emulator.patch('users/1003', { primaryEmail: 'ada.king@acme.com' });
    await succeeds(host.sync('acme'));
    await emulator.delete('users/1003');
    await succeeds(host.sync('acme'));
    const changes = async (person, company = 'acme') => cells(await show(host, { person }, company), 'person_history').map((row) => [row[2], row[3]]);
    const whole = [
      ['Removed', 'ada.king@acme.com'],
      ['Updated', 'ada.king@acme.com'],
      ['Added', 'ada.lovelace@acme.com'],
    ];
    for (const person of ['ada.king@acme.com', 'Ada.Lovelace@acme.com', '1003']) assert.deepEqual(await changes(person), whole, person);
    assert.deepEqual(await changes('unknown@acme.com'), []);
    assert.deepEqual(await changes("' OR 1=1 --"), []);
  }));

test('another company sees nothing of the history', () =>
  synced(everybody, async (host) => {
    const [{ id }] = await host.rows("SELECT MAX(id) AS id FROM gup_runs WHERE company_id = 'acme'");
    const text = JSON.stringify(await show(host, { run: id }, 'globex'));
    assert.match(text, /Details of the latest sync/, 'its own');
    assert.doesNotMatch(text, /Details of the chosen sync/);
    const rows = find(await show(host, { person: 'ada.lovelace@acme.com' }, 'globex'), 'person_history').rows;
    const [own] = await host.rows("SELECT MAX(id) AS id FROM gup_runs WHERE company_id = 'globex'");
    assert.deepEqual(rows.map((row) => row.action.leads_to.path), [`runs/${own.id}`]);
  }, { companies: ['acme', 'globex'] }));

test('a clean-up deletes what is older than 90 days, also of a company that was unlinked', () =>
  synced(everybody, async (host) => {
    await succeeds(host.sync('acme'));
    const ids = (await host.rows('SELECT id FROM gup_runs ORDER BY id')).map((row) => Number(row.id));
    await host.rows(`UPDATE gup_runs SET started_at = ${Date.now() * 1000 - 91 * day} WHERE id = ${ids[0]}`);
    await host.rows(`UPDATE gup_runs SET started_at = ${Date.now() * 1000 - 89 * day} WHERE id = ${ids[1]}`);
    await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    const left = async () => (await host.rows('SELECT DISTINCT run_id FROM gup_run_changes ORDER BY run_id')).map((row) => Number(row.run_id));
    const both = await Promise.all([cleanUp(host), cleanUp(host)]);
    assert.ok(both.some(({ code }) => code === 0), JSON.stringify(both));
    for (const { code, stderr } of both) assert.ok(code === 0 || /The task is already running for this company/.test(stderr), stderr);
    assert.ok(!(await left()).includes(ids[0]));
    const runs = (await host.rows('SELECT id FROM gup_runs ORDER BY id')).map((row) => Number(row.id));
    assert.ok(!runs.includes(ids[0]));
    assert.ok(runs.includes(ids[1]));
  }));

test('the clean-up is on the schedule of every company', () =>
  synced(everybody, async (host) => {
    const { stdout } = await succeeds(host.command(['task', 'list'], []));
    assert.equal(stdout.split('\n').filter((line) => line.includes('google-user-provisioning.clean-up')).length, 1, stdout);
  }));
