// SQLite: another process holds the write lock while the host starts, or the host stalls while it holds it itself.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

import { watched } from '../support/host.mjs';
import { run } from '../support/processes.mjs';
import { everybody, scene } from '../support/scene.mjs';
import { Visitor } from '../support/visitor.mjs';

const { synced } = scene();
const page = '/company/settings/google-user-provisioning';
const accounts = [{ name: 'dana', company: 'acme', role: 'administrator' }];

/** Polls until `ask` returns something true. */
async function until(ask) {
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Takes the write lock of the host's database. The returned function gives it back. */
async function holdWriteLock(host) {
  const holder = spawn('sqlite3', ['-cmd', '.timeout 10000', host.database.file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => holder.once('exit', resolve));
  const lines = createInterface({ input: holder.stdout });
  const held = new Promise((resolve) => lines.once('line', resolve));
  holder.stdin.write("BEGIN IMMEDIATE;\nSELECT 'held';\n");
  assert.equal(await held, 'held');
  return () => {
    holder.stdin.end('ROLLBACK;\n');
    return ended;
  };
}

test('a host starts while another process holds the write lock, and its pages say what waits', () =>
  synced(
    everybody,
    async (host) => {
      const before = await host.serve();
      const dana = await Visitor.signIn(before.url, 'dana');
      await before.stop();
      // So that the plugin has to write at its start.
      await host.database.run((await host.database.tables()).filter((name) => name.startsWith('gup_')).map((name) => `DROP TABLE ${name}`));
      const release = await holdWriteLock(host);
      const server = await host.serve();
      try {
        assert.match(server.output(), /plugin_waits/);
        assert.match(server.output(), /server_heartbeat_failed .*another process was writing/);
        const waiting = await dana.get(page);
        assert.equal(waiting.status, 503);
        assert.match(waiting.text, /is running yet\. A plugin that cannot start is retried automatically/);
        await release();
        await until(async () => (await dana.get(page)).status === 200);
      } finally {
        await release();
        await server.stop();
      }
    },
    { accounts },
  ));

test('a sync that stalls while it writes blocks others with a message, and is applied once when it continues', () =>
  synced(everybody, async (host, emulator) => {
    await emulator.post('users', { id: '1600', primaryEmail: 'late@acme.com', name: { givenName: 'La', familyName: 'Te' }, orgUnitPath: '/' });
    // Each insert counts for about a second while it holds the lock.
    const counted = Array.from({ length: 6 }, (_, i) => `target_users t${i}`).join(', ');
    await host.rows(`CREATE TRIGGER trap AFTER INSERT ON target_users BEGIN SELECT COUNT(*) FROM ${counted}; END`);
    const isLocked = async () => (await run('sqlite3', ['-cmd', '.timeout 0', host.database.file, 'BEGIN IMMEDIATE; ROLLBACK'])).code !== 0;
    const first = host.sync('acme', watched);
    const { pid } = host.lastCommand;
    const isStopped = async () => /^State:\s+T/m.test(await readFile(`/proc/${pid}/status`, 'utf8'));
    try {
      // The other writes of a run take milliseconds.
      await until(async () => {
        if (!((await isLocked()) && (await isLocked()))) return false;
        process.kill(pid, 'SIGSTOP');
        await until(isStopped);
        if (await isLocked()) return true;
        process.kill(pid, 'SIGCONT');
        return false;
      });
      const second = await host.sync('acme');
      assert.equal(second.code, 4, second.stdout + second.stderr);
      assert.match(second.stdout + second.stderr, /database is busy/);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    const { code, report, stderr } = await first;
    assert.equal(code, 0, stderr);
    assert.equal(report.added, 1);
    await host.rows('DROP TRIGGER trap');
    assert.equal((await host.sync('acme')).report.unchanged, 17);
    assert.equal(Number((await host.rows("SELECT COUNT(*) AS n FROM target_users WHERE email LIKE 'late%'"))[0].n), 1);
  }));
