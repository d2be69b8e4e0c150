// A target group for each value of a field: departments, locations, managers.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addByHand, everybody, rowOf, scene, succeeds } from '../support/scene.mjs';

const { synced } = scene();
const byDepartment = { ...everybody, method: 'value_groups', group_attribute: 'department' };
const department = (name) => ({ organizations: [{ department: name, primary: true }] });
const groupsOf = async (host) =>
  Object.fromEntries((await host.groups('acme')).map(({ name, members }) => [name, members.toSorted()]));
const explain = async (host, email, args = []) => {
  const { stdout } = await succeeds(
    host.command(['explain'], ['--company', 'acme', '--provider', 'google-workspace', '--email', email, '--json', ...args]));
  return JSON.parse(stdout.trim().split('\n').at(-1));
};
const preview = async (host) => {
  const { stdout } = await succeeds(
    host.command(['sync'], ['--company', 'acme', '--provider', 'google-workspace', '--preview', '--json']));
  return JSON.parse(stdout.trim().split('\n').at(-1));
};
/** Departments of the tests: two spellings, a name that would break SQL, one that is longer than a column. */
const departments = [
  ['1004', 'Engineering'], ['1005', 'ENGINEERING'], ['1007', 'Sales'], ['1016', 'Sales'], ['1018', "Robert'); DROP TABLE target_groups;--"],
  ['1009', '営業部 🌸'], ['1010', 'x'.repeat(300)],
];
const withDepartments = {
  beforeFirstSync: async (host) => {
    for (const [id, name] of departments) await host.emulator.patch(`users/${id}`, department(name));
  },
};

test('makes a group for each department, follows changes, and writes nothing when nothing changed', () =>
  synced(byDepartment, async (host, emulator) => {
    const cut = 'x'.repeat(255);
    assert.deepEqual(await groupsOf(host), {
      Engineering: ['Alan.Turing@acme.com', 'ada.lovelace@acme.com', 'grace.hopper@acme.com'],
      Sales: ['erin@acme.com', 'mononym@acme.com'],
      "Robert'); DROP TABLE target_groups;--": ['gina@acme.com'],
      '営業部 🌸': ['sakura@acme.com'],
      [cut]: ['nikos@acme.com'],
    });
    const tables = async () => [
      await host.rows('SELECT * FROM target_groups ORDER BY id'),
      await host.rows('SELECT * FROM target_group_members ORDER BY group_id, user_id'),
      await host.rows('SELECT * FROM gup_links ORDER BY external_id'),
    ];
    const before = await tables();
    const { report } = await succeeds(host.sync('acme'));
    assert.ok(report.remarks.some((remark) => /^\d+ people have no department and are in no target group\.$/.test(remark)));
    assert.deepEqual(await tables(), before);

    await emulator.patch('users/1007', department('Support'));
    await emulator.patch('users/1018', { organizations: null });
    const shown = await preview(host);
    assert.deepEqual([shown.groups_added, shown.groups_removed], [1, 1]);
    await succeeds(host.sync('acme'));
    const groups = await groupsOf(host);
    assert.deepEqual(groups.Support, ['mononym@acme.com']);
    assert.deepEqual(groups.Sales, ['erin@acme.com']);
    assert.equal(groups["Robert'); DROP TABLE target_groups;--"], undefined);
  }, withDepartments));

test('says why a person is in a group, and syncs one person into it', () =>
  synced(byDepartment, async (host, emulator) => {
    const because = 'In the target group “Sales” because the department is “Sales”.';
    assert.ok((await explain(host, 'erin@acme.com')).remarks.includes(because));
    assert.ok((await explain(host, 'erin@acme.com', ['--now'])).remarks.includes(because));
    assert.ok((await explain(host, 'frank@acme.com')).remarks.includes(
      'In no target group for a value, because the department is empty.'));
    await emulator.patch('users/1016', department('sales & Partners'));
    const applied = await explain(host, 'erin@acme.com', ['--now', '--apply']);
    assert.ok(applied.remarks.includes(
      'In the target group “sales & Partners” because the department is “sales & Partners”.'), applied.remarks.join());
    assert.deepEqual((await groupsOf(host))['sales & Partners'], ['erin@acme.com']);
    assert.deepEqual((await groupsOf(host)).Sales, ['mononym@acme.com']);
    await emulator.patch('users/1016', department('SALES'));
    await explain(host, 'erin@acme.com', ['--now', '--apply']);
    assert.deepEqual((await groupsOf(host)).Sales, ['erin@acme.com', 'mononym@acme.com']);
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.groups_removed, 1, 'the group that the sync of one person emptied');
  }, withDepartments));

test('holds a reorganization, applies it when it is approved, and undoes it', () =>
  synced({ ...byDepartment, removal_limit_percent: 5, removal_limit_at_least: 3 }, async (host, emulator) => {
    const before = await groupsOf(host);
    for (const [id, name] of [...departments, ['1003', 'Engineering']]) await emulator.patch(`users/${id}`, department(`${name} 2`));
    const { report } = await succeeds(host.sync('acme'), 5);
    assert.equal(report.groups_removed, 0);
    const held = await host.rows('SELECT * FROM gup_held_removals');
    assert.equal(held.length, 4, 'all but the name that is cut before the change');
    assert.deepEqual((await groupsOf(host)).Sales, before.Sales, 'held groups keep their members');
    assert.deepEqual((await groupsOf(host))['Sales 2'], before.Sales, 'additions are applied');
    await succeeds(host.act('acme', 'approve_removals', { removals: held.map((one) => one.external_id).join(','), count: held.length }));
    assert.equal((await groupsOf(host)).Sales, undefined);
    const [run] = await host.rows('SELECT id FROM gup_runs ORDER BY id DESC LIMIT 1');
    await succeeds(host.act('acme', 'undo_run', { run: run.id, count: 11 }));
    assert.deepEqual((await groupsOf(host)).Sales, before.Sales);
  }, withDepartments));

test('changes no group when the field has more than 1,000 values, and names the field', () =>
  synced(byDepartment, async (host, emulator) => {
    const before = await groupsOf(host);
    for (let i = 0; i < 1001; ++i)
      await emulator.post('users', { id: `5${i}`, primaryEmail: `p${i}@acme.com`, name: { givenName: 'P', familyName: `${i}` }, orgUnitPath: '/', ...department(`Badge ${i}`) });
    const sentence = 'The field “Department” has 1,006 different values, and at most 1,000 target groups are created: no target group was changed. Select another field for the target groups.';
    assert.ok((await preview(host)).remarks.includes(sentence));
    const { report } = await succeeds(host.sync('acme'), 5);
    assert.ok(report.remarks.includes(sentence), report.remarks.join());
    assert.equal(report.added, 1001);
    assert.deepEqual(await groupsOf(host), before);
    await succeeds(host.act('acme', 'save', { group_attribute: 'job_title' }));
    await succeeds(host.sync('acme'));
    assert.deepEqual(await groupsOf(host), { 'Analyst "First"': ['ada.lovelace@acme.com'] });
  }, { ...withDepartments }));

test('keeps a person whose department is not text, and releases groups with members added by hand', () =>
  synced(byDepartment, async (host, emulator) => {
    await emulator.patch('users/1016', { organizations: [{ department: 7, primary: true }] });
    await emulator.patch('users/1007', { organizations: null });
    await succeeds(host.sync('acme'));
    assert.deepEqual((await groupsOf(host)).Sales, ['erin@acme.com']);
    const guest = await addByHand(host, { email: 'guest@partner.example' });
    const [sales] = await host.rows(`SELECT * FROM target_groups WHERE name = 'Sales'`);
    await host.rows(`INSERT INTO target_group_members (group_id, user_id, provider) VALUES (${sales.id}, ${guest}, '')`);
    await emulator.patch('users/1016', department('Support'));
    await succeeds(host.sync('acme'));
    assert.deepEqual((await groupsOf(host)).Sales, ['guest@partner.example']);
    assert.equal((await host.groups('acme')).find(({ name }) => name === 'Sales').provider, '');
  }, withDepartments));

test('is set up and taken back by changes of the method, and by an unlink', () =>
  synced({ ...everybody, method: 'matching_groups', removal_limit_percent: 100 }, async (host) => {
    await succeeds(host.act('acme', 'save', { method: 'value_groups', group_attribute: 'manager_email' }));
    await succeeds(host.sync('acme'));
    assert.deepEqual(await groupsOf(host), { 'dana.reyes@acme.com': ['ada.lovelace@acme.com'] });
    await succeeds(host.act('acme', 'save', { method: 'target_group', target_group: 'new:Staff' }));
    await succeeds(host.sync('acme'));
    assert.deepEqual(Object.keys(await groupsOf(host)), ['Staff']);
    await succeeds(host.act('acme', 'save', { method: 'value_groups', group_attribute: 'location' }));
    const refused = await succeeds(host.act('acme', 'save', { group_attribute: 'phone_number' }), 2);
    assert.match(refused.stdout + refused.stderr, /is not one of department, location, job_title, manager_email, preferred_language/);
    await succeeds(host.act('acme', 'save', { group_attribute: 'preferred_language' }));
    await succeeds(host.sync('acme'));
    assert.deepEqual(await groupsOf(host), { 'en-GB': ['ada.lovelace@acme.com'] });
    await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    assert.deepEqual(await host.rows('SELECT * FROM target_groups'), []);
    assert.equal(await rowOf(host, '1003'), undefined);
  }));
