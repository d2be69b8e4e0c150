// The network between a host and its database drops everything, without a sign to either side, while the host applies a
// sync: another host takes over within two lease times. Takes the minute of a lease.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Host, watched } from '../support/host.mjs';
import { OwnServer, password } from '../support/own_server.mjs';
import { everybody, scene, succeeds } from '../support/scene.mjs';
import { SlowNetwork } from '../support/slow_network.mjs';

const backend = process.env.DATABASE;
const leaseTime = 60_000;
const stage = scene();
let server;
let network;
before(async () => {
  server = await OwnServer.start(backend);
  network = await SlowNetwork.to(Number(server.port), 0);
});
after(async () => {
  network.close();
  await server.remove();
});

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** Counts the sessions that are in the trap. */
const waiters = () => (backend === 'postgresql'
  ? "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
  : "SELECT COUNT(*) AS n FROM information_schema.processlist WHERE state = 'User sleep' AND db = 'awareness'");
/** Makes each insert of a target user pause in the database. */
const layTrap = async () => {
  if (backend === 'postgresql') {
    await server.rows("CREATE FUNCTION trap() RETURNS trigger AS 'BEGIN PERFORM pg_sleep(3); RETURN NULL; END' LANGUAGE plpgsql");
    await server.rows('CREATE TRIGGER trap AFTER INSERT ON target_users FOR EACH ROW EXECUTE FUNCTION trap()');
  } else {
    await server.rows('CREATE TRIGGER trap AFTER INSERT ON target_users FOR EACH ROW DO SLEEP(3)');
  }
};

test('a host whose packets vanish while it writes is followed by another one within two lease times', { skip: backend ? false : 'needs a database server' }, async () => {
  await stage.emulator.post('reset');
  const direct = { backend, connection: server.connection(), password };
  const host = await Host.create(stage.emulator, { companies: ['acme'], database: { ...direct, rows: server.rows, remove: async () => {} } });
  const other = await host.another();
  let first;
  try {
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'start_sync', everybody));
    await stage.emulator.post('users', { id: '1600', primaryEmail: 'late@acme.com', name: { givenName: 'La', familyName: 'Te' }, orgUnitPath: '/' });
    await layTrap();
    await host.configure({ ...direct, connection: server.connection({ port: network.port }) });
    await other.configure(direct);

    first = host.sync('acme', watched);
    const { pid } = host.lastCommand;
    while (Number((await server.rows(waiters()))[0].n) === 0) await pause(20);
    network.fallSilent();
    const silentSince = Date.now();
    const second = await other.sync('acme');
    const took = Date.now() - silentSince;
    assert.equal(second.code, 0, second.stdout + second.stderr);
    assert.equal(second.report.added, 1, 'the first one did not commit');
    assert.ok(took < 2 * leaseTime, `took over after ${took} ms`);
    process.kill(pid, 'SIGKILL');
    await first;
    assert.equal(Number((await server.rows("SELECT COUNT(*) AS n FROM target_users WHERE email = 'late@acme.com'"))[0].n), 1);
    assert.equal(Number((await server.rows('SELECT COUNT(*) AS n FROM gup_leases'))[0].n), 0);
    const runs = await server.rows('SELECT state, result_sentence FROM gup_runs ORDER BY id DESC LIMIT 2');
    assert.match(runs[1].result_sentence, /interrupted/);
    assert.equal((await other.sync('acme')).report.unchanged, 17);
  } finally {
    await other.remove();
    await host.remove();
  }
});
