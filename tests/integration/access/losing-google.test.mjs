// Every cause of a lost access: its own words, a pause, a notice, no change to any user, and the way back.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, scene, succeeds } from '../support/scene.mjs';
import { threeTables } from '../support/tables.mjs';

const { synced } = scene();
const dailySync = 'google-user-provisioning.daily-sync';
const accessCheck = 'google-user-provisioning.access-check';
const groupScope = 'https://www.googleapis.com/auth/admin.directory.group.readonly';
const settings = { ...everybody, method: 'matching_groups', removal_limit_percent: 9 };

const notices = async (host) => JSON.parse((await succeeds(host.command(['notices'], ['--company', 'acme', '--json']))).stdout);
const topics = async (host) => (await notices(host)).map(({ topic }) => topic).sort();
const tasks = async (host) => Object.fromEntries(JSON.parse((await succeeds(host.command(['task', 'list'], ['--json']))).stdout).map((task) => [task.task, task]));
const runTask = (host, task) => host.command(['task', 'run'], ['--company', 'acme', '--task', task]);
const savedSettings = (host) => host.rows('SELECT * FROM gup_settings');
const tokenError = (error, description, { status = 400, subtype = '' } = {}) => (emulator) =>
  emulator.post('faults', [{ match: { path_regex: '^/token$' }, fault: { kind: 'token_error', error, description, subtype, status } }]);
const revoke = (emulator) => emulator.post('grants/revoke', { account: 'dana.reyes@acme.com' });
const dana = 'users/dana.reyes@acme.com';
const repair = async (emulator) => {
  await emulator.delete('faults');
  await emulator.patch(dana, { customerId: 'C03az79cb' });
};

/** A company whose daily sync is on and has synced once. */
const syncing = (body) =>
  synced(settings, async (host, emulator) => {
    await succeeds(host.act('acme', 'start_sync'));
    await body(host, emulator);
  });

const causes = [
  { name: 'the grant was revoked', lose: revoke, words: /access was removed, the account's password or security settings changed, or the connection expired/ },
  { name: 'the session control policy asks for a new sign-in', lose: tokenError('invalid_grant', 'reauth related error (invalid_rapt)', { subtype: 'invalid_rapt' }), words: /session control policy requires a new sign-in/ },
  {
    name: 'the connection was not used for six months',
    lose: async (emulator, host) => {
      await revoke(emulator);
      const longAgo = (Date.now() - 200 * 24 * 3600_000) * 1000;
      await host.rows('DELETE FROM gup_runs');
      await host.rows(`UPDATE gup_connections SET connected_at = ${longAgo}`);
    },
    words: /was not used for six months/,
  },
  { name: 'a permission was taken away', lose: (emulator) => emulator.post('faults', [{ match: { path_regex: '/users$' }, fault: { kind: 'status', status: 403, reason: 'insufficientPermissions', message: 'Request had insufficient authentication scopes.' } }]), words: /a permission was not granted. Connect again and leave every box checked/ },
  { name: 'the connecting administrator was deleted', lose: tokenError('invalid_grant', 'The account has been deleted'), words: /the connected account was deleted. Connect to Google again with another administrator's account/ },
  {
    name: 'the account belongs to another Google Workspace',
    lose: async (emulator) => {
      await emulator.patch(dana, { customerId: 'C09other' });
      await emulator.post('faults', [{ match: { path_regex: '/users$' }, fault: { kind: 'omit_rows', ids: ['1002', '1003'] } }]);
    },
    words: /now belongs to another Google Workspace/,
  },
  { name: 'the OAuth client was replaced', lose: tokenError('unauthorized_client', 'Unauthorized', { status: 401 }), words: /belongs to another OAuth client/ },
  { name: 'the role was taken away', returns: true, lose: (emulator) => emulator.put('switches', { admin_role_removed: true }), back: (emulator) => emulator.put('switches', { admin_role_removed: false }), words: /needs an administrator role that can read users, groups and organizational units/ },
  { name: 'a policy blocks the app', returns: true, lose: tokenError('admin_policy_enforced', ''), words: /A policy of your Google Workspace does not allow this app/ },
  { name: 'the connected account is suspended', returns: true, lose: tokenError('invalid_grant', 'Account disabled'), words: /account is suspended or restricted/ },
  { name: 'the OAuth client was disabled', returns: true, lose: tokenError('disabled_client', 'The OAuth client was disabled.', { status: 401 }), words: /disabled this platform's OAuth client/ },
];

/** The access is lost: one notice in the cause's words, the page says it, everything is paused, nothing has changed. */
async function assertLost(host, words, { users, saved, checked }) {
  const [notice, ...others] = (await notices(host)).filter(({ topic }) => topic.startsWith('google'));
  assert.deepEqual(others, []);
  assert.equal(notice.topic, 'google-access');
  assert.match(notice.text, words);
  assert.match(notice.text, /Target users stay as they are, and the settings are kept/);
  const page = await host.page('acme');
  assert.equal(page.status.label, 'Reconnect needed');
  assert.match(JSON.stringify(page.blocks), new RegExp(words.source.replaceAll('"', '\\\\"')));
  const { [dailySync]: daily, [accessCheck]: check } = await tasks(host);
  assert.equal(daily.paused, true, 'the daily sync is paused');
  assert.equal(check.paused, !checked, 'the access check');
  assert.deepEqual(await threeTables(host), users);
  assert.deepEqual(await savedSettings(host), saved);
}

for (const { name, lose, words, returns = false } of causes)
  test(`${name}: says so, pauses, changes no user, and reconnecting resumes with all settings`, () =>
    syncing(async (host, emulator) => {
      const before = { users: await threeTables(host), saved: await savedSettings(host), checked: returns };
      await lose(emulator, host);
      const { stderr } = await succeeds(runTask(host, dailySync), 3);
      assert.match(stderr, words);
      await assertLost(host, words, before);
      // Nothing is sent to Google until someone reconnects.
      const { last } = await emulator.get('requests');
      await succeeds(host.sync('acme'), 3);
      assert.deepEqual((await emulator.get(`requests?since=${last}`)).requests, []);

      await repair(emulator);
      await emulator.put('switches', { admin_role_removed: false });
      await succeeds(host.connect('acme'));
      const { [dailySync]: daily, [accessCheck]: check } = await tasks(host);
      assert.deepEqual([daily.paused, check.paused], [false, true]);
      assert.ok(Date.parse(daily.due_at) <= Date.now(), 'the daily sync is due at once');
      assert.deepEqual(await savedSettings(host), before.saved);
      await succeeds(runTask(host, dailySync));
      assert.deepEqual(await threeTables(host), before.users);
      assert.deepEqual(await topics(host), ['google-recovered']);
      assert.notEqual((await host.page('acme')).status.label, 'Reconnect needed');
    }));

for (const { name, lose, back = repair, words } of causes.filter(({ returns }) => returns))
  test(`${name}: the schedule resumes on its own when the access is back`, () =>
    syncing(async (host, emulator) => {
      const before = { users: await threeTables(host), saved: await savedSettings(host), checked: true };
      await lose(emulator, host);
      await succeeds(runTask(host, dailySync), 3);
      const { last } = await emulator.get('requests');
      await succeeds(runTask(host, accessCheck), 4);
      const asked = (await emulator.get(`requests?since=${last}`)).requests;
      assert.ok(asked.length > 0 && asked.length < 20, `a few requests: ${asked.length}`);
      await assertLost(host, /./, before);

      await back(emulator);
      await succeeds(runTask(host, accessCheck));
      const { [dailySync]: daily, [accessCheck]: check } = await tasks(host);
      assert.deepEqual([daily.paused, check.paused], [false, true]);
      assert.ok(Date.parse(daily.due_at) <= Date.now());
      assert.deepEqual(await topics(host), ['google-recovered']);
      const [{ action, from }] = JSON.parse((await host.command(['audit'], ['--company', 'acme', '--json'])).stdout);
      assert.equal(action, 'access_restored');
      assert.match(from, /^host process on /);
      await succeeds(runTask(host, dailySync));
      assert.deepEqual(await threeTables(host), before.users);
      assert.deepEqual(await topics(host), ['google-recovered']);
      assert.match((await notices(host))[0].title, /works again/);
      assert.ok(words);
    }));

test('a stopped daily sync stays stopped when the access is back', () =>
  syncing(async (host, emulator) => {
    await succeeds(host.act('acme', 'stop_sync'));
    await emulator.put('switches', { admin_role_removed: true });
    await succeeds(host.sync('acme'), 3);
    await emulator.put('switches', { admin_role_removed: false });
    await succeeds(runTask(host, accessCheck));
    assert.equal((await tasks(host))[dailySync].paused, true);
    await succeeds(host.sync('acme'));
  }));

test('a grant that is revoked while the role is missing ends the checks', () =>
  syncing(async (host, emulator) => {
    const before = { users: await threeTables(host), saved: await savedSettings(host), checked: false };
    await emulator.put('switches', { admin_role_removed: true });
    await succeeds(host.sync('acme'), 3);
    await revoke(emulator);
    await emulator.post('tokens/expire');
    await succeeds(runTask(host, accessCheck));
    await assertLost(host, /access was removed/, before);
  }));

test('reconnecting with an account of another customer, without a scope, or without a role changes nothing', () =>
  syncing(async (host, emulator) => {
    const before = { users: await threeTables(host), saved: await savedSettings(host), checked: false };
    await revoke(emulator);
    await succeeds(host.sync('acme'), 3);
    const attempts = [
      ['vera.stone@other.example', {}, /belongs to a different Google Workspace than acme\.com/],
      ['dana.reyes@acme.com', { without: [groupScope] }, /You did not allow access to groups/],
      ['sam.doe@acme.com', {}, /needs an administrator role/],
      ['alex.private@gmail.com', {}, /personal Google account/],
    ];
    for (const [account, consent, sentence] of attempts) {
      const { stdout, stderr } = await succeeds(host.connect('acme', account, consent), 3);
      assert.match(stdout + stderr, sentence);
      await assertLost(host, /access was removed/, before);
    }
    await succeeds(host.connect('acme'));
    await succeeds(host.sync('acme'));
    assert.deepEqual(await threeTables(host), before.users);
  }));

test('a 403 on a list that passes does not count as lost access', () =>
  syncing(async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.post('faults', [{ match: { path_regex: '/users$' }, times: 2, fault: { kind: 'status', status: 403, reason: 'forbidden', message: 'Not Authorized to access this resource/api' } }]);
    await succeeds(host.sync('acme'));
    assert.deepEqual(await threeTables(host), before);
    assert.deepEqual(await topics(host), []);
  }));

for (const [status, reason] of [[400, 'invalid'], [403, 'forbidden'], [500, 'backendError']])
  test(`one group that always answers ${status} hinders neither connecting nor the access check`, () =>
    syncing(async (host, emulator) => {
      await emulator.put('switches', { admin_role_removed: true });
      await succeeds(runTask(host, dailySync), 3);
      await emulator.put('switches', { admin_role_removed: false });
      // The one that Google lists first.
      const [{ path }] = (await emulator.get('requests')).requests.filter((request) => /\/groups\/[^/]+\/members$/.test(request.path));
      await emulator.post('faults', [{ match: { path_regex: `${path}$` }, fault: { kind: 'status', status, reason, message: 'Not now' } }]);
      await succeeds(runTask(host, accessCheck));
      assert.notEqual((await host.page('acme')).status.label, 'Reconnect needed');
      await succeeds(host.connect('acme'));
      await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
      await succeeds(host.connect('acme'));
    }));
