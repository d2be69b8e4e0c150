// A database server that is killed while a sync reads, while it writes, and while the host serves.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Host } from '../support/host.mjs';
import { Scrape, metricsSettings } from '../support/metrics.mjs';
import { OwnServer, password } from '../support/own_server.mjs';
import { everybody, scene, succeeds } from '../support/scene.mjs';
import { assertTables, threeTables } from '../support/tables.mjs';

const backend = process.env.DATABASE;
const stage = scene();
let server;
before(async () => {
  server = await OwnServer.start(backend);
});
after(() => server.remove());

/** Returns a host on the server that may be killed, connected and synced once. */
async function withHost(body) {
  await stage.emulator.post('reset');
  const host = await Host.create(stage.emulator, { database: { backend, connection: server.connection(), password, rows: server.rows, remove: async () => {} }, hostSettings: metricsSettings });
  try {
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'save', everybody));
    await succeeds(host.sync('acme'));
    await body(host, stage.emulator);
  } finally {
    await host.remove();
  }
}

const join = (emulator, id) =>
  emulator.post('users', { id, primaryEmail: `late${id}@acme.com`, name: { givenName: 'La', familyName: 'Te' }, orgUnitPath: '/' });

/** Polls until the result is a number above 0. */
async function until(ask) {
  for (;;) {
    if ((await ask()) > 0) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function assertTells({ stdout, stderr }) {
  assert.match(stdout + stderr, /database/i);
  assert.doesNotMatch(stdout + stderr, /g3heim/, 'the password');
}

const asleep = () =>
  server.sql(
    backend === 'postgresql'
      ? "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
      : "SELECT COUNT(*) AS n FROM information_schema.processlist WHERE state = 'User sleep'",
  ).then(([{ n }]) => n);

/** Makes each insert of a target user pause in the middle. */
async function layTrap() {
  if (backend === 'postgresql') {
    await server.rows("CREATE FUNCTION trap() RETURNS trigger AS 'BEGIN PERFORM pg_sleep(600); RETURN NULL; END' LANGUAGE plpgsql");
    await server.rows('CREATE TRIGGER trap AFTER INSERT ON target_users FOR EACH ROW EXECUTE FUNCTION trap()');
  } else {
    await server.rows('CREATE TRIGGER trap AFTER INSERT ON target_users FOR EACH ROW DO SLEEP(600)');
  }
}
const takeTrapAway = () => server.rows(backend === 'postgresql' ? 'DROP FUNCTION trap CASCADE' : 'DROP TRIGGER trap');

test('killing the database server during a sync fails that run only', () =>
  withHost(async (host, emulator) => {
    const state = await threeTables(host);

    await join(emulator, '1500');
    await emulator.put('switches', { latency_ms: 300 });
    const { last } = await emulator.get('requests');
    const reading = host.sync('acme').catch((error) => error);
    await until(async () => (await emulator.get(`requests?since=${last}`)).requests.filter((request) => request.path.endsWith('/users')).length);
    await server.kill();
    const whileReading = await reading;
    await emulator.put('switches', { latency_ms: 0 });
    await server.restart();
    assert.equal(whileReading.code, 4, whileReading.stderr);
    assertTells(whileReading);
    assert.deepEqual(await threeTables(host), state);
    await succeeds(host.sync('acme'));

    const next = await threeTables(host);
    await join(emulator, '1501');
    await layTrap();
    const writing = host.sync('acme').catch((error) => error);
    await until(asleep);
    await server.kill();
    const whileWriting = await writing;
    assert.equal(whileWriting.code, 4, whileWriting.stderr);
    assertTells(whileWriting);
    await server.restart();
    await takeTrapAway();
    assert.deepEqual(await threeTables(host), next);
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.added, 1);
    await assertTables(host, 'acme', emulator, { source: 'organizational_units', method: 'target_users' }, 'after both outages');
    await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
  }));

test('a serving host survives a restart of its database server', () =>
  withHost(async (host) => {
    const serving = await host.serve();
    try {
      // A page request with a session cookie reads the database.
      const visit = async () => {
        const answer = await fetch(`${serving.url}/company/target-users`, { redirect: 'manual', headers: { cookie: `host_session=${'x'.repeat(43)}` } });
        return { status: answer.status, text: await answer.text() };
      };
      assert.equal((await visit()).status, 303);
      await server.kill();
      const down = await visit();
      assert.equal(down.status, 503);
      assert.match(down.text, /database is not responding/);
      const dark = await Scrape.of(serving);
      assert.equal(dark.value('sample_host_database_up'), 0);
      assert.equal(dark.value('sample_host_plugin_metrics_up', { plugin: 'google-user-provisioning' }), 0);
      assert.equal(dark.value('sample_host_http_requests_total', { status: '5xx' }), 1, 'what needs no database is there');
      assert.deepEqual(dark.find('google_user_provisioning_last_good_run_timestamp_seconds'), []);
      await server.restart();
      await until(async () => ((await visit()).status === 303 ? 1 : 0));
      assert.equal((await visit()).status, 303);
      const light = await Scrape.of(serving);
      assert.equal(light.value('sample_host_database_up'), 1);
      assert.equal(light.find('google_user_provisioning_last_good_run_timestamp_seconds', { company: 'acme' }).length, 1);
      await succeeds(host.sync('acme'));
    } finally {
      const { code } = await serving.stop();
      assert.equal(code, 0, serving.output());
    }
    assert.match(serving.output(), /warning - host: request_failed reference=\S+ path=/);
    assert.doesNotMatch(serving.output(), /g3heim/, 'the password');
  }));

test('the error about a wrong password, port, name or backend names the key of host.yaml, and never the password', () =>
  withHost(async (host) => {
    const cases = [
      ['a wrong password', { password: `${password}!` }, /host\.yaml.*database.*(password authentication failed|Access denied)/s],
      ['a wrong port', { connection: server.connection({ port: 1 }) }, /host\.yaml.*database.*(refused|Can't connect)/s],
      ['an unknown database', { connection: server.connection({ dbname: 'nothing', db: 'nothing' }) }, /host\.yaml.*database/s],
      ['no such authority', { connection: server.connection({ sslrootcert: '/nowhere.pem', sslca: '/nowhere.pem' }) }, /host\.yaml.*database/s],
      ['an unknown backend', { backend: 'oracle' }, /host\.yaml:\d+.*database\.backend.*sqlite3, postgresql/s],
      ['two passwords', { connection: server.connection({ password: 'g3heim' }) }, /host\.yaml:\d+.*database\.connection.*keep one of them/s],
    ];
    for (const [name, change, sentence] of cases) {
      const other = { ...host.database, ...change };
      if (backend === 'mysql') other.connection = other.connection.replace(/(dbname|sslrootcert)=\S+ ?/g, '');
      else other.connection = other.connection.replace(/\b(db|sslca)=\S+ ?/g, '');
      await host.configure(other);
      const told = await host.command(['task', 'list']);
      assert.notEqual(told.code, 0, name);
      assert.match(told.stderr, sentence, name);
      assert.doesNotMatch(told.stdout + told.stderr, /g3heim/, name);
    }
  }));
