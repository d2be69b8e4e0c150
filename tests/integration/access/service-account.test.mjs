// Connecting by a service account from the command line, without a sign-in: what is accepted, the error texts, what
// happens when the key or the delegation is removed, and that the key is stored nowhere in plain text.
import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { watched } from '../support/host.mjs';
import { everybody, scene, succeeds } from '../support/scene.mjs';
import { threeTables } from '../support/tables.mjs';

const { withHost } = scene();
const scopes = ['user', 'group', 'orgunit'].map((what) => `https://www.googleapis.com/auth/admin.directory.${what}.readonly`);
const dana = 'dana.reyes@acme.com';

const pill = async (host) => (await host.page('acme')).status.label;

/** Returns a service account with all scopes delegated, and its key file in the host's folder. */
async function serviceAccount(host, emulator, options = {}) {
  const file = await emulator.post('service_accounts', { scopes, ...options });
  return { ...file, path: `service_accounts/${file.client_email}`, key: await keep(host, file) };
}
async function keep(host, file) {
  const key = join(host.folder, `${file.private_key_id}.json`);
  await writeFile(key, JSON.stringify(file, null, 2));
  return key;
}

/** Connects with the key from a file; `-` reads it from standard input. */
const connect = (host, key, { email = dana, ...options } = {}) =>
  host.command(['page', 'act'], ['--company', 'acme', '--page', 'google-user-provisioning', '--action', 'connect_service_account',
    '--set', `admin_email=${email}`, '--set-file', `service_account_key=${key}`], options);

async function refuses(command, pattern) {
  const { stdout, stderr } = await succeeds(command, 2);
  assert.match(stdout + stderr, pattern);
}

async function connectedAndSynced(host, emulator) {
  const account = await serviceAccount(host, emulator);
  await succeeds(connect(host, account.key));
  await succeeds(host.act('acme', 'save', everybody));
  await succeeds(host.sync('acme'));
  return account;
}

test('a key from a file connects, and syncs what a person’s sign-in syncs', () =>
  withHost({ companies: ['acme', 'birch'] }, async (host, emulator) => {
    await connectedAndSynced(host, emulator);
    await succeeds(host.connect('birch'));
    await succeeds(host.act('birch', 'save', everybody));
    await succeeds(host.sync('birch'));
    const people = async (company) => (await host.users(company)).map(({ email }) => email).sort();
    assert.deepEqual(await people('acme'), await people('birch'));
    assert.ok((await people('acme')).length > 0);
    const card = JSON.stringify((await host.page('acme')).aside);
    assert.match(card, /iam\.gserviceaccount\.com/);
    assert.match(card, /dana\.reyes@acme\.com/);
  }));

test('a key from standard input connects', () =>
  withHost({}, async (host, emulator) => {
    const file = await emulator.post('service_accounts', { scopes });
    await succeeds(connect(host, '-', { input: JSON.stringify(file) }));
    assert.equal(await pill(host), 'Connected, not set up');
  }));

test('rejects an invalid key at its field', () =>
  withHost({}, async (host, emulator) => {
    const { key, ...file } = await serviceAccount(host, emulator);
    await refuses(connect(host, '-', { input: '' }), /service_account_key: Paste the JSON key file/);
    await refuses(connect(host, '-', { input: 'no JSON' }), /service_account_key: .*JSON/);
    await refuses(connect(host, '-', { input: JSON.stringify({ ...file, client_id: 'x@y' }) }), /service_account_key: .*client_id/);
    await refuses(connect(host, '-', { input: JSON.stringify({ ...file, private_key: 'x' }) }), /service_account_key: .*RSA/);
    await refuses(connect(host, key, { email: 'missing' }), /admin_email: This is not a valid email address/);
    await refuses(connect(host, join(host.folder, 'absent.json')), /absent\.json/);
    assert.equal(await pill(host), 'Not connected');
    assert.deepEqual(await host.rows('SELECT * FROM host_secrets'), []);
  }));

test('names all three scopes until the delegation has them', () =>
  withHost({}, async (host, emulator) => {
    const account = await serviceAccount(host, emulator, { scopes: scopes.slice(0, 2) });
    await refuses(connect(host, account.key), new RegExp(`At least one.*${account.client_id}.*${scopes.join(',')}.*access_denied.*Nothing has changed`));
    await emulator.patch(account.path, { scopes: [] });
    await refuses(connect(host, account.key), /unauthorized_client/);
    await emulator.patch(account.path, { scopes });
    await succeeds(connect(host, account.key));
  }));

test('requires the primary email of an active administrator of this customer', () =>
  withHost({}, async (host, emulator) => {
    const { key } = await serviceAccount(host, emulator);
    await refuses(connect(host, key, { email: 'missing@acme.com' }), /admin_email: .*missing@acme\.com.*primary email/);
    await refuses(connect(host, key, { email: 'sam.doe@acme.com' }), /admin_email: .*sam\.doe@acme\.com.*administrator role/);
    assert.equal(await pill(host), 'Not connected');
  }));

test('reports a wrong clock with its time', () =>
  withHost({}, async (host, emulator) => {
    const { key } = await serviceAccount(host, emulator);
    await emulator.post('faults', [{ match: { path_regex: '/token' }, fault: {
      kind: 'token_error', status: 400, error: 'invalid_grant',
      description: 'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.' } }]);
    await refuses(connect(host, key), new RegExp(`clock of this platform says ${new Date().getUTCFullYear()}-`));
  }));

test('a deleted key removes no user, and syncing continues with a new key', () =>
  withHost({}, async (host, emulator) => {
    const account = await connectedAndSynced(host, emulator);
    const before = await threeTables(host);
    await emulator.delete(`${account.path}/keys/${account.private_key_id}`);
    const { stderr, report } = await succeeds(host.sync('acme'), 3);
    assert.match(stderr + JSON.stringify(report), /deleted or disabled/);
    assert.deepEqual(await threeTables(host), before);
    assert.equal(await pill(host), 'Reconnect needed');
    await refuses(connect(host, account.key), /service_account_key: .*deleted or disabled/);
    const renewed = await keep(host, await emulator.post(`${account.path}/keys`));
    await succeeds(connect(host, renewed));
    const again = await succeeds(host.sync('acme'));
    assert.equal(again.report.unchanged, before.users.length);
    assert.deepEqual(await threeTables(host), before);
  }));

test('another customer’s service account cannot replace the connection', () =>
  withHost({}, async (host, emulator) => {
    await connectedAndSynced(host, emulator);
    const before = await threeTables(host);
    const foreign = await serviceAccount(host, emulator, { customer: 'C09other' });
    await refuses(connect(host, foreign.key, { email: 'vera.stone@other.example' }), /admin_email: .*a different Google Workspace/);
    await succeeds(host.sync('acme'));
    assert.deepEqual(await threeTables(host), before);
  }));

test('switching from a sign-in to a service account keeps every user and revokes the grant of the sign-in', () =>
  withHost({}, async (host, emulator) => {
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'save', everybody));
    await succeeds(host.sync('acme'));
    const before = await threeTables(host);
    const { key } = await serviceAccount(host, emulator);
    await succeeds(connect(host, key));
    const { requests } = await emulator.get('requests');
    assert.deepEqual(requests.filter(({ path }) => path === '/revoke').map(({ status }) => status), [200]);
    await succeeds(host.sync('acme'));
    assert.deepEqual(await threeTables(host), before);
  }));

test('unlinking erases the key, sends Google no request, and reports that the delegation remains', () =>
  withHost({}, async (host, emulator) => {
    const account = await connectedAndSynced(host, emulator);
    const { stdout } = await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    assert.match(stdout, new RegExp(`delegation stays at Google: remove the client id ${account.client_id}`));
    assert.deepEqual(await threeTables(host), { users: [], groups: [], members: [] });
    assert.deepEqual(await host.rows('SELECT * FROM host_secrets'), []);
    const { requests } = await emulator.get('requests');
    assert.deepEqual(requests.filter(({ path }) => path === '/revoke'), []);
  }));

test('the key is in no file of the host, no list of processes and no output', () =>
  withHost({}, async (host, emulator) => {
    const file = await emulator.post('service_accounts', { scopes });
    // A part of the key as long as one of its lines.
    const secret = file.private_key.split('\n')[3];
    assert.ok(secret.length > 40);
    await emulator.put('switches', { latency_ms: 300 });
    const connecting = connect(host, '-', { input: JSON.stringify(file), ...watched });
    const commandLine = await readFile(`/proc/${host.lastCommand.pid}/cmdline`, 'latin1');
    assert.match(commandLine, /connect_service_account/);
    const { stdout, stderr } = await succeeds(connecting);
    await emulator.put('switches', { latency_ms: 0 });
    await succeeds(host.act('acme', 'save', everybody));
    const synced = await succeeds(host.command(['sync', '--verbose'], ['--company', 'acme', '--provider', 'google-workspace']));
    const page = JSON.stringify(await host.page('acme'));
    for (const [name, text] of Object.entries({ commandLine, stdout, stderr, page, sync: synced.stdout + synced.stderr })) {
      assert.equal(text.includes(secret), false, name);
      assert.equal(text.includes('PRIVATE KEY'), false, name);
    }
    const files = await readdir(host.folder);
    assert.ok(files.includes('host.db'));
    for (const name of files) {
      const content = await readFile(join(host.folder, name), 'latin1');
      assert.equal(content.includes(secret), false, name);
      assert.equal(content.includes('PRIVATE KEY'), false, name);
    }
  }));
