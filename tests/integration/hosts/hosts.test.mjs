// Several serving hosts on one database, with wrong clocks and old lists.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { watched } from '../support/host.mjs';
import { ahead } from '../support/processes.mjs';
import { everybody, scene } from '../support/scene.mjs';

const task = 'google-user-provisioning.daily-sync';
const onServer = (process.env.DATABASE ?? 'sqlite3') !== 'sqlite3';
const { synced } = scene();

/** Polls until `ask` returns something true. */
async function until(ask) {
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const microseconds = (rows) => Number(Object.values(rows[0])[0]);
const hour = 3_600_000_000;
const now = () => Date.now() * 1000;
const makeDue = (host, company) =>
  host.database.run([
    `DELETE FROM host_schedule WHERE task_id = '${task}' AND company_id = '${company}'`,
    `INSERT INTO host_schedule (task_id, company_id, paused, due_at, period_seconds, failures, claimed_by, claimed_until, claims) VALUES ('${task}', '${company}', 0, ${now() - 1_000_000}, 86400, 0, '', 0, 0)`,
  ]);
const runsOf = (host, company) => host.rows(`SELECT code, sentence FROM host_task_runs WHERE task_id = '${task}' AND company_id = '${company}'`);
const dueIn = async (host, company) =>
  microseconds(await host.rows(`SELECT due_at FROM host_schedule WHERE task_id = '${task}' AND company_id = '${company}'`)) - now();

const twoCompanies = { companies: ['acme', 'globex'] };

test('a host whose clock is ahead repeats no run of another host', { skip: !onServer && 'the processes on a SQLite file share one clock' }, () =>
  synced(everybody, async (host, emulator) => {
    const other = await host.another();
    await makeDue(host, 'acme');
    await emulator.put('switches', { latency_ms: 2000 });
    const { last } = await emulator.get('requests');
    const first = await host.serve();
    await until(async () => (await emulator.get(`requests?since=${last}`)).requests.length > 0);
    await makeDue(host, 'globex');
    const wrong = await other.serve(ahead(200));
    try {
      // Due runs are started in order: when globex has been started, acme has been considered.
      await until(async () => (await host.rows(`SELECT claimed_by FROM host_schedule WHERE company_id = 'globex' AND task_id = '${task}' AND claimed_by <> ''`)).length);
      await emulator.put('switches', { latency_ms: 0 });
      for (const company of ['acme', 'globex']) await until(async () => (await runsOf(host, company)).length);
    } finally {
      assert.equal((await first.stop()).code, 0, first.output());
      assert.equal((await wrong.stop()).code, 0, wrong.output());
      await other.remove();
    }
    for (const company of ['acme', 'globex']) {
      assert.deepEqual((await runsOf(host, company)).map(({ code }) => Number(code)), [0], company);
      const next = await dueIn(host, company);
      assert.ok(next > 11 * hour && next < 25 * hour, `${company} is due in ${next / hour} h`);
    }
    assert.match(wrong.output(), /clocks_differ machine_ahead_of_database=200s/);
  }, twoCompanies));

test('a run under a clock a year ahead silences no company', { skip: onServer && 'the clock of a server is not the host\'s' }, () =>
  synced(everybody, async (host) => {
    await makeDue(host, 'acme');
    const year = 366 * 24 * 3600;
    const wrong = await host.serve(ahead(year));
    await until(async () => (await runsOf(host, 'acme')).length);
    await wrong.stop();
    assert.ok((await dueIn(host, 'acme')) > 365 * 24 * hour);
    const right = await host.serve();
    try {
      await until(async () => (await dueIn(host, 'acme')) < 25 * hour);
      assert.match(right.output(), /schedule_corrected task=google-user-provisioning\.daily-sync due=/);
    } finally {
      await right.stop();
    }
    const { code, report } = await host.sync('acme');
    assert.equal(code, 0);
    assert.equal(report.unchanged, 16, JSON.stringify(report));
  }));

const addLate = (emulator, id = '1600') =>
  emulator.post('users', { id, primaryEmail: `late${id}@acme.com`, name: { givenName: 'La', familyName: 'Te' }, orgUnitPath: '/' });
const isStopped = async (pid) => /^State:\s+T/m.test(await readFile(`/proc/${pid}/status`, 'utf8'));

/** Starts a sync, stops its process as soon as `here` says so, runs `meanwhile`, and lets the process continue. */
async function stopSync(host, here, meanwhile) {
  const first = host.sync('acme', watched);
  const { pid } = host.lastCommand;
  await until(here);
  process.kill(pid, 'SIGSTOP');
  await until(() => isStopped(pid));
  try {
    await meanwhile();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  return first;
}

/** Checks the reports and the history of two runs, the second of which took over. */
async function assertBothTell(host, first, second, before) {
  assert.equal(second.code, 0, second.stderr);
  assert.equal(second.report.added, 1);
  assert.equal(first.code, 4, first.stdout + first.stderr);
  assert.match(first.report.result.sentence, /interrupted|took over/);
  assert.equal(first.report.added, 0);
  for (const { report } of [first, second])
    for (const at of [report.started_at, report.finished_at]) assert.ok(Date.parse(at) >= before && Date.parse(at) <= Date.now() + 1000, at);
  const runs = await host.rows('SELECT state, started_at, finished_at, result_sentence FROM gup_runs ORDER BY id DESC LIMIT 2');
  assert.match(runs[1].result_sentence, /interrupted/);
  for (const { started_at, finished_at } of runs) assert.ok(started_at >= before * 1000 && finished_at >= started_at);
  assert.equal(Number((await host.rows("SELECT COUNT(*) AS n FROM target_users WHERE email LIKE 'late%'"))[0].n), 1);
  assert.equal((await host.sync('acme')).report.unchanged, 17);
}

test('a process that stalled while it read writes nothing after another one finished', () =>
  synced(everybody, async (host, emulator) => {
    const before = Date.now();
    await addLate(emulator);
    await emulator.put('switches', { latency_ms: 1500 });
    const { last } = await emulator.get('requests');
    let second;
    const first = await stopSync(
      host,
      async () => (await emulator.get(`requests?since=${last}`)).requests.some(({ path }) => path.endsWith('/users')),
      async () => {
        await emulator.put('switches', { latency_ms: 0 });
        // As if the lease's minute had passed.
        await host.database.run(['UPDATE gup_leases SET expires_at = 1']);
        second = await host.sync('acme');
      },
    );
    await assertBothTell(host, first, second, before);
  }));

/** Makes each insert of a target user pause in the database. */
const layTrap = (host) =>
  process.env.DATABASE === 'postgresql'
    ? host.database.run([
        "CREATE FUNCTION trap() RETURNS trigger AS 'BEGIN PERFORM pg_sleep(3); RETURN NULL; END' LANGUAGE plpgsql",
        'CREATE TRIGGER trap AFTER INSERT ON target_users FOR EACH ROW EXECUTE FUNCTION trap()',
      ])
    : host.database.run(['CREATE TRIGGER trap AFTER INSERT ON target_users FOR EACH ROW DO SLEEP(3)']);
const isInTrap = (host) =>
  process.env.DATABASE === 'postgresql'
    ? "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
    : `SELECT COUNT(*) AS n FROM information_schema.processlist WHERE state = 'User sleep' AND db = '${host.database.name}'`;

const writes = { skip: !onServer && 'on SQLite, one process writes at a time' };
const leaseEnd = async (host) => Number((await host.rows('SELECT expires_at FROM gup_leases'))[0].expires_at);
const isTrapped = async (host) => Number((await host.rows(isInTrap(host)))[0].n) > 0;

test('a process that stalled while it wrote is blocked after another one took over', writes, () =>
  synced(everybody, async (host, emulator) => {
    const before = Date.now();
    await addLate(emulator);
    await layTrap(host);
    let second;
    const first = await stopSync(
      host,
      () => isTrapped(host),
      async () => {
        await until(async () => !(await isTrapped(host)));
        // As if the lease's minute had passed.
        await host.database.run(['UPDATE gup_leases SET expires_at = 1']);
        second = await host.sync('acme');
      },
    );
    await assertBothTell(host, first, second, before);
  }));

test('a process that writes for long renews its lease meanwhile, for a minute each time', writes, () =>
  synced(everybody, async (host, emulator) => {
    for (const id of ['1600', '1601', '1602']) await addLate(emulator, id);
    await layTrap(host);
    const sync = host.sync('acme');
    await until(() => isTrapped(host));
    const first = await leaseEnd(host);
    const later = await until(async () => (await leaseEnd(host)) > first && leaseEnd(host));
    assert.ok(await isTrapped(host), 'it is still writing');
    assert.ok(later < now() + 61_000_000, 'another host takes over a minute after it died');
    const { code, report, stderr } = await sync;
    assert.equal(code, 0, stderr);
    assert.equal(report.added, 3);
    assert.equal((await host.rows('SELECT holder FROM gup_leases')).length, 0);
  }));
