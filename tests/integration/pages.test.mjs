// Directories of several pages, and what can go wrong between them.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, scene, succeeds } from './support/scene.mjs';
import { threeTables } from './support/tables.mjs';

const demo = new URL('../../sample-host/google-emulator/data/demo-workspace.yaml', import.meta.url).pathname;
const { synced } = scene(['--workspace', demo]);

test('a page token that repeats fails the run and writes nothing', () =>
  synced(everybody, async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.post('faults', [{ match: { path_regex: '/users$' }, fault: 'repeat_page_token' }]);
    const { stdout, stderr } = await succeeds(host.sync('acme'), 4);
    assert.match(stdout + stderr, /page/i);
    assert.deepEqual(await threeTables(host), before);
  }));

test('rows that come twice are counted once', () =>
  synced(everybody, async (host, emulator) => {
    const before = await threeTables(host);
    assert.ok(before.users.length > 900);
    await emulator.post('faults', [{ match: { path_regex: '/users$' }, fault: 'duplicate_rows' }]);
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.unchanged, before.users.length);
    assert.deepEqual(await threeTables(host), before);
  }));

test('an empty page of members with a token is no end', () =>
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

test('the number of requests is the least that the pages allow', () =>
  synced({ source: 'groups', scope: 'all', method: 'matching_groups' }, async (host, emulator) => {
    const since = (await emulator.get('requests')).last;
    const { report } = await succeeds(host.sync('acme'));
    const { requests } = await emulator.get(`requests?since=${since}`);
    const directory = requests.filter((request) => request.path.startsWith('/admin/directory'));
    const users = (await emulator.get('users')).length;
    const groups = await emulator.get('groups');
    let memberPages = 0;
    for (const group of groups) memberPages += Math.max(1, Math.ceil((await emulator.get(`groups/${group.id}/members`)).length / 200));
    const unlisted = directory.filter((request) => request.status !== 200).length;
    assert.ok(
      directory.length <= Math.ceil(users / 500) + memberPages + Math.ceil(groups.length / 200) + 2 + unlisted,
      `${directory.length} requests for ${users} users and ${groups.length} groups`,
    );
    assert.equal(report.requests >= directory.length, true);
  }));
