// A process is killed, as by `kill -9`, before each of its writes to the database in turn. Whatever it was doing, the tables of
// the host are as before or as after, and repeating the command ends in the same state as if nothing had happened.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { addByHand, scene, succeeds } from '../support/scene.mjs';

const { withHost } = scene();
/** Kills before every n-th write, and before the last one. The offset changes daily, so that all writes are covered. */
const stride = Number(process.env.KILL_EVERY ?? 1);
const first = Number(process.env.KILL_FROM ?? 1 + (Math.floor(Date.now() / 86_400_000) % stride));

const settings = { source: 'organizational_units', scope: 'chosen', organizational_units: 'id:eng,id:sales,id:engqa', method: 'matching_groups' };
const leavers = ['1003', '1004', '1005', '1006', '1007', '1008', '1015', '1017'];

// Operations: how the state is set up, the command that is killed, and its exit code

async function connected(host) {
  await succeeds(host.connect('acme'));
  // Is adopted, has a membership by hand, and is not in Google's answers.
  await addByHand(host, { id: 900000001, email: 'ada.lovelace@acme.com' });
  await addByHand(host, { id: 900000002, email: 'by.hand@partner.example' });
  await succeeds(host.act('acme', 'save', settings));
}

async function synced(host) {
  await connected(host);
  await succeeds(host.sync('acme'));
}

async function changedInGoogle(host, emulator) {
  await synced(host);
  await emulator.post('users', { id: '1100', primaryEmail: 'new@acme.com', name: { givenName: "Robert'); DROP TABLE", familyName: 'Comer' }, orgUnitPath: '/Engineering/Platform' });
  await emulator.patch('users/1005', { primaryEmail: 'grace.murray@acme.com' });
  await emulator.patch('users/1014', { orgUnitPath: '/Engineering/Quality & Test' });
  await emulator.delete('users/1004');
  await emulator.patch('users/1017', { suspended: true });
}

/** The command to undo the latest sync is in `host.undo`. */
async function syncedAgain(host, emulator) {
  await changedInGoogle(host, emulator);
  const { report } = await succeeds(host.sync('acme'));
  const count = report.added + report.updated + report.reactivated + report.removed + report.groups_added + report.groups_updated + report.groups_removed + report.memberships_added + report.memberships_removed;
  host.undo = { run: report.run_id, count };
}

async function held(host, emulator) {
  await synced(host);
  for (const id of leavers) await emulator.delete(`users/${id}`);
  await succeeds(host.sync('acme'), 5);
}

const sync = (host, options) => host.command(['sync'], ['--company', 'acme', '--provider', 'google-workspace', '--json'], options);
const act = (action, values) => (host, options) => host.act('acme', action, values, options);

const operations = {
  'the first sync': { prepare: connected, command: sync },
  'a sync with a joiner, leavers, a mover and a new address': { prepare: changedInGoogle, command: sync },
  'a sync that holds removals': { prepare: async (host, emulator) => {
    await synced(host);
    for (const id of leavers) await emulator.delete(`users/${id}`);
  }, command: sync, code: 5 },
  'approving held removals': { prepare: held, command: act('approve_removals', { removals: 'all', count: leavers.length }) },
  'dismissing held removals': { prepare: held, command: act('dismiss_removals', { removals: 'all' }) },
  'undoing a sync': { prepare: syncedAgain, command: (host, options) => host.act('acme', 'undo_run', host.undo, options), isLast: true },
  unlinking: { prepare: synced, command: act('unlink', { confirmation: 'acme.com' }), isLast: true },
};

// The state of the database

/** Copies every table, and returns how to put the copies back. */
async function keepTables(host) {
  const tables = await host.database.tables();
  await host.database.run(tables.map((table) => `CREATE TABLE kept_${table} AS SELECT * FROM ${table}`));
  return () => host.database.run(tables.flatMap((table) => [`DELETE FROM ${table}`, `INSERT INTO ${table} SELECT * FROM kept_${table}`]));
}

/** The state of the company, independent of the number of runs. Includes the ids of rows that existed at `known`. */
async function stateOf(host, known) {
  const users = await host.rows('SELECT * FROM target_users ORDER BY email_key');
  const groups = await host.rows('SELECT * FROM target_groups ORDER BY name_key');
  const members = await host.rows('SELECT * FROM target_group_members');
  const emails = new Map(users.map(({ id, email_key }) => [id, email_key]));
  const names = new Map(groups.map(({ id, name_key }) => [id, name_key]));
  const knownIds = new Set([...(known?.users ?? []), ...(known?.groups ?? [])].map(({ id }) => id));
  const lasting = ({ id, created_at, updated_at, ...row }) => ({ ...row, id: knownIds.has(id) ? id : 'new' });
  const links = await host.rows('SELECT external_id, user_id, origin, state, status_at_adoption, content_hash FROM gup_links ORDER BY external_id');
  return {
    users: users.map(lasting),
    groups: groups.map(lasting),
    members: members.map((row) => `${names.get(row.group_id)}: ${emails.get(row.user_id)} ${row.provider}`).sort(),
    links: links.map(({ user_id, ...link }) => ({ ...link, user: emails.get(user_id) })),
    sources: await host.rows('SELECT external_id, source_id FROM gup_link_sources ORDER BY external_id, source_id'),
    groupLinks: (await host.rows('SELECT source_id, group_id FROM gup_group_links ORDER BY source_id')).map(({ source_id, group_id }) => `${source_id}: ${names.get(group_id)}`),
    held: await host.rows('SELECT external_id, reason FROM gup_held_removals ORDER BY external_id'),
    connection: await host.rows('SELECT state, problem FROM gup_connections'),
  };
}
const hostTables = ({ users, groups, members }) => ({ users, groups, members });

const library = new URL('../lib/kill_at_write.so', `file://${process.env.PROGRAMS}/`).pathname;
const preloaded = (variables) => ({ env: { ...process.env, LD_PRELOAD: library, ...variables } });

// The stored state is read while Google is asked, sometimes with one more session, so the number of writes varies.
const unsteadyWrites = 20;

function* positions(total) {
  for (let at = first; at < total; at += stride) yield at;
  yield total;
}

for (const [name, { prepare, command, code = 0, isLast = false }] of Object.entries(operations))
  test(`${name}: killed before each write, then repeated`, async (t) =>
    withHost({}, async (host, emulator) => {
      await prepare(host, emulator);
      const known = { users: await host.rows('SELECT id FROM target_users'), groups: await host.rows('SELECT id FROM target_groups') };
      const restore = await keepTables(host);
      const before = await stateOf(host, known);
      const countFile = join(host.folder, 'writes');
      await succeeds(command(host, preloaded({ COUNT_WRITES_FILE: countFile })), code);
      const after = await stateOf(host, known);
      assert.notDeepEqual(after, before, 'the command changes something');
      const total = Number(await readFile(countFile, 'utf8'));
      assert.ok(total > 3, `${total} writes`);
      t.diagnostic(`${total} writes, killed from ${first} in steps of ${stride}`);

      for (const at of positions(total)) {
        await restore();
        // The next to open the database repairs what the killed command left.
        host.database.close();
        const killed = await command(host, preloaded({ KILL_AT_WRITE: String(at) }));
        if (killed.signal === null && at > total - unsteadyWrites) {
          assert.equal(killed.code, code, `ended before write ${at}: ${killed.stdout}${killed.stderr}`);
          assert.deepEqual(await stateOf(host, known), after, `ended before write ${at}`);
          continue;
        }
        assert.equal(killed.signal, 'SIGKILL', `write ${at}: ${killed.stdout}${killed.stderr}`);
        const left = hostTables(await stateOf(host, known));
        const isDone = JSON.stringify(left) === JSON.stringify(hostTables(after));
        if (!isDone) assert.deepEqual(left, hostTables(before), `killed before write ${at}: neither before nor after`);

        const repeated = await command(host, {});
        // Approved, dismissed or unlinked already: there is nothing left to do.
        if (!(isDone && command !== sync)) assert.equal(repeated.code, code, `repeated after write ${at}: ${repeated.stdout}${repeated.stderr}`);
        assert.deepEqual(await stateOf(host, known), after, `repeated after a kill before write ${at}`);
        assert.deepEqual(await host.rows('SELECT id FROM gup_runs WHERE state = 0 AND finished_at IS NULL'), [], `a run that never ends, killed before write ${at}`);
        if (isLast) continue;
        await succeeds(sync(host, {}), code === 5 ? 5 : undefined);
        assert.deepEqual(hostTables(await stateOf(host, known)), hostTables(after), `one more sync after a kill before write ${at}`);
      }
    }));
