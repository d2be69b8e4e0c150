// Directories of several pages, and faults between pages.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, scene, succeeds } from '../support/scene.mjs';
import { threeTables } from '../support/tables.mjs';

const demo = new URL('../../../sample-host/google-emulator/data/demo-workspace.yaml', import.meta.url).pathname;
const { synced, withHost } = scene(['--workspace', demo]);

test('a page token that repeats fails the run and writes nothing', () =>
  synced(everybody, async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.post('faults', [{ match: { path_regex: '/users$' }, fault: 'repeat_page_token' }]);
    const { stdout, stderr } = await succeeds(host.sync('acme'), 4);
    assert.match(stdout + stderr, /page/i);
    assert.deepEqual(await threeTables(host), before);
  }));

test('duplicate rows count once', () =>
  synced(everybody, async (host, emulator) => {
    const before = await threeTables(host);
    assert.ok(before.users.length > 900);
    await emulator.post('faults', [{ match: { path_regex: '/users$' }, fault: 'duplicate_rows' }]);
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.unchanged, before.users.length);
    assert.deepEqual(await threeTables(host), before);
  }));

test('an empty page of members with a page token does not end the list', () =>
  synced({ source: 'groups', scope: 'all', method: 'matching_groups' }, async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.post('faults', [{ match: { path_regex: '/members$' }, times: 5, fault: 'empty_page_with_token' }]);
    await succeeds(host.sync('acme'));
    assert.deepEqual(await threeTables(host), before);
  }));

for (const isolation of ['repeat_row', 'move_row', 'miss_row'])
  test(`people who move between pages (${isolation}) are not removed`, () =>
    synced(everybody, async (host, emulator) => {
      const before = await threeTables(host);
      await emulator.put('switches', { page_isolation: isolation });
      await succeeds(host.sync('acme'));
      await emulator.put('switches', { page_isolation: 'stable' });
      assert.deepEqual(await threeTables(host), before);
    }));

test('an access token that expires between two pages is refreshed once', () =>
  synced(everybody, async (host, emulator) => {
    const before = await threeTables(host);
    const since = (await emulator.get('requests')).last;
    await emulator.post('faults', [
      { match: { path_regex: '/users$', query: { pageToken: '.+' } }, times: 1, fault: { kind: 'status', status: 401, reason: 'authError', message: 'Invalid Credentials' } },
    ]);
    await succeeds(host.sync('acme'));
    const { requests } = await emulator.get(`requests?since=${since}`);
    assert.equal(requests.filter((request) => request.path === '/token').length, 2, 'one token to begin with, one more');
    assert.deepEqual(await threeTables(host), before);
  }));

const pages = (rows, size) => Math.max(1, Math.ceil(rows / size));

/** Returns the requests of one more sync without changes. */
async function requestsOfASync(host, emulator) {
  const since = (await emulator.get('requests')).last;
  const { report } = await succeeds(host.sync('acme'));
  const { requests } = await emulator.get(`requests?since=${since}`);
  const directory = requests.filter((request) => request.path.startsWith('/admin/directory'));
  assert.equal(report.requests, directory.length, 'the report counts every one');
  assert.deepEqual(directory.filter((request) => /\/users\/./.test(request.path)), [], 'no user is requested individually');
  return directory;
}

test('units cost two requests, and reading users from both ends at most two more', () =>
  synced(everybody, async (host, emulator) => {
    const directory = await requestsOfASync(host, emulator);
    const users = (await emulator.get('users')).length;
    assert.ok(users > 500, 'two pages');
    assert.ok(directory.length <= pages(users, 500) + 2 + 2, `${directory.length} requests for ${users} users`);
    assert.equal(directory.filter((request) => request.path.endsWith('/orgunits')).length, 2);
  }));

for (const groups of ['all', 'chosen'])
  test(`each group costs one list, however often it is nested (${groups})`, () =>
    synced({ source: 'groups', scope: groups, groups: '01demo0allstaff,01demo0engineer', method: 'matching_groups' }, async (host, emulator) => {
      const directory = await requestsOfASync(host, emulator);
      const users = (await emulator.get('users')).length;
      const all = await emulator.get('groups');
      const walked = new Set(directory.map((request) => request.path.match(/groups\/([^/]+)\/members$/)?.[1]).filter(Boolean));
      let memberPages = 0;
      for (const group of walked) {
        // A group of another customer is requested as well, and refused.
        const known = all.some(({ id }) => id === group);
        const allowed = known ? pages((await emulator.get(`groups/${group}/members`)).length, 200) : 1;
        const asked = directory.filter((request) => request.path.endsWith(`/groups/${group}/members`)).length;
        assert.ok(asked <= allowed, `${asked} requests for the group ${group}`);
        memberPages += allowed;
      }
      assert.ok(walked.size > (groups === 'all' ? all.length - 1 : 2));
      const bar = pages(users, 500) + memberPages + pages(all.length, 200) + 2;
      assert.ok(directory.length <= bar, `${directory.length} requests, ${bar} allowed`);
    }));

test('a hundred groups in a cycle of diamonds are each listed once', () =>
  withHost({}, async (host, emulator) => {
    const levels = 100;
    const address = (level) => `level${level}@acme.com`;
    for (let level = levels - 1; level >= 0; --level) {
      const below = [level + 1, level + 2].filter((next) => next < levels).map((next) => ({ email: address(next) }));
      const people = level === levels - 1 ? [{ email: 'sam.doe@acme.com' }] : [];
      await emulator.post('groups', { id: `level${level}`, email: address(level), name: `Level ${level}`, members: [...below, ...people] });
    }
    await emulator.post(`groups/level${levels - 1}/members`, { email: address(0) });
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'save', { source: 'groups', scope: 'chosen', groups: 'level0', method: 'target_users' }));
    await succeeds(host.sync('acme'));
    assert.deepEqual((await host.users('acme')).map(({ email }) => email), ['sam.doe@acme.com']);
    const directory = await requestsOfASync(host, emulator);
    assert.equal(directory.filter((request) => request.path.endsWith('/members')).length, levels);
  }));

test('page options waits for a list that takes longer to read than a page can wait', () =>
  synced(everybody, async (host, emulator) => {
    await emulator.put('switches', { latency_ms: 5000 });
    try {
      const words = ['--company', 'acme', '--page', 'google-user-provisioning', '--action', 'groups'];
      const { stdout, stderr } = await succeeds(host.command(['page', 'options'], words));
      assert.match(stdout, /@/);
      assert.match(stderr, /Waiting for the answer/);
    } finally {
      await emulator.put('switches', { latency_ms: 0 });
    }
  }));
