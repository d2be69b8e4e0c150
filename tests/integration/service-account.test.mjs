// Connecting by a service account from the command line, without anybody's sign-in: what is accepted, what is said,
// what is lost when the key or the delegation goes, and that the key lies nowhere in the clear.
import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { everybody, scene, succeeds } from './support/scene.mjs';
import { threeTables } from './support/tables.mjs';

const { withHost } = scene();
const scopes = ['user', 'group', 'orgunit'].map((what) => `https://www.googleapis.com/auth/admin.directory.${what}.readonly`);
const dana = 'dana.reyes@acme.com';

const pill = async (host) => (await host.page('acme')).status.label;

/** A service account to which everything is delegated, with the file of its key in the host's folder. */
async function serviceAccount(host, emulator, options = {}) {
  const file = await emulator.post('service_accounts', { scopes, ...options });
  return { ...file, path: `service_accounts/${file.client_email}`, key: await keep(host, file) };
}
async function keep(host, file) {
  const key = join(host.folder, `${file.private_key_id}.json`);
  await writeFile(key, JSON.stringify(file, null, 2));
  return key;
}

/** The action with the key from a file; `-` takes it from the standard input. */
const connect = (host, key, { email = dana, input } = {}) =>
  host.command(['page', 'act'], ['--company', 'acme', '--page', 'google-user-provisioning', '--action', 'connect_service_account',
    '--set', `admin_email=${email}`, '--set-file', `service_account_key=${key}`], { input });

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

test('a key from the standard input connects as well', () =>
  withHost({}, async (host, emulator) => {
    const file = await emulator.post('service_accounts', { scopes });
    await succeeds(connect(host, '-', { input: JSON.stringify(file) }));
    assert.equal(await pill(host), 'Connected, not set up');
  }));

test('what cannot be a key is refused at its field', () =>
  withHost({}, async (host, emulator) => {
    const { key, ...file } = await serviceAccount(host, emulator);
    await refuses(connect(host, '-', { input: '' }), /service_account_key: Paste the JSON key file/);
    await refuses(connect(host, '-', { input: 'no JSON' }), /service_account_key: .*JSON/);
    await refuses(connect(host, '-', { input: JSON.stringify({ ...file, client_id: 'x@y' }) }), /service_account_key: .*client_id/);
    await refuses(connect(host, '-', { input: JSON.stringify({ ...file, private_key: 'x' }) }), /service_account_key: .*RSA/);
    await refuses(connect(host, key, { email: 'nobody' }), /admin_email: This is not an e-mail address/);
    await refuses(connect(host, join(host.folder, 'absent.json')), /absent\.json/);
    assert.equal(await pill(host), 'Not connected');
    assert.deepEqual(await host.rows('SELECT * FROM host_secrets'), []);
  }));

test('a delegation without one of the scopes is refused with the three of them, until it is put right', () =>
  withHost({}, async (host, emulator) => {
    const account = await serviceAccount(host, emulator, { scopes: scopes.slice(0, 2) });
    await refuses(connect(host, account.key), new RegExp(`At least one.*${account.client_id}.*${scopes.join(',')}.*access_denied.*Nothing has changed`));
    await emulator.patch(account.path, { scopes: [] });
    await refuses(connect(host, account.key), /unauthorized_client/);
    await emulator.patch(account.path, { scopes });
    await succeeds(connect(host, account.key));
  }));

test('the administrator has to be an active one of this customer, by the primary address', () =>
  withHost({}, async (host, emulator) => {
    const { key } = await serviceAccount(host, emulator);
    await refuses(connect(host, key, { email: 'nobody@acme.com' }), /admin_email: .*nobody@acme\.com.*primary address/);
    await refuses(connect(host, key, { email: 'sam.doe@acme.com' }), /admin_email: .*sam\.doe@acme\.com.*administrator role/);
    assert.equal(await pill(host), 'Not connected');
  }));

test('a wrong clock is named with the time that it says', () =>
  withHost({}, async (host, emulator) => {
    const { key } = await serviceAccount(host, emulator);
    await emulator.post('faults', [{ match: { path_regex: '/token' }, fault: {
      kind: 'token_error', status: 400, error: 'invalid_grant',
      description: 'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.' } }]);
    await refuses(connect(host, key), new RegExp(`clock of this platform says ${new Date().getUTCFullYear()}-`));
  }));

test('a deleted key loses nobody, and a new one takes up where the old one was', () =>
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

test('another customer’s service account cannot take over', () =>
  withHost({}, async (host, emulator) => {
    await connectedAndSynced(host, emulator);
    const before = await threeTables(host);
    const foreign = await serviceAccount(host, emulator, { customer: 'C09other' });
    await refuses(connect(host, foreign.key, { email: 'vera.stone@other.example' }), /admin_email: .*another Google Workspace/);
    await succeeds(host.sync('acme'));
    assert.deepEqual(await threeTables(host), before);
  }));

test('a sign-in becomes a service account and keeps everybody', () =>
  withHost({}, async (host, emulator) => {
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'save', everybody));
    await succeeds(host.sync('acme'));
    const before = await threeTables(host);
    const { key } = await serviceAccount(host, emulator);
    await succeeds(connect(host, key));
    await emulator.post('grants/revoke', { account: dana });
    await succeeds(host.sync('acme'));
    assert.deepEqual(await threeTables(host), before);
  }));

test('unlink erases the key, asks Google for nothing, and says that the delegation stays', () =>
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
    // A stretch of the key itself, as long as a line of it.
    const secret = file.private_key.split('\n')[3];
    assert.ok(secret.length > 40);
    await emulator.put('switches', { latency_ms: 300 });
    const connecting = connect(host, '-', { input: JSON.stringify(file) });
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
