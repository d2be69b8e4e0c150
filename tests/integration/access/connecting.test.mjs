// Connecting, losing access, reconnecting and unlinking.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { everybody, rowOf, scene, succeeds } from '../support/scene.mjs';
import { threeTables } from '../support/tables.mjs';

const { withHost, synced } = scene();
const groupScope = 'https://www.googleapis.com/auth/admin.directory.group.readonly';

const pill = async (host, company = 'acme') => (await host.page(company)).status.label;

test('declined consent changes nothing and is not an error', () =>
  withHost({}, async (host) => {
    const { stdout, stderr } = await succeeds(host.connect('acme', 'dana.reyes@acme.com', { decide: 'cancel' }), 3);
    assert.match(stdout + stderr, /did not finish connecting/i);
    assert.equal(await pill(host), 'Not connected');
  }));

test('names a missing scope', () =>
  withHost({}, async (host) => {
    const { stdout, stderr } = await succeeds(host.connect('acme', 'dana.reyes@acme.com', { without: [groupScope] }), 3);
    assert.match(stdout + stderr, /group/i);
    assert.equal(await pill(host), 'Not connected');
  }));

test('rejects a consumer account', () =>
  withHost({}, async (host) => {
    const { stdout, stderr } = await succeeds(host.connect('acme', 'alex.private@gmail.com'), 3);
    assert.match(stdout + stderr, /Workspace/);
    assert.equal(await pill(host), 'Not connected');
  }));

test('rejects an account without an administrator role', () =>
  withHost({}, async (host) => {
    const { stdout, stderr } = await succeeds(host.connect('acme', 'sam.doe@acme.com'), 3);
    assert.match(stdout + stderr, /administrator/i);
    assert.equal(await pill(host), 'Not connected');
  }));

test('an administrator of another customer cannot reconnect', () =>
  synced(everybody, async (host) => {
    const before = await threeTables(host);
    const { stdout, stderr } = await succeeds(host.connect('acme', 'vera.stone@other.example'), 3);
    assert.match(stdout + stderr, /another|different/i);
    await succeeds(host.sync('acme'));
    assert.deepEqual(await threeTables(host), before);
  }));

test('a revoked grant changes no user, and syncing continues after reconnecting', () =>
  synced(everybody, async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.post('grants/revoke', { account: 'dana.reyes@acme.com' });
    await succeeds(host.sync('acme'), 3);
    assert.deepEqual(await threeTables(host), before);
    assert.equal(await pill(host), 'Reconnect needed');
    const [{ problem_count }] = await host.rows(`SELECT count(*) AS problem_count FROM host_notices`);
    assert.ok(problem_count > 0, 'the administrators are told');
    await succeeds(host.connect('acme'));
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.unchanged, before.users.length);
    assert.deepEqual(await threeTables(host), before);
  }));

test('an administrator without the role anymore removes no user', () =>
  synced(everybody, async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.patch('users/1001', { isAdmin: false });
    await succeeds(host.sync('acme'), 3);
    assert.deepEqual(await threeTables(host), before);
  }));

test('the refresh token is stored nowhere in plain text', () =>
  synced(everybody, async (host, emulator) => {
    const requests = (await emulator.get('requests')).requests;
    assert.ok(requests.length > 0);
    const stored = {};
    for (const table of await host.database.tables()) stored[table] = JSON.stringify(await host.rows(`SELECT * FROM ${table}`));
    assert.ok(stored.host_secrets.includes('google-user-provisioning'), 'the rows are read as text');
    // Rows that were deleted or replaced may still be in a file.
    for (const file of await readdir(host.folder))
      if (file.startsWith('host.db')) stored[file] = await readFile(join(host.folder, file), 'latin1');
    for (const [place, content] of Object.entries(stored))
      for (const secret of ['1//', 'demo-client-secret'])
        assert.equal(content.includes(secret) || content.includes(Buffer.from(secret).toString('hex')), false, `${secret} in ${place}`);
  }));

test('unlinking requires the typed domain, revokes the grant and can be repeated', () =>
  synced({ ...everybody, method: 'matching_groups' }, async (host) => {
    const refused = await host.act('acme', 'unlink', { confirmation: 'acme.org' });
    assert.ok([2, 3].includes(refused.code), refused.stdout + refused.stderr);
    assert.ok(await rowOf(host, '1016'));
    await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    assert.deepEqual(await threeTables(host), { users: [], groups: [], members: [] });
    assert.equal(await pill(host), 'Not connected');
    assert.deepEqual(await host.rows('SELECT * FROM host_secrets'), []);
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'save', everybody));
    await succeeds(host.sync('acme'));
    assert.ok(await rowOf(host, '1016'));
    // The command line knows no domain: it asks for a flag.
    const unlink = (...args) => host.command(['unlink'], ['--company', 'acme', '--provider', 'google-workspace', ...args]);
    assert.match((await succeeds(unlink(), 2)).stderr, /Nothing was removed\. Repeat the command with --yes/);
    assert.ok(await rowOf(host, '1016'));
    await succeeds(unlink('--yes'));
    assert.deepEqual(await threeTables(host), { users: [], groups: [], members: [] });
  }));

test('two companies with one Google account keep their own data, and the grant until the last one unlinks', () =>
  synced(everybody, async (host, emulator) => {
    const people = async (company) => (await host.users(company)).length;
    assert.equal(await people('acme'), await people('birch'));
    const { stdout } = await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    assert.match(stdout, /not revoked/);
    assert.equal(await people('acme'), 0);
    assert.ok((await people('birch')) > 0);
    await succeeds(host.sync('birch'));
    const last = await succeeds(host.act('birch', 'unlink', { confirmation: 'acme.com' }));
    assert.match(last.stdout, /was revoked/);
  }, { companies: ['acme', 'birch'] }));

test('unlinking succeeds while Google is unreachable and reports that the grant was not revoked', () =>
  synced(everybody, async (host, emulator) => {
    await emulator.post('faults', [{ match: { path_regex: '/revoke' }, fault: { kind: 'status', status: 503, reason: 'backendError', message: 'away' } }]);
    const { stdout } = await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    assert.match(stdout, /could not be reached/);
    assert.deepEqual(await host.rows('SELECT * FROM target_users'), []);
  }));
