// `serve --watch`: the host starts again when a plugin changes, and a build that writes over its library cannot end it.
import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { freePort, programs, startServer } from '../integration/support/processes.mjs';

/** A host that watches a plugin, and the files of the plugin. */
async function watched(body) {
  const folder = await mkdtemp(join(tmpdir(), 'watch-'));
  const library = join(folder, 'misbehaving.so');
  const settings = join(folder, 'mode');
  const port = await freePort();
  const sdk = /sdk: "?([\d.]+)/.exec(await readFile(process.env.HELLO_MANIFEST, 'utf8'))[1];
  await copyFile(process.env.MISBEHAVING, library);
  await writeFile(settings, 'none\n');
  await writeFile(join(folder, 'plugin.yaml'), `id: misbehaving
name: Misbehaving
version: 1.0.0
sdk: "${sdk}"
library: misbehaving.so
hooks: [settings_page, scheduled_task, user_provider]
`);
  await writeFile(join(folder, 'host.yaml'), `listen: 127.0.0.1:${port}
database: {backend: sqlite3, connection: "dbname=host.db"}
secrets: {key_file: host.key}
plugins:
  - {manifest: plugin.yaml, settings: mode}
companies:
  - {id: acme, name: Acme Inc.}
`);
  const server = await startServer(join(programs, 'sample-host'), ['serve', '--watch', '--config', join(folder, 'host.yaml')]);
  try {
    await body({ server, library, settings });
  } finally {
    await server.stop('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

const occurrences = (server, pattern) => server.output().match(pattern)?.length ?? 0;

/** Resolves once the output has the pattern that many times. */
async function says(server, pattern, times = 1) {
  for (let i = 0; i < 600 && occurrences(server, pattern) < times; ++i) await pause(50);
  assert.ok(occurrences(server, pattern) >= times, server.output());
}

const serving = /Serving at/g;
const answers = async (server) => (await fetch(`${server.url}/sign-in`)).status === 200;

test('a changed library starts the host again, and an unfinished one is refused until it is complete', () =>
  watched(async ({ server, library }) => {
    assert.ok(await answers(server));
    // As a linker that writes in place: the code that runs is a copy.
    await truncate(library, 100);
    await says(server, /misbehaving\.so was refused/g);
    await says(server, serving, 2);
    assert.ok(await answers(server));
    await copyFile(process.env.MISBEHAVING, library);
    await says(server, serving, 3);
    assert.equal(occurrences(server, /was refused/g), 1, server.output());
    assert.doesNotMatch(server.output(), /crashed|ended with/);
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
  }));

test('changed settings start the host again, which ends when it fails and comes back with the next change', () =>
  watched(async ({ server, settings }) => {
    await writeFile(settings, 'crash_start\n');
    await says(server, /The host ended with signal SEGV\. It starts again when a file of a plugin changes\./g);
    await assert.rejects(answers(server));
    await writeFile(settings, 'none\n');
    await says(server, serving, 2);
    assert.ok(await answers(server));
    assert.deepEqual(await server.stop('SIGINT'), { code: 0, signal: null });
  }));

test('a second SIGTERM ends a shutdown that hangs, and the host with it', () =>
  watched(async ({ server, settings }) => {
    await writeFile(settings, 'hang_in_stop\n');
    await says(server, serving, 2);
    process.kill(server.pid, 'SIGTERM');
    await says(server, /stopping/g, 2);
    const start = performance.now();
    assert.deepEqual(await server.stop('SIGTERM'), { code: 4, signal: null });
    assert.ok(performance.now() - start < 5000);
    await assert.rejects(answers(server));
  }));

test('the host ends with the process that watches', () =>
  watched(async ({ server }) => {
    await server.stop('SIGKILL');
    for (let i = 0; i < 600; ++i) {
      if (await answers(server).catch(() => false)) await pause(50);
      else return;
    }
    assert.fail('the host still serves');
  }));
