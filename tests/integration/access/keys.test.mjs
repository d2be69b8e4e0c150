// The keys of the secret store: replaced in order, lost, and never found in a core dump.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { ahead, programs, run, startServer } from '../support/processes.mjs';
import { everybody, scene, succeeds } from '../support/scene.mjs';

const { synced, withHost } = scene();

const makeKey = (host, name) => writeFile(join(host.folder, name), randomBytes(32), { mode: 0o600 });
const useKeys = async (host, secrets) => {
  host.secrets = secrets;
  await host.configure(host.database);
};
const rotate = (host) => host.command(['secrets', 'rotate']);
const sealed = (host) => host.rows('SELECT plugin_id, company_id, name, sealed FROM host_secrets');

test('secrets are encrypted with a new key while both keys are accepted, and the old key can go', () =>
  synced(everybody, async (host) => {
    const before = await sealed(host);
    await makeKey(host, 'new.key');
    // Every host first learns to read both keys, then begins to write with the new one.
    await useKeys(host, '{key_file: host.key, other_key_files: [new.key]}');
    await succeeds(host.sync('acme'));
    await useKeys(host, '{key_file: new.key, other_key_files: [host.key]}');
    await succeeds(host.sync('acme'));
    const first = await succeeds(rotate(host));
    assert.match(first.stdout, new RegExp(`^${before.length} secrets? (was|were) encrypted with .*new.key; 0 were already`));
    const again = await succeeds(rotate(host));
    assert.match(again.stdout, new RegExp(`^0 secrets were encrypted .*; ${before.length} (was|were) already`));
    for (const row of await sealed(host)) assert.ok(!before.some((former) => former.sealed === row.sealed), row.name);
    await useKeys(host, '{key_file: new.key}');
    await succeeds(host.sync('acme'));
    await useKeys(host, '{key_file: host.key}');
    const lost = await host.command(['secrets', 'rotate']);
    assert.equal(lost.code, 4);
    assert.match(lost.stderr, /None of the key files decrypts the secret \(google-user-provisioning, acme, .*\)\. It is unchanged\./);
  }));

test('with a lost key, syncs ask for a new connection, and connecting brings everything back', () =>
  synced(everybody, async (host) => {
    const users = await host.users('acme');
    await makeKey(host, 'host.key');
    const refused = await succeeds(host.sync('acme'), 3);
    assert.match(refused.stdout + refused.stderr, /credentials are missing or cannot be decrypted\. Connect to Google again/);
    assert.match(JSON.stringify(await host.page('acme')), /Reconnect to Google/);
    await succeeds(host.connect('acme'));
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.added + report.updated + report.removed, 0);
    assert.deepEqual(await host.users('acme'), users);
  }));

test('with a lost key, unlinking works and says that the access stays at Google', () =>
  synced(everybody, async (host) => {
    await makeKey(host, 'host.key');
    const { stdout } = await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    assert.match(stdout, /was not revoked, because its token was encrypted with another key file/);
    assert.deepEqual(await host.users('acme'), []);
  }));

test('the verifier of a connect whose process is killed is erased when a host starts a quarter of an hour later', () =>
  withHost({}, async (host) => {
    const connecting = host.act('acme', 'connect', {}, { onLine: (line) => line.startsWith('http') && connecting.child.kill('SIGKILL') });
    await connecting;
    const names = async () => (await sealed(host)).map((row) => row.name);
    assert.ok((await names()).some((name) => name.startsWith('sign-in-')), 'it was killed in time');
    await succeeds(host.command(['task', 'list']));
    assert.ok((await names()).includes('sign-ins'), 'the person may still be at Google');
    await succeeds(host.command(['task', 'list'], [], ahead(16 * 60)));
    assert.deepEqual(await names(), []);
  }));

/** The words that start a program which may not trace others, as root may; for others, they change nothing. */
const untraced = process.getuid() === 0 ? ['setpriv', '--bounding-set=-sys_ptrace,-perfmon,-sys_admin'] : ['env'];

test('the memory of a host reaches no core dump and no other process of the same user', () =>
  withHost({}, async (host) => {
    const start = (...words) => [untraced[0], [...untraced.slice(1), ...words]];
    const other = spawn(...start('cat'));
    other.stdin.write('It answers, so it is what it will be.');
    await once(other.stdout, 'data');
    const server = await startServer(...start(`${programs}/sample-host`, 'serve', '--config', join(host.folder, 'host.yaml')));
    try {
      const limits = await readFile(`/proc/${server.pid}/limits`, 'utf8');
      assert.match(limits, /Max core file size +0 +0 /);
      const lookAt = (pid) => run(...start('head', '-c', '0', `/proc/${pid}/environ`));
      await succeeds(lookAt(other.pid));
      assert.match((await succeeds(lookAt(server.pid), 1)).stderr, /Permission denied/);
    } finally {
      other.stdin.end();
      await server.stop();
    }
  }));
