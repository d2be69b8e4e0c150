// Two hosts on one database server behind a slow network, killed at random: every due run happens once.
// The suite runs a short version. The long one: COMPANIES=50 KILL_SECONDS=120 node --test two-hosts.test.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Host } from '../support/host.mjs';
import { OwnServer, password } from '../support/own_server.mjs';
import { everybody, scene, succeeds } from '../support/scene.mjs';
import { SlowNetwork } from '../support/slow_network.mjs';

const backend = process.env.DATABASE;
const companies = Array.from({ length: Number(process.env.COMPANIES ?? 12) }, (_, i) => `c${String(i).padStart(2, '0')}`);
const killSeconds = Number(process.env.KILL_SECONDS ?? 8);
const latency = 20;
const task = 'google-user-provisioning.daily-sync';

const stage = scene();
let server;
let network;
before(async () => {
  server = await OwnServer.start(backend);
  network = await SlowNetwork.to(Number(server.port), latency);
});
after(async () => {
  network.close();
  await server.remove();
});

const number = async (sql) => Number(Object.values((await server.rows(sql))[0])[0]);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const random = (below) => Math.floor(Math.random() * below);

/** Connects every company, a few at a time, and gives all of them the settings of the first. */
async function connectAll(host) {
  const left = [...companies];
  await Promise.all(
    Array.from({ length: 3 }, async () => {
      while (left.length > 0) await succeeds(host.connect(left.shift()));
    }),
  );
  await succeeds(host.act(companies[0], 'save', everybody));
  const columns = Object.keys((await server.rows('SELECT * FROM gup_settings'))[0]).filter((name) => name !== 'company_id').join(', ');
  for (const company of companies.slice(1))
    await server.rows(`INSERT INTO gup_settings (company_id, ${columns}) SELECT '${company}', ${columns} FROM gup_settings WHERE company_id = '${companies[0]}'`);
}

/** Makes the sync of every company due now, and returns the number of ended runs so far. */
async function makeAllDue() {
  const due = (Date.now() - 1000) * 1000;
  await server.rows(`DELETE FROM host_schedule WHERE task_id = '${task}'`);
  for (const company of companies)
    await server.rows(`INSERT INTO host_schedule (task_id, company_id, paused, due_at, period_seconds, failures, claimed_by, claimed_until, claims) VALUES ('${task}', '${company}', 0, ${due}, 86400, 0, '', 0, 0)`);
  await server.rows(`DELETE FROM host_task_runs WHERE task_id = '${task}'`);
}
const waiting = () => number(`SELECT COUNT(*) AS n FROM host_schedule WHERE task_id = '${task}' AND (due_at < ${Date.now() * 1000} OR claimed_by <> '')`);

/** Checks that each due run ended once, well, and that every company is true. */
async function assertOnce(what) {
  const runs = await server.rows(`SELECT company_id, COUNT(*) AS n, MAX(code) AS worst FROM host_task_runs WHERE task_id = '${task}' GROUP BY company_id ORDER BY company_id`);
  assert.deepEqual(runs.map((row) => [row.company_id, Number(row.n), Number(row.worst)]), companies.map((company) => [company, 1, 0]), what);
  const users = await server.rows("SELECT company_id, COUNT(*) AS n FROM target_users WHERE provider = 'google-workspace' GROUP BY company_id ORDER BY company_id");
  const expected = Number(users[0].n);
  assert.ok(expected > 10);
  assert.deepEqual(users.map((row) => [row.company_id, Number(row.n)]), companies.map((company) => [company, expected]), what);
  assert.equal(await number("SELECT COUNT(*) AS n FROM gup_links"), expected * companies.length, what);
  assert.equal(await number('SELECT COUNT(*) AS n FROM gup_leases'), 0, what);
}

test('two hosts on one database run every due sync once, also when they are killed', { skip: backend ? false : 'needs a database server' }, async (context) => {
  await stage.emulator.post('reset');
  const host = await Host.create(stage.emulator, {
    companies,
    database: { backend, connection: server.connection(), password, rows: server.rows, remove: async () => {} },
  });
  const hosts = [host, await host.another()];
  const serving = [];
  try {
    // A serving host takes the browsers of several commands at once.
    serving[0] = await host.serve();
    await connectAll(host);
    await serving[0].stop();
    for (const one of hosts) await one.configure({ backend, connection: server.connection({ port: network.port }), password });

    await makeAllDue();
    for (const i of [0, 1]) serving[i] = await hosts[i].serve();
    while ((await waiting()) > 0) await pause(100);
    await assertOnce('without a kill');
    assert.equal(await number("SELECT COUNT(*) AS n FROM gup_runs"), companies.length, 'no run was joined, repeated or interrupted');

    await makeAllDue();
    const end = Date.now() + killSeconds * 1000;
    let kills = 0;
    let rounds = 1;
    for (; Date.now() < end || kills < 3; ++kills) {
      const i = random(2);
      const { id } = (await server.rows(`SELECT id FROM host_servers WHERE pid = ${serving[i].pid}`))[0];
      await pause(random(1200));
      await serving[i].stop('SIGKILL');
      // As if the two minutes had passed after which others may take what a dead host claimed.
      await server.rows(`UPDATE host_schedule SET claimed_until = 1 WHERE claimed_by = '${id}'`);
      if ((await waiting()) === 0 && Date.now() < end) {
        await assertOnce(`after ${kills} kills`);
        await makeAllDue();
        ++rounds;
      }
      serving[i] = await hosts[i].serve();
    }
    while ((await waiting()) > 0) await pause(100);
    await assertOnce('after the last kill');
    context.diagnostic(`${kills} kills, ${(rounds + 1) * companies.length} due runs, each of them once`);
  } finally {
    for (const process of serving) await process?.stop();
    await hosts[1].remove();
    await host.remove();
  }
});
