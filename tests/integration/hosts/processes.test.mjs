// Several processes on one database: a serving host with the command line, killed processes, joined runs.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { watched } from '../support/host.mjs';
import { everybody, scene, succeeds } from '../support/scene.mjs';
import { assertTables, threeTables } from '../support/tables.mjs';

const { synced, withHost } = scene();

/** Resolves once the emulator has seen a request that `matches`, polling its log. */
async function seen(emulator, since, matches) {
  for (;;) {
    const { requests } = await emulator.get(`requests?since=${since}`);
    if (requests.some(matches)) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
const lastRequest = async (emulator) => (await emulator.get('requests')).last;

test('a command-line sync joins the run of another process', () =>
  synced(everybody, async (host, emulator) => {
    await emulator.post('users', { id: '1400', primaryEmail: 'late@acme.com', name: { givenName: 'La', familyName: 'Te' }, orgUnitPath: '/' });
    await emulator.put('switches', { latency_ms: 400 });
    const since = await lastRequest(emulator);
    const first = host.sync('acme');
    await seen(emulator, since, (request) => request.path.includes('/orgunits'));
    const [one, two] = await Promise.all([first, host.sync('acme')]);
    await emulator.put('switches', { latency_ms: 0 });
    assert.deepEqual([one.code, two.code], [0, 0], one.stderr + two.stderr);
    assert.equal(two.report.run_id, one.report.run_id, 'one run, two who wait for it');
  }));

test('a killed run leaves the previous state, and the next run completes the work', () =>
  synced(everybody, async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.post('users', { id: '1401', primaryEmail: 'late@acme.com', name: { givenName: 'La', familyName: 'Te' }, orgUnitPath: '/' });
    await emulator.put('switches', { latency_ms: 400 });
    const since = await lastRequest(emulator);
    const killed = host.sync('acme', watched).catch((error) => error);
    const running = host.lastCommand;
    await seen(emulator, since, (request) => request.path.endsWith('/users'));
    running.kill('SIGKILL');
    await killed;
    await emulator.put('switches', { latency_ms: 0 });
    assert.deepEqual(await threeTables(host), before);
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.added, 1);
  }));

test('Ctrl-C cancels a run within seconds and changes nothing', () =>
  synced(everybody, async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.delete('users/1016');
    await emulator.post('faults', [{ match: { path_regex: '/users$' }, fault: 'hang' }]);
    const since = await lastRequest(emulator);
    const stopped = host.command(['sync'], ['--company', 'acme', '--provider', 'google-workspace'], watched);
    await seen(emulator, since, (request) => request.path.includes('/orgunits'));
    stopped.child.kill('SIGINT');
    const { code } = await stopped;
    assert.equal(code, 4);
    await emulator.delete('faults');
    assert.deepEqual(await threeTables(host), before);
  }));

test('serve and the command line share one database', () =>
  withHost({}, async (host, emulator) => {
    const server = await host.serve();
    try {
      await succeeds(host.connect('acme'));
      await succeeds(host.act('acme', 'save', { ...everybody, method: 'matching_groups' }));
      const runs = await Promise.all([host.sync('acme'), host.sync('acme'), host.sync('acme')]);
      for (const run of runs) assert.equal(run.code, 0, run.stderr);
      await assertTables(host, 'acme', emulator, { source: 'organizational_units', method: 'matching_groups' }, 'while a host serves');
    } finally {
      const { code } = await server.stop();
      assert.equal(code, 0, server.output());
    }
  }));
