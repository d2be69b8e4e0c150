// What a serving host tells Prometheus: compared with the reports of runs, with the tables and with the alert rules.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { firing } from '../support/alert_rules.mjs';
import { Scrape, metricsSettings, metricsUrl } from '../support/metrics.mjs';
import { freePort } from '../support/processes.mjs';
import { everybody, scene, succeeds } from '../support/scene.mjs';
import { Visitor } from '../support/visitor.mjs';

const task = 'google-user-provisioning.daily-sync';
const plugin = 'google_user_provisioning_';
const page = '/company/settings/google-user-provisioning';
const accounts = [{ name: 'dana', company: 'acme', role: 'administrator' }];
const { withHost, synced } = scene();

/** Polls until `ask` returns something true. */
async function until(ask) {
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** `2026-11-29T05:13:28.618897Z warning acme host: run_failed run=12 reason="It broke." company=acme` */
const lineOfLog = /^\d{4}-\d\d-\d\dT[\d:.]+Z (?:error|warning|info|debug) ([\w-]+) [\w-]+: [a-z][a-z0-9_]*( [a-z][a-z0-9_]*=("([^"\\]|\\.)*"|[^\s"=\\]+))*$/;

/** Runs `body` with a serving host and a function that looks at its metrics. Every line of its log has the same form. */
async function serving(host, body) {
  const process = await host.serve();
  try {
    await body(process, () => Scrape.of(process));
  } finally {
    const { code } = await process.stop();
    assert.equal(code, 0, process.output());
    for (const line of process.output().trimEnd().split('\n').filter((line) => !/^(Serving|Metrics) at http/.test(line))) {
      assert.match(line, lineOfLog);
      const [, company] = lineOfLog.exec(line);
      assert.equal(line.endsWith(` company=${company}`), company !== '-', line);
    }
  }
}

const lastRun = async (host, company) =>
  (await host.rows(`SELECT * FROM gup_runs WHERE company_id = '${company}' ORDER BY id DESC LIMIT 1`))[0];

/** Makes the daily sync due, as if its time had come: the next host that serves runs it. */
const makeDue = (host, company) =>
  host.database.run([
    `DELETE FROM host_schedule WHERE task_id = '${task}' AND company_id = '${company}'`,
    `INSERT INTO host_schedule (task_id, company_id, paused, due_at, period_seconds, failures, claimed_by, claimed_until, claims) VALUES ('${task}', '${company}', 0, ${(Date.now() - 1000) * 1000}, 86400, 0, '', 0, 0)`,
  ]);

/** Deletes eight of ten people at Google. */
async function letManyGo(emulator) {
  for (const id of ['1003', '1004', '1005', '1006', '1007', '1008', '1015', '1017']) await emulator.delete(`users/${id}`);
}
const twoUnits = { ...everybody, scope: 'chosen', organizational_units: 'id:eng,id:sales' };

/** The metrics of the first look that shows an ended daily sync. */
/** What is read from tables is a little older than what is counted: `isCurrent` tells whether it is from after the sync. */
const afterDaily = (look, isCurrent = () => true) =>
  until(async () => {
    const scrape = await look();
    return scrape.value('sample_host_task_runs_total', { task }) > 0 && isCurrent(scrape) && scrape;
  });

const outcomes = ['added', 'updated', 'reactivated', 'removed', 'held', 'frozen', 'unchanged', 'skipped', 'failed'];

test('runs, users, requests and retries are those of the report of a sync', () =>
  synced(everybody, async (host, emulator) => {
    await serving(host, async (_, look) => {
      const scrape = await look();
      assert.equal(scrape.value(`${plugin}runs_total`), 0, 'the first sync was a run of the command line');
      assert.equal(scrape.find(`${plugin}runs_total`, { kind: 'sync', result: 'operator_action' }).length, 1, 'a series begins at 0');
    });
    await emulator.post('users', { id: '1501', primaryEmail: 'late@acme.com', name: { givenName: 'La', familyName: 'Te' }, orgUnitPath: '/' });
    await emulator.post('faults', [{ match: { path_regex: '/users$' }, times: 2, fault: { kind: 'status', status: 429, reason: 'rateLimitExceeded' } }]);
    await makeDue(host, 'acme');
    await serving(host, async (_, look) => {
      const scrape = await afterDaily(look);
      const run = await lastRun(host, 'acme');
      const of = (name, labels) => scrape.value(plugin + name, labels);
      assert.equal(of('runs_total', { kind: 'sync', result: 'ok' }), 1);
      assert.equal(of('runs_total'), 1);
      assert.equal(of('run_duration_seconds_count', { kind: 'sync' }), 1);
      assert.equal(of('run_duration_seconds_bucket', { kind: 'sync', le: '+Inf' }), 1);
      assert.ok(Number(run.retries) > 0);
      assert.equal(of('google_requests_total'), Number(run.requests));
      assert.equal(of('google_retries_total'), Number(run.retries));
      assert.equal(of('google_throttled_total'), 2);
      assert.equal(Number(run.added), 1);
      for (const outcome of outcomes) assert.equal(of('users_total', { outcome }), Number(run[outcome]), outcome);
      // A scrape reads the database first and counts then: this run may have ended after the first.
      assert.equal((await look()).value(`${plugin}last_good_run_timestamp_seconds`, { company: 'acme' }), Number(run.finished_at) / 1e6);
    });
  }, { hostSettings: metricsSettings }));

test('companies: the last good run, lost access and held removals are true of the database, also after a restart and on another host', () =>
  withHost({ companies: ['acme', 'globex', 'initech'], hostSettings: metricsSettings }, async (host, emulator) => {
    for (const company of ['acme', 'globex']) {
      await succeeds(host.connect(company));
      await succeeds(host.act(company, 'save', everybody));
    }
    const connectedAt = Number((await host.rows("SELECT connected_at FROM gup_connections WHERE company_id = 'globex'"))[0].connected_at) / 1e6;
    await succeeds(host.sync('acme'));
    const good = Number((await lastRun(host, 'acme')).finished_at) / 1e6;
    const assertCompanies = async (look) => {
      const scrape = await look();
      assert.equal(scrape.value(`${plugin}last_good_run_timestamp_seconds`, { company: 'acme' }), good);
      assert.equal(scrape.value(`${plugin}last_good_run_timestamp_seconds`, { company: 'globex' }), connectedAt, 'until the first good run');
      assert.deepEqual(scrape.find(`${plugin}last_good_run_timestamp_seconds`).map(({ labels }) => labels.company), ['acme', 'globex'], 'who is not connected has none');
      return scrape;
    };
    await serving(host, async (process, look) => {
      const scrape = await assertCompanies(look);
      assert.deepEqual(scrape.find('sample_host_task_next_run_timestamp_seconds', { task }), [], 'no daily sync was started yet');
      // A failed run is not a good run.
      await emulator.post('faults', [{ match: { path_regex: '/users$' }, fault: { kind: 'status', status: 404, reason: 'notFound' } }]);
      const failed = await host.sync('acme');
      assert.notEqual(failed.code, 0);
      await emulator.delete('faults');
      await assertCompanies(look);
    });
    await serving(host, (_, look) => assertCompanies(look));
    const other = await host.another();
    await serving(other, (_, look) => assertCompanies(look));
    await other.remove();

    await emulator.post('grants/revoke', { account: 'dana.reyes@acme.com' });
    await succeeds(host.sync('acme'), 3);
    await serving(host, async (_, look) => {
      const scrape = await assertCompanies(look);
      assert.equal(scrape.value(`${plugin}access_lost`, { company: 'acme' }), 1);
      assert.equal(scrape.value(`${plugin}access_lost`, { company: 'globex' }), 0);
      assert.deepEqual(await firing('GoogleAccessLost', scrape, good), [{ company: 'acme' }]);
      await succeeds(host.act('globex', 'unlink', { confirmation: 'acme.com' }));
      assert.deepEqual((await look()).find(`${plugin}access_lost`).map(({ labels }) => labels.company), ['acme'], 'an unlinked company vanishes');
    });
  }));

test('the alert about 26 hours fires for companies with a daily sync and no good run, and for no others', () =>
  withHost({ companies: ['acme', 'globex', 'initech', 'hooli'], hostSettings: metricsSettings }, async (host) => {
    // initech has no daily sync, hooli is not connected.
    for (const company of ['acme', 'globex', 'initech']) {
      await succeeds(host.connect(company));
      await succeeds(host.act(company, 'save', everybody));
    }
    for (const company of ['acme', 'globex']) await succeeds(host.act(company, 'start_sync'));
    await succeeds(host.act('acme', 'pause_schedule'));
    await succeeds(host.sync('initech'));
    await serving(host, async (_, look) => {
      const scrape = await look();
      const good = scrape.value(`${plugin}last_good_run_timestamp_seconds`, { company: 'globex' });
      const fires = (after) => firing('GoogleNoGoodRun', scrape, good + after);
      assert.deepEqual(await fires(26 * 3600 - 1), []);
      assert.deepEqual(await fires(26 * 3600 + 1), [{ company: 'globex' }]);
      await succeeds(host.act('acme', 'resume_schedule'));
      const later = await look();
      const both = await firing('GoogleNoGoodRun', later, good + 27 * 3600);
      assert.deepEqual(both.map(({ company }) => company).sort(), ['acme', 'globex']);

      // The other rules about a moment.
      for (const alert of ['SampleHostDatabaseDown', 'SampleHostPluginNotRunning', 'SampleHostWorkQueued', 'SampleHostTasksOverdue', 'SampleHostMetricsIncomplete', 'GoogleAccessLost', 'GoogleRemovalsHeld'])
        assert.deepEqual(await firing(alert, scrape, good), [], alert);
    });
  }));

test('held removals wait with their number and age, and a daily sync shows when it is due next', () =>
  synced(twoUnits, async (host, emulator) => {
    await succeeds(host.act('acme', 'start_sync'));
    await serving(host, async (_, look) => {
      const scrape = await look();
      assert.equal(scrape.value(`${plugin}held_removals`, { company: 'acme' }), 0);
      assert.deepEqual(scrape.find(`${plugin}oldest_held_removal_timestamp_seconds`), []);
      const due = Number((await host.rows(`SELECT due_at FROM host_schedule WHERE task_id = '${task}'`))[0].due_at) / 1e6;
      assert.equal(scrape.value('sample_host_task_next_run_timestamp_seconds', { task, company: 'acme' }), due);
    });
    await letManyGo(emulator);
    await makeDue(host, 'acme');
    await serving(host, async (_, look) => {
      const scrape = await afterDaily(look, (seen) => seen.value(`${plugin}held_removals`, { company: 'acme' }) > 0);
      const run = await lastRun(host, 'acme');
      assert.equal(Number(run.held), 8);
      assert.equal(scrape.value(`${plugin}runs_total`, { kind: 'sync', result: 'review_needed' }), 1);
      assert.equal(scrape.value(`${plugin}held_removals`, { company: 'acme' }), 8);
      assert.equal(scrape.value(`${plugin}users_total`, { outcome: 'held' }), 8);
      const [{ since }] = await host.rows('SELECT MIN(held_since) AS since FROM gup_held_removals');
      assert.equal(scrape.value(`${plugin}oldest_held_removal_timestamp_seconds`, { company: 'acme' }), Number(since) / 1e6);
      const threeDays = Number(since) / 1e6 + 3 * 24 * 3600;
      assert.deepEqual(await firing('GoogleRemovalsHeld', scrape, threeDays - 1), []);
      assert.deepEqual(await firing('GoogleRemovalsHeld', scrape, threeDays + 1), [{ company: 'acme' }]);
      assert.equal(scrape.value(`${plugin}last_good_run_timestamp_seconds`, { company: 'acme' }), Number(run.finished_at) / 1e6, 'a sync with held removals is a good one');
      assert.equal(scrape.value('sample_host_task_runs_total', { task, result: 'review_needed' }), 1);
      assert.equal(scrape.value('sample_host_task_run_duration_seconds_count', { task }), 1);
    });
  }, { hostSettings: metricsSettings }));

test('the host counts requests, lines of the log, sessions and plugins', () =>
  synced(everybody, async (host) => {
    await serving(host, async (process, look) => {
      const dana = await Visitor.signIn(process.url, 'dana');
      await dana.get(page);
      await dana.get('/company/nowhere');
      await fetch(`${process.url}/sign-in`, { method: 'POST', body: 'name=dana&password=wrong', headers: { 'content-type': 'application/x-www-form-urlencoded' }, redirect: 'manual' });
      const scrape = await look();
      assert.equal(scrape.value('sample_host_http_requests_total', { route: 'plugin_page', status: '2xx' }), 1);
      assert.equal(scrape.value('sample_host_http_requests_total', { route: 'host_page', status: '4xx' }), 1);
      assert.equal(scrape.value('sample_host_http_request_duration_seconds_count', { route: 'plugin_page' }), 1);
      for (const level of ['error', 'warning', 'info', 'debug'])
        assert.equal(scrape.value('sample_host_log_lines_total', { level }), process.output().split('\n').filter((line) => line.includes(`Z ${level} `)).length, level);
      assert.equal(scrape.value('sample_host_database_up'), 1);
      assert.equal(scrape.value('sample_host_database_session_limit'), 8);
      assert.ok(scrape.value('sample_host_database_sessions') >= 1);
      assert.equal(scrape.value('sample_host_plugins', { state: 'running' }), 1);
      assert.equal(scrape.value('sample_host_plugin_metrics_up', { plugin: 'google-user-provisioning' }), 1);
      assert.ok(scrape.value('sample_host_cpu_seconds_total') > 0);
      assert.ok(scrape.value('sample_host_resident_memory_bytes') > 1e6);
      const text = scrape.text + process.output();
      assert.doesNotMatch(text, /acme\.com|Reyes|demo-client-secret|correct horse/, 'no person and no secret');
    });
  }, { accounts, hostSettings: metricsSettings }));

test('only GET /metrics is served, at an address of its own; without the setting there is none', () =>
  withHost({ hostSettings: metricsSettings }, async (host) => {
    await serving(host, async (process) => {
      const url = metricsUrl(process);
      for (const [path, options] of [['', { method: 'POST' }], ['', { method: 'HEAD' }], ['/', {}], ['/../metrics/x', {}]]) assert.equal((await fetch(url + path, options)).status, 404, `${options.method} ${path}`);
      assert.equal((await fetch(new URL('/', url))).status, 404);
      assert.equal((await fetch(new URL('/sign-in', url))).status, 404);
      assert.equal((await fetch(`${process.url}/metrics`, { redirect: 'manual' })).status, 303, 'the pages have no metrics');
      const many = await Promise.all(Array.from({ length: 20 }, () => Scrape.of(process)));
      for (const scrape of many) assert.equal(scrape.value('sample_host_database_up'), 1);
    });
    host.hostSettings = '';
    await host.configure(host.database);
    await serving(host, (process) => assert.doesNotMatch(process.output(), /Metrics at/));
    const port = await freePort();
    host.hostSettings = `metrics: {listen: "127.0.0.1:${host.port}"}\n`;
    await host.configure(host.database);
    const taken = await host.command(['serve']);
    assert.equal(taken.code, 4);
    assert.match(taken.stderr, new RegExp(`127\\.0\\.0\\.1:${host.port} is already in use`));
    host.hostSettings = `metrics: {listen: "127.0.0.1:${port}", secret: x}\n`;
    await host.configure(host.database);
    const mistyped = await host.command(['serve']);
    assert.equal(mistyped.code, 2);
    assert.match(mistyped.stderr, /host\.yaml:\d+: key 'metrics\.secret': is not known/);
  }));

test('log: level: chooses what serve writes', () =>
  withHost({ hostSettings: 'log: {level: warning}\n' }, async (host) => {
    await serving(host, async (process) => assert.doesNotMatch(process.output(), / info /));
    host.hostSettings = 'log: {level: loud}\n';
    await host.configure(host.database);
    const refused = await host.command(['serve']);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /key 'log\.level': 'loud' is not one of error, warning, info, debug/);
  }));

test('every metric of the alert rules is published by a running host', async () => {
  const closedPort = await freePort();
  await withHost(
    {
      companies: [{ id: 'acme', name: 'Acme', notify: ['it@acme.example'] }],
      accounts,
      // Nothing listens there, so that an email waits.
      hostSettings: `${metricsSettings}mail: {server: 127.0.0.1, port: ${closedPort}, security: none, from: no-reply@acme.example}\n`,
    },
    async (host, emulator) => {
      await succeeds(host.connect('acme'));
      await succeeds(host.act('acme', 'save', twoUnits));
      await succeeds(host.act('acme', 'start_sync'));
      await letManyGo(emulator);
      await succeeds(host.sync('acme'), 5);
      await makeDue(host, 'acme');
      const rules = await readFile(new URL('../../../sample-host/docs/alerts.yaml', import.meta.url), 'utf8');
      const named = new Set(rules.match(/\b(?:sample_host|google_user_provisioning)_\w+/g));
      assert.ok(named.size > 15);
      await serving(host, async (process, look) => {
        await Visitor.signIn(process.url, 'dana');
        const first = (await look()).names();
        await emulator.post('grants/revoke', { account: 'dana.reyes@acme.com' });
        await succeeds(host.sync('acme'), 3);
        const missing = await until(async () => {
          const names = (await look()).names();
          return names.has('sample_host_mails_oldest_waiting_timestamp_seconds') && [...named].filter((name) => !first.has(name) && !names.has(name));
        });
        assert.deepEqual(missing, []);
      });
    },
  );
});
