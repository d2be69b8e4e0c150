// Why a person is synced or not, and syncing one person, from a command line.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, rowOf, scene, succeeds } from '../support/scene.mjs';

const { synced, withHost } = scene();
const groups = { source: 'groups', scope: 'chosen', groups: '2001', method: 'target_users' };

const explain = async (host, email, args = [], code = 0) => {
  const { stdout } = await succeeds(
    host.command(['explain'], ['--company', 'acme', '--provider', 'google-workspace', '--email', email, '--json', ...args]), code);
  return JSON.parse(stdout.trim().split('\n').at(-1));
};
const now = (host, email, code) => explain(host, email, ['--now'], code);
const apply = (host, email, code) => explain(host, email, ['--now', '--apply'], code);

/** Every row of the host and of the plugin's records about people, except those of one person. */
const othersOf = async (host, externalId) => {
  const [{ id } = { id: -1 }] = await host.rows(`SELECT user_id AS id FROM gup_links WHERE external_id = '${externalId}'`);
  return {
    users: await host.rows(`SELECT * FROM target_users WHERE id <> ${id} ORDER BY id`),
    members: await host.rows(`SELECT * FROM target_group_members WHERE user_id <> ${id} ORDER BY group_id, user_id, provider`),
    groups: await host.rows('SELECT * FROM target_groups ORDER BY id'),
    links: await host.rows(`SELECT * FROM gup_links WHERE external_id <> '${externalId}' ORDER BY external_id`),
    sources: await host.rows(`SELECT * FROM gup_link_sources WHERE external_id <> '${externalId}' ORDER BY external_id, source_id`),
  };
};

test('tells without Google which unit brings a person in, and what syncs did', () =>
  synced({ ...everybody, scope: 'chosen', organizational_units: 'id:sales' }, async (host) => {
    const sakura = await explain(host, 'SAKURA@acme.com');
    assert.equal(sakura.included, true);
    assert.deepEqual(sakura.reasons, ['Selected unit / Sales']);
    assert.equal(sakura.history[0].change, 'added');
    assert.equal(sakura.history[0].reason, 'In / Sales / EMEA / North + East');
    assert.equal(sakura.asked_source, false);
    const archived = await explain(host, 'archived@acme.com');
    assert.equal(archived.included, false);
    assert.deepEqual(archived.obstacles, ['Archived in Google; archived users are left out']);
    const unknown = await explain(host, "Robert'); DROP TABLE target_users;--");
    assert.equal(unknown.found, false);
    assert.equal(unknown.included, null);
    const { stdout } = await succeeds(
      host.command(['explain'], ['--company', 'acme', '--provider', 'google-workspace', '--email', 'sakura@acme.com']));
    assert.match(stdout, /^sakura@acme\.com \(さくら 🌸 田中\): synced\nBrought in by:\n {2}Selected unit \/ Sales\n/);
  }));

test('shows the nested way of groups, stored and asked now', () =>
  synced(groups, async (host) => {
    const ways = ['Group “Builders” → “Crew” → “Night shift”'];
    assert.deepEqual((await explain(host, 'frank@acme.com')).reasons.slice(0, 1), ways);
    assert.deepEqual((await now(host, 'frank@acme.com')).reasons.slice(0, 1), ways);
    const gina = await now(host, 'gina@acme.com');
    assert.equal(gina.included, false);
    assert.deepEqual(gina.obstacles, ['In no selected group']);
    assert.equal(gina.next, 'A sync would not add this person.');
  }));

test('--now shows values before and after and changes nothing; --apply syncs this person alone', () =>
  synced({ ...everybody, method: 'matching_groups' }, async (host, emulator) => {
    await emulator.patch('users/1003', { organizations: [{ department: 'Research', title: 'Analyst', primary: true }] });
    await emulator.patch('users/1016', { organizations: [{ department: 'Changed', primary: true }] });
    const before = await othersOf(host, '-');
    const asked = await now(host, 'ada.lovelace@acme.com');
    assert.match(asked.next, /^A sync would update this target user: /);
    assert.deepEqual(asked.fields.find(({ column }) => column === 'department'),
      { column: 'department', label: 'Department', before: 'Engineering', after: 'Research' });
    assert.deepEqual(await othersOf(host, '-'), before);
    const others = await othersOf(host, '1003');
    const applied = await apply(host, 'ada.lovelace@acme.com');
    assert.equal(applied.changed, true);
    assert.equal((await rowOf(host, '1003')).department, 'Research');
    assert.deepEqual(await othersOf(host, '1003'), others);
    assert.equal(applied.history[0].change, 'updated');
    assert.equal((await apply(host, 'ada.lovelace@acme.com')).changed, false);
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.updated, 1, 'erin is left to the full sync');
  }));

test('adds one person before the first full sync, with only the target group that this person joins', () =>
  withHost({}, async (host) => {
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'save', { ...everybody, method: 'matching_groups' }));
    const carol = await apply(host, 'carol@acme.com');
    assert.equal(carol.changed, true);
    assert.deepEqual(carol.groups, ['EMEA']);
    assert.deepEqual((await host.users('acme')).map(({ email }) => email), ['carol@acme.com']);
    assert.deepEqual((await host.groups('acme')).map(({ name }) => name), ['EMEA']);
    await succeeds(host.sync('acme'));
    assert.equal((await host.users('acme')).find(({ email }) => email === 'carol@acme.com').id, carol.user_id);
  }));

test('follows a rename and a deletion by the former address', () =>
  synced(everybody, async (host, emulator) => {
    const { id } = await rowOf(host, '1015');
    await emulator.patch('users/1015', { primaryEmail: 'david@acme.com' });
    const renamed = await apply(host, 'dave@acme.com');
    assert.equal(renamed.email, 'david@acme.com');
    assert.deepEqual([(await rowOf(host, '1015')).email, (await rowOf(host, '1015')).id], ['david@acme.com', id]);
    await emulator.delete('users/1015');
    assert.equal((await apply(host, 'dave@acme.com')).next, 'The target user was deleted: deleted in Google.');
    assert.equal(await rowOf(host, '1015'), undefined);
    const gone = await explain(host, 'david@acme.com');
    assert.deepEqual([gone.included, gone.obstacles], [false, ['Deleted in Google']]);
  }));

test('finds a person by an alias, and says who is suspended', () =>
  synced(everybody, async (host) => {
    assert.equal((await now(host, 'amazing.grace@acme.com')).email, 'grace.hopper@acme.com');
    const suspended = await now(host, 'suspended@acme.com');
    assert.deepEqual(suspended.obstacles, ['Suspended in Google; suspended users are left out']);
    assert.equal((await now(host, 'unknown@acme.com')).found, false);
  }));

test('a removal above the limit is held, with exit code 5', () =>
  synced({ ...everybody, removal_limit_percent: '1', removal_limit_at_least: '1' }, async (host, emulator) => {
    await emulator.delete('users/1018');
    assert.match((await now(host, 'gina@acme.com')).next, /above the limit and held/);
    const held = await apply(host, 'gina@acme.com', 5);
    assert.equal(held.result.code, 'review_needed');
    assert.ok(await rowOf(host, '1018'));
    assert.match((await explain(host, 'gina@acme.com')).next, /^The removal has been held since/);
  }));

test('a person of a group that was deleted, or that cannot be read, is told to stay, and the audit trail says so', () =>
  synced({ ...groups, groups: '2001,2005', method: 'matching_groups' }, async (host, emulator) => {
    const rows = await othersOf(host, '-');
    const stays = async (email, reason) => {
      assert.equal((await now(host, email)).next, `A sync would leave this target user as it is: ${reason}.`);
      const applied = await apply(host, email, 5);
      assert.deepEqual([applied.next, applied.changed], [`The target user stays as it is: ${reason}.`, false]);
      const audit = (await succeeds(host.command(['audit'], ['--company', 'acme']))).stdout;
      assert.ok(audit.split('\n')[0].endsWith(`Synced ${email}: The target user stays as it is: ${reason}.`), audit);
      assert.deepEqual(await othersOf(host, '-'), rows);
      return applied;
    };
    await emulator.post('faults', [{ match: { path_regex: '/groups/2001/members' }, fault: { kind: 'status', status: 400, reason: 'invalid', message: 'Invalid Input' } }]);
    const { result } = await stays('ada.lovelace@acme.com', 'the group “Builders” could not be read, because Google kept failing');
    assert.equal(result.sentence, 'Sync of ada.lovelace@acme.com: The group “Builders” could not be read, because Google kept failing. 1 user stays as it is.');
    await emulator.delete('faults');
    await emulator.delete('groups/2005');
    const { remarks } = await stays('carol@acme.com', 'the group “Sellers” was deleted in Google');
    assert.deepEqual(remarks, ['The group “Sellers” (2005) was deleted in Google. Its people stay unchanged until you remove it from the selection.']);
    await emulator.post('groups', { id: '3005', email: 'sellers@acme.com', name: 'Sellers', members: ['erin@acme.com'] });
    await stays('carol@acme.com', 'the group “Sellers” was deleted in Google and recreated with the address sellers@acme.com');
  }));

test('a person of a unit that was deleted is told to stay', () =>
  synced({ source: 'organizational_units', scope: 'chosen', organizational_units: 'id:north,id:eng', method: 'matching_groups' }, async (host, emulator) => {
    await emulator.delete('units/id:north?move_users_to_parent=true');
    assert.equal((await now(host, 'sakura@acme.com')).next,
      'A sync would leave this target user as it is: the organizational unit “/ Sales / EMEA / North + East” was deleted in Google.');
  }));

test('an address of another Workspace is answered plainly', () =>
  synced(groups, async (host, emulator) => {
    for (const asked of [await now(host, 'someone@gmail.com'), await apply(host, 'vera.stone@other.example')]) {
      assert.deepEqual([asked.found, asked.included], [false, false]);
      assert.deepEqual(asked.obstacles, ['Not a user of this Google Workspace']);
      assert.equal(asked.next, 'A sync would not add this person.');
    }
    await emulator.put('switches', { admin_role_removed: true });
    await now(host, 'someone@gmail.com', 4);
  }));

test('two of them at once change the person once, and mistakes end with their own codes', () =>
  synced(everybody, async (host, emulator) => {
    await emulator.patch('users/1003', { organizations: [{ department: 'Research', primary: true }] });
    const both = await Promise.all([apply(host, 'ada.lovelace@acme.com'), apply(host, 'ada.lovelace@acme.com')]);
    assert.deepEqual(both.map(({ changed }) => changed).sort(), [false, true]);
    const command = (args) => host.command(['explain'], ['--company', 'acme', ...args]);
    await succeeds(command(['--provider', 'google-workspace']), 2);
    await succeeds(command(['--provider', 'google-workspace', '--email', 'a@acme.com', '--apply']), 2);
    await succeeds(command(['--provider', 'nothing', '--email', 'a@acme.com']), 2);
    await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    await succeeds(command(['--provider', 'google-workspace', '--email', 'a@acme.com', '--now']), 3);
  }));

test('the page explains a person at its own address, asks Google, and syncs this person', () =>
  synced(everybody, async (host, emulator) => {
    const email = 'gina@acme.com';
    assert.match((await succeeds(host.act('acme', 'explain', { email }))).stdout, /gina@acme\.com is synced from Google\./);
    const show = async () =>
      (await succeeds(host.command(['page', 'show'], ['--company', 'acme', '--page', 'google-user-provisioning', '--set', `email=${email}`]))).stdout;
    assert.match(await show(), /Unit \/ \(all units are selected\)|Unit .*Sales/);
    await emulator.patch('users/1018', { suspended: true });
    assert.match((await succeeds(host.act('acme', 'ask_about_person', { email }))).stdout, /A sync would delete this target user: suspended in Google/);
    assert.ok(await rowOf(host, '1018'));
    assert.match((await succeeds(host.act('acme', 'sync_person', { email }))).stdout, /The target user was deleted: suspended in Google/);
    assert.equal(await rowOf(host, '1018'), undefined);
    assert.match(await show(), /Suspended in Google/);
    await succeeds(host.act('acme', 'explain', { email: '' }), 2);
    const [entry] = await host.rows("SELECT * FROM host_audit WHERE action = 'person_synced'");
    assert.ok(entry);
  }));
