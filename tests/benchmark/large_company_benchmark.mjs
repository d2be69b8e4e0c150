// What an administrator of a large company waits for on the settings page: milliseconds from a request to the whole answer,
// on SQLite, after a sync of everyone and a sync that changed 2,000 people. Prints the first visit of each page and the
// median of seven. "Until listed" is how long a picker says that the directory is still being read, after a start of the host.
//
//   node tests/benchmark/large_company_benchmark.mjs [USERS,GROUPS,MEMBERS_PER_GROUP,UNITS]
//
// Without numbers 100,000 users, 8,000 groups of 20, 10,000 units. Needs the release build (PROGRAMS names another folder).
import { setTimeout as pause } from 'node:timers/promises';

import { Emulator } from '../integration/support/emulator.mjs';
import { Host } from '../integration/support/host.mjs';
import { Visitor } from '../integration/support/visitor.mjs';
import { noTimeLimit } from './measured.mjs';

const workspace = new URL('../integration/workspace.yaml', import.meta.url).pathname;
const page = '/company/settings/google-user-provisioning';
const size = process.argv[2] ?? '100000,8000,20,10000';
const changed = Math.min(2000, Math.floor(Number(size.split(',')[0]) / 2));
const visits = 7;
const bars = { first: 1000, search: 500, run: 300 };

async function succeeds(command) {
  const result = await command;
  if (result.code !== 0) throw new Error(`ended with ${result.code}: ${result.stderr}${result.stdout}`);
}

async function timed(visitor, path) {
  const started = performance.now();
  const { status, text } = await visitor.get(page + path);
  if (status !== 200) throw new Error(`${path}: ${status} ${text.slice(0, 500)}`);
  return { text, milliseconds: performance.now() - started };
}

const rows = [];
async function visit(visitor, what, path, bar, expected) {
  const times = [];
  for (let i = 0; i < visits; ++i) {
    const { text, milliseconds } = await timed(visitor, path);
    if (!expected.test(text)) throw new Error(`${path} does not show ${expected}`);
    times.push(milliseconds);
  }
  const [first] = times;
  const median = times.toSorted((one, other) => one - other)[Math.floor(visits / 2)];
  rows.push([what, first, median, bar]);
  console.error(`${what}: ${first.toFixed(0)} ms, then ${median.toFixed(0)} ms`);
}

/** Asks the picker until it lists something. */
async function untilListed(visitor, what, path, expected) {
  const started = performance.now();
  let slowest = 0;
  for (;;) {
    const { text, milliseconds } = await timed(visitor, path);
    slowest = Math.max(slowest, milliseconds);
    if (expected.test(text)) break;
    await pause(250);
  }
  rows.push([`${what}: until listed`, performance.now() - started, slowest, '–']);
}

const emulator = await Emulator.start(['--workspace', workspace, '--seed', '7', '--generate', size]);
const host = await Host.create(emulator, { accounts: [{ name: 'dana', company: 'acme', role: 'administrator' }] });
try {
  await host.connect('acme');
  await succeeds(host.act('acme', 'save', { source: 'groups', scope: 'all', method: 'matching_groups' }, noTimeLimit));
  const sync = () => host.command(['sync'], ['--company', 'acme', '--provider', 'google-workspace', '--json'], noTimeLimit);
  await succeeds(sync());
  const people = await host.rows(`SELECT external_id, email FROM target_users WHERE company_id = 'acme' ORDER BY email LIMIT ${changed}`);
  for (const { external_id: id } of people) await emulator.patch(`users/${id}`, { organizations: [{ primary: true, title: 'Juggler' }] });
  await succeeds(sync());
  const [{ id: run }] = await host.rows('SELECT MAX(id) AS id FROM gup_runs');
  const { email } = people[Math.floor(changed / 2)];
  const server = await host.serve();
  try {
    const visitor = await Visitor.signIn(host.publicUrl, 'dana');
    await visit(visitor, 'overview', '', bars.first, /Last sync/);
    await visit(visitor, 'settings', '/settings', bars.first, /Select sync source/);
    await visit(visitor, 'syncs', '/runs', bars.first, /Show details/);
    await visit(visitor, `a sync of ${changed} people`, `/runs/${run}`, bars.run, /Who and what/);
    await visit(visitor, `its search`, `/runs/${run}?search=${encodeURIComponent(email)}`, bars.search, new RegExp(email.replaceAll('.', '\\.')));
    await visit(visitor, 'people', '/people', bars.first, /Find/);
    await untilListed(visitor, 'units', '/settings/options/organizational_units', /name="/);
    await visit(visitor, 'top units', '/settings/options/organizational_units', bars.search, /name="/);
    await visit(visitor, 'search of units', '/settings/options/organizational_units?_search=1', bars.search, /name="/);
    await untilListed(visitor, 'groups', '/settings/options/groups', /name="/);
    await visit(visitor, 'groups', '/settings/options/groups', bars.search, /name="/);
    await visit(visitor, 'search of groups', '/settings/options/groups?_search=1', bars.search, /name="/);
  } finally {
    await server.stop();
  }
} finally {
  await emulator.stop();
  await host.remove();
}
console.log(`| ${size} | first, ms | then, ms | bar, ms |\n|---|---|---|---|`);
for (const [what, first, then, bar] of rows) console.log(`| ${what} | ${first.toFixed(0)} | ${then.toFixed(0)} | ${bar} |`);
