// Lists that leave something out. No one loses anything because of a gap: a removal requires Google's answer about that object.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, rowOf, scene, succeeds } from '../support/scene.mjs';
import { assertTables, threeTables } from '../support/tables.mjs';

const { synced, withHost } = scene();

const chosen = (...groups) => ({ source: 'groups', scope: 'chosen', groups: groups.join(','), method: 'matching_groups' });
const allGroups = { source: 'groups', scope: 'all', method: 'matching_groups' };
const allUnits = { ...everybody, method: 'matching_groups' };
const settingsOf = ({ source, method, groups }) => ({ source, method, chosen: groups?.split(',') ?? null, targetGroup: 'From Google' });

// Adding to the directory of workspace.yaml

const number = (n, digits = 3) => String(n).padStart(digits, '0');
const address = (n) => `p${number(n, 4)}@acme.com`;
const externalId = (n) => String(500000 + n);
const range = (count, from = 0) => Array.from({ length: count }, (_, i) => from + i);
const addPeople = (emulator, count) =>
  emulator.post('users', range(count).map((n) => ({ id: externalId(n), primaryEmail: address(n), name: { givenName: 'Pat', familyName: number(n, 4) }, orgUnitPath: '/Sales' })));
const addGroup = (emulator, id, people) => emulator.post('groups', { id, email: `${id}@acme.com`, name: `Team ${id}`, members: people.map(address) });
/** Groups of one person each: team000 has p0000. */
const addTeams = (emulator, count) =>
  emulator.post('groups', range(count).map((n) => ({ id: `team${number(n)}`, email: `team${number(n)}@acme.com`, name: `Team ${number(n)}`, members: [address(n)] })));

/** Runs `body` after a sync of a directory that `prepare` extended. */
const syncedWith = (prepare, values, body) =>
  withHost({}, async (host, emulator) => {
    await prepare(emulator);
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'save', values));
    await succeeds(host.sync('acme'));
    await assertTables(host, 'acme', emulator, settingsOf(values), 'the first sync');
    await body(host, emulator, await threeTables(host));
  });

// Faults

const membersOf = (group) => ({ path_regex: `/groups/${group}/members$` });
const listOfGroups = { path_regex: '/groups$', query: { customer: '.+' } };
const omit = (match, ids) => ({ match, fault: { kind: 'omit_rows', ids } });
const once = (match, fault) => ({ match, times: 1, fault });
const changes = (...requests) => ({ kind: 'change', requests: requests.map(([method, path, body]) => ({ method, path, body })) });
const refusal = { kind: 'status', status: 403, reason: 'forbidden', message: 'Not Authorized to access this resource/api' };
const failure = { kind: 'status', status: 500, reason: 'backendError', message: 'Internal error' };
const rejection = { kind: 'status', status: 400, reason: 'invalid', message: 'Invalid Input: groupKey' };

// Changes of the rows

/** What `after` lacks: external ids of users, names of groups, `group: external id` of memberships. */
function losses(before, after) {
  const names = new Map(before.groups.map((group) => [group.id, group.name]));
  const ids = new Map(before.users.map((user) => [user.id, user.external_id]));
  const isActive = (user) => user.status === 'active';
  const missing = (from, to, key, text) => {
    const kept = new Set(to.map(key));
    return from.filter((row) => !kept.has(key(row))).map(text).sort();
  };
  return {
    users: missing(before.users.filter(isActive), after.users.filter(isActive), (user) => `${user.id} ${user.external_id}`, (user) => user.external_id),
    groups: missing(before.groups, after.groups, (group) => `${group.id} ${group.name} ${group.provider}`, (group) => group.name),
    members: missing(before.members, after.members, (row) => `${row.group_id} ${row.user_id} ${row.provider}`, (row) => `${names.get(row.group_id)}: ${ids.get(row.user_id)}`),
  };
}

/** Fails unless only `allowed` persons lost anything; groups never do unless `allowedGroups` names them. */
async function assertOnly(host, before, allowed, step, allowedGroups = []) {
  const lost = losses(before, await threeTables(host));
  assert.deepEqual(lost.users.filter((id) => !allowed.includes(id)), [], `${step}: users`);
  assert.deepEqual(lost.groups.filter((name) => !allowedGroups.includes(name)), [], `${step}: groups`);
  const isAllowed = (row) => allowed.some((id) => row.endsWith(`: ${id}`)) || allowedGroups.some((name) => row.startsWith(`${name}: `));
  assert.deepEqual(lost.members.filter((row) => !isAllowed(row)), [], `${step}: memberships`);
}

/** Fails unless the report names each of `words`. */
function assertNames(report, words) {
  const told = JSON.stringify([report.result.sentence, report.remarks, report.skipped_people, report.failed_people]);
  for (const word of words) assert.ok(told.includes(word), `${word} is not in ${told}`);
}

/** Syncs with an incomplete list and fails if a single row changed. */
async function syncsWithoutLoss(host, before, code, names = []) {
  const { report } = await succeeds(host.sync('acme'), code);
  assert.deepEqual(await threeTables(host), before);
  assertNames(report, names);
  const [gap] = await host.emulator.get('faults');
  assert.ok(gap.struck > 0, 'the list had its gap');
}

// The lists change while they are read

test('a person who leaves a group of 450 between its pages removes no one else', () =>
  syncedWith(
    (emulator) => addPeople(emulator, 450).then(() => addGroup(emulator, 'crowd', range(450))),
    chosen('crowd'),
    async (host, emulator, before) => {
      // The removal shifts the rows, so that the second page begins one person too late.
      await emulator.put('switches', { page_tokens: 'positions' });
      await emulator.post('faults', [once(membersOf('crowd'), changes(['DELETE', `groups/crowd/members/${address(100)}`]))]);
      await succeeds(host.sync('acme'));
      await assertOnly(host, before, [externalId(100)], 'the list changes');
      await succeeds(host.sync('acme'));
      await assertOnly(host, before, [externalId(100)], 'the next run');
      await assertTables(host, 'acme', emulator, settingsOf(chosen('crowd')), 'the next run');
    },
  ));

for (const [method, groups_of_user] of [['target_users', 'direct'], ['target_users', 'transitive'], ['matching_groups', 'direct']])
  test(`people who move between two chosen groups while both are read stay (${method}, ${groups_of_user})`, () =>
    syncedWith(
      (emulator) => addPeople(emulator, 10).then(() => addGroup(emulator, 'alpha', range(5))).then(() => addGroup(emulator, 'beta', range(5, 5))),
      { ...chosen('alpha', 'beta'), method },
      async (host, emulator, before) => {
        await emulator.put('switches', { groups_of_user });
        // Whichever group is read first: one of the two persons moves into it afterwards, and is in neither list.
        await emulator.post('faults', [
          once(membersOf('alpha'), changes(['DELETE', `groups/beta/members/${address(5)}`], ['POST', 'groups/alpha/members', { email: address(5) }])),
          once(membersOf('beta'), changes(['DELETE', `groups/alpha/members/${address(0)}`], ['POST', 'groups/beta/members', { email: address(0) }])),
        ]);
        await succeeds(host.sync('acme'));
        assert.deepEqual(losses(before, await threeTables(host)).users, []);
        await assertOnly(host, before, [externalId(0), externalId(5)], 'the lists change');
        await succeeds(host.sync('acme'));
        assert.deepEqual(losses(before, await threeTables(host)).users, []);
        await assertTables(host, 'acme', emulator, settingsOf({ ...chosen('alpha', 'beta'), method }), 'the next run');
      },
    ));

test('a group that is deleted between two pages of the groups takes no other group along', () =>
  syncedWith(
    (emulator) => addPeople(emulator, 210).then(() => addTeams(emulator, 210)),
    { ...allGroups, removal_limit_percent: 100 },
    async (host, emulator, before) => {
      await emulator.put('switches', { page_tokens: 'positions' });
      await emulator.post('faults', [once(listOfGroups, changes(['DELETE', 'groups/team005']))]);
      // Seven groups come before the teams, so the deletion hides the 194th team from the second page.
      const { report } = await succeeds(host.sync('acme'), 5);
      assertNames(report, ['Team 193']);
      await assertOnly(host, before, [externalId(5)], 'the list changes', ['Team 005']);
      await succeeds(host.sync('acme'));
      await assertTables(host, 'acme', emulator, settingsOf(allGroups), 'the next run');
    },
  ));

test('a mass renaming that moves the rows of users between two pages loses no one', () =>
  syncedWith(
    (emulator) => addPeople(emulator, 1200),
    { ...everybody, removal_limit_percent: 100 },
    async (host, emulator, before) => {
      await emulator.put('switches', { page_tokens: 'positions' });
      // The people of the first page move behind all others, so that the second page begins 300 people too late.
      const renames = range(300).map((n) => ['PATCH', `users/${externalId(n)}`, { primaryEmail: `zz.${address(n)}` }]);
      await emulator.post('faults', [once({ path_regex: '/users$', query: { customer: '.+' } }, changes(...renames))]);
      await succeeds(host.sync('acme'));
      assert.deepEqual(losses(before, await threeTables(host)).users, []);
      await succeeds(host.sync('acme'));
      await assertTables(host, 'acme', emulator, settingsOf(everybody), 'the next run');
    },
  ));

// Lists with gaps

const fifty = (emulator) => addPeople(emulator, 50).then(() => addGroup(emulator, 'fifty', range(50)));

for (const [name, method] of Object.entries({
  'target users': { method: 'target_users' },
  'deactivated on leaving': { method: 'target_users', on_leaving: 'deactivate' },
  'one target group': { method: 'target_group', target_group: 'new:From Google' },
  'matching groups': { method: 'matching_groups' },
})) {
  test(`3 of 50 members who are missing once stay (${name})`, () =>
    syncedWith(fifty, { ...chosen('fifty'), ...method }, async (host, emulator, before) => {
      await emulator.post('faults', [once(membersOf('fifty'), { kind: 'omit_rows', count: 3 })]);
      await syncsWithoutLoss(host, before, 0);
    }));

  test(`the members of a list that comes once without its key stay (${name})`, () =>
    syncedWith(fifty, { ...chosen('fifty'), ...method, removal_limit_percent: 100 }, async (host, emulator, before) => {
      await emulator.post('faults', [once(membersOf('fifty'), { kind: 'missing_key', name: 'members' })]);
      await syncsWithoutLoss(host, before, 0);
    }));
}

test('a member of two groups who is missing once from one of them keeps both memberships', () =>
  syncedWith(
    (emulator) => fifty(emulator).then(() => addGroup(emulator, 'alpha', range(5))),
    chosen('fifty', 'alpha'),
    async (host, emulator, before) => {
      await emulator.post('faults', [once(membersOf('fifty'), { kind: 'omit_rows', count: 3 })]);
      await syncsWithoutLoss(host, before, 0);
    },
  ));

test('3 of 50 members who are always missing stay and are named while Google confirms their membership', () =>
  syncedWith(fifty, chosen('fifty'), async (host, emulator, before) => {
    await emulator.post('faults', [{ match: membersOf('fifty'), fault: { kind: 'omit_rows', count: 3 } }]);
    for (let run = 0; run < 2; ++run) await syncsWithoutLoss(host, before, 5, range(3).map(address));
  }));

test('members who are always missing stay and are named if Google does not answer about their membership', () =>
  syncedWith(fifty, { ...chosen('fifty'), method: 'target_users' }, async (host, emulator, before) => {
    await emulator.post('faults', [
      { match: membersOf('fifty'), fault: { kind: 'omit_rows', count: 3 } },
      { match: { path_regex: '/hasMember/' }, fault: { kind: 'status', status: 400, reason: 'invalid', message: 'Invalid Input: memberKey' } },
      { match: { path_regex: '/groups$', query: { userKey: '.+' } }, fault: refusal },
    ]);
    await syncsWithoutLoss(host, before, 5, range(3).map(address));
  }));

for (const [name, gap, code, names] of [
  ['the list of a nested group comes once without its key', once(membersOf('2004'), { kind: 'missing_key', name: 'members' }), 0, []],
  ['a list leaves out a nested group once', once(membersOf('2001'), { kind: 'omit_rows', ids: ['2002'] }), 0, []],
  ['a list never contains a nested group', omit(membersOf('2001'), ['2002']), 5, ['grace.hopper@acme.com']],
  ['the list of groups never contains a nested group', omit(listOfGroups, ['2004']), 0, []],
])
  test(`people of nested groups stay if ${name}`, () =>
    synced({ ...chosen('2001'), removal_limit_percent: 100 }, async (host, emulator) => {
      const before = await threeTables(host);
      await emulator.post('faults', [gap]);
      await syncsWithoutLoss(host, before, code, names);
    }));

for (const [name, gap] of [
  ['the list of a group leaves out a nested group that is selected itself', once(membersOf('2001'), { kind: 'omit_rows', ids: ['2002'] })],
  ['the list of a group with nested groups comes once without its key', once(membersOf('2001'), { kind: 'missing_key', name: 'members' })],
])
  test(`no membership is lost if ${name}`, () =>
    synced({ ...allGroups, removal_limit_percent: 100 }, async (host, emulator) => {
      const before = await threeTables(host);
      await emulator.post('faults', [gap]);
      await syncsWithoutLoss(host, before, 0);
    }));

test('9 of 100 groups that the list never contains stay and are named while groups.get finds them', () =>
  syncedWith(
    (emulator) => addPeople(emulator, 93).then(() => addTeams(emulator, 93)),
    { ...allGroups, removal_limit_percent: 100 },
    async (host, emulator, before) => {
      const hidden = range(9).map((n) => n * 10);
      await emulator.post('faults', [omit(listOfGroups, hidden.map((n) => `team${number(n)}`))]);
      for (let run = 0; run < 2; ++run) await syncsWithoutLoss(host, before, 5, hidden.map((n) => `Team ${number(n)}`));
    },
  ));

test('210 of 6,000 people who are never in the list stay while users.get finds them', () =>
  syncedWith((emulator) => addPeople(emulator, 5982), { ...everybody, removal_limit_percent: 100 }, async (host, emulator, before) => {
    assert.equal(before.users.length, 5998);
    await emulator.post('faults', [omit({ path_regex: '/users$' }, range(210).map((n) => externalId(n * 28)))]);
    await syncsWithoutLoss(host, before, 0);
  }));

for (const [name, values] of Object.entries({ all: allUnits, chosen: { ...allUnits, scope: 'chosen', organizational_units: 'id:eng,id:emea' } }))
  test(`a unit that both readings of the tree leave out keeps its people and its group while Google finds it (${name})`, () =>
    synced({ ...values, removal_limit_percent: 100 }, async (host, emulator) => {
      const before = await threeTables(host);
      await emulator.post('faults', [omit({ path_regex: '/orgunits$' }, ['id:eng'])]);
      await syncsWithoutLoss(host, before, 0);
    }));

// Objects about which Google does not answer

test('a group and a unit that the lists leave out stay and are named if Google refuses to answer about them', async () => {
  await synced({ ...allGroups, removal_limit_percent: 100 }, async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.post('faults', [omit(listOfGroups, ['2006']), { match: { path_regex: '/groups/2006$' }, fault: refusal }]);
    await syncsWithoutLoss(host, before, 5, ['Short project']);
  });
  await synced({ ...allUnits, removal_limit_percent: 100 }, async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.post('faults', [omit({ path_regex: '/orgunits$' }, ['id:eng']), { match: { path_regex: '/orgunits/id:eng$' }, fault: refusal }]);
    await syncsWithoutLoss(host, before, 5, ['Engineering']);
  });
});

for (const [status, fault] of Object.entries({ 400: rejection, 500: failure }))
  test(`one of 30 groups that always answers ${status} keeps its people, and the rest of the run continues`, () =>
    syncedWith(
      (emulator) => addPeople(emulator, 25).then(() => addTeams(emulator, 23)).then(() => emulator.post('groups/team003/members', { email: address(4) })),
      { ...allGroups, removal_limit_percent: 100 },
      async (host, emulator, before) => {
        await emulator.post('faults', [{ match: membersOf('team007'), fault }]);
        await emulator.post('groups/team002/members', { email: address(24) });
        await emulator.patch(`users/${externalId(9)}`, { name: { givenName: 'Pat', familyName: 'Married' } });
        await emulator.delete(`groups/team003/members/${address(4)}`);
        const { report } = await succeeds(host.sync('acme'), 5);
        assertNames(report, ['Team 007']);
        const after = await threeTables(host);
        assert.deepEqual(losses(before, after), { users: [], groups: [], members: [`Team 003: ${externalId(4)}`] });
        assert.equal((await rowOf(host, externalId(24))).status, 'active', 'a person joins');
        assert.equal((await rowOf(host, externalId(9))).last_name, 'Married', 'a person is renamed');
      },
    ));

for (const [status, fault] of Object.entries({ 403: refusal, 500: failure }))
  test(`an absent person stays if users.get always answers ${status}, and people who are really gone are removed`, () =>
    synced({ ...everybody, removal_limit_percent: 100 }, async (host, emulator) => {
      const before = await threeTables(host);
      await emulator.delete('users/1016');
      await emulator.delete('users/1018');
      await emulator.post('faults', [omit({ path_regex: '/users$' }, ['1014']), { match: { path_regex: '/users/1014$' }, fault }]);
      const { report } = await succeeds(host.sync('acme'), 5);
      assertNames(report, ['carol@acme.com']);
      assert.deepEqual(losses(before, await threeTables(host)).users, ['1016', '1018']);
    }));

for (const [name, values] of Object.entries({ all: allGroups, chosen: chosen('2001', '2003', '2006') })) {
  test(`a sync that may read no list of members needs a review (${name} groups)`, () =>
    synced({ ...values, removal_limit_percent: 100 }, async (host, emulator) => {
      const before = await threeTables(host);
      await emulator.post('faults', [{ match: { path_regex: '/members$' }, fault: refusal }]);
      await syncsWithoutLoss(host, before, 5, ['Short project']);
    }));

  test(`a first sync that may read no list of members needs a review (${name} groups)`, () =>
    withHost({}, async (host, emulator) => {
      await succeeds(host.connect('acme'));
      await succeeds(host.act('acme', 'save', values));
      await emulator.post('faults', [{ match: { path_regex: '/members$' }, fault: refusal }]);
      const { report } = await succeeds(host.sync('acme'), 5);
      assert.doesNotMatch(JSON.stringify(report), /\(0\)|\b0 people/);
      if (name === 'chosen') assert.match(report.result.sentence, /“.+” is no longer visible in Google\..* adds? no users for now\./);
      assert.deepEqual((await threeTables(host)).users, []);
    }));
}

// Rows of members that fit no one

/** Syncs group 2004, whose list contains one more row, and returns the people. */
const withRow = (row, body) =>
  withHost({}, async (host, emulator) => {
    await emulator.post('faults', [{ match: membersOf('2004'), fault: { kind: 'add_rows', rows: [{ role: 'MEMBER', status: 'ACTIVE', ...row }] } }]);
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'save', { ...chosen('2004'), method: 'target_users' }));
    await body(host, emulator, async () => {
      await succeeds(host.sync('acme'));
      return (await host.users('acme')).map(({ email }) => email).sort();
    });
  });
const nightShift = ['dave@acme.com', 'frank@acme.com'];

test("a member row of a deleted person whose address became a colleague's alias brings no one in", () =>
  withRow({ type: 'USER', id: '1016', email: 'erin@acme.com' }, async (host, emulator, people) => {
    await emulator.delete('users/1016');
    await emulator.patch('users/1018', { aliases: ['erin@acme.com'] });
    for (let run = 0; run < 2; ++run) assert.deepEqual(await people(), nightShift);
  }));

test('a member row for all users of another customer counts for no one', () =>
  withRow({ type: 'CUSTOMER', id: 'C09other' }, async (host, emulator, people) => {
    assert.deepEqual(await people(), nightShift);
  }));

test('a member row for all users of this customer counts for everyone', () =>
  withRow({ type: 'CUSTOMER', id: 'C03az79cb' }, async (host, emulator, people) => {
    assert.equal((await people()).length, 16);
  }));

for (const variant of ['error', 'answered'])
  test(`a person of another domain who is missing from a nested group stays (hasMember across domains: ${variant})`, () =>
    synced({ ...chosen('2001'), method: 'target_users' }, async (host, emulator) => {
      await emulator.post('groups/2004/members', { email: 'jörg.müller@acme.co.uk' });
      await succeeds(host.sync('acme'));
      const before = await threeTables(host);
      await emulator.put('switches', { has_member_across_domains: variant });
      await emulator.post('faults', [omit(membersOf('2004'), ['1008'])]);
      await syncsWithoutLoss(host, before, 5, ['jörg.müller@acme.co.uk']);
    }));

// What Google confirms is removed in the same run

const limitless = { removal_limit_percent: 100 };
for (const values of [allGroups, chosen('2001', '2003', '2005')])
  test(`people and groups that are really gone are removed in the same run (${values.scope} groups)`, () =>
    synced({ ...values, ...limitless }, async (host, emulator) => {
      await emulator.delete('users/1004');
      await emulator.delete('groups/2005/members/carol@acme.com');
      await emulator.delete('groups/2003/members/bobby@acme.com');
      await emulator.delete('groups/2004/members/frank@acme.com');  // in the others as a nested group
      // One that is a source, or one that is nested in a source.
      await emulator.delete(`groups/${values.scope === 'all' ? '2006' : '2002'}`);
      await succeeds(host.sync('acme'));
      for (const id of ['1004', '1006', '1014', '1017', values.scope === 'all' ? '1018' : '1005']) assert.equal(await rowOf(host, id), undefined, id);
      await assertTables(host, 'acme', emulator, settingsOf(values), 'the same run');
    }));

test('people and units that are really gone are removed in the same run', () =>
  synced({ ...allUnits, ...limitless }, async (host, emulator) => {
    await emulator.delete('users/1015');
    await emulator.delete('units/id:empty');
    await emulator.delete('units/id:north?move_users_to_parent=true');
    await succeeds(host.sync('acme'));
    assert.equal(await rowOf(host, '1015'), undefined);
    await assertTables(host, 'acme', emulator, settingsOf(allUnits), 'the same run');
  }));
