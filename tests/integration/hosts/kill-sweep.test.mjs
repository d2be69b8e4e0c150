// A process is killed, as by `kill -9`, before each of its writes to the database in turn. Whatever it was doing, the tables of
// the host are as before or as after, and repeating the command ends in the same state as if nothing had happened.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { addByHand, scene, succeeds } from '../support/scene.mjs';

const { withHost } = scene();
/** Kills before every n-th write, and before the last one. The offset changes daily, so that all writes are covered. */
const stride = Number(process.env.KILL_EVERY ?? 1);
const firstOf = (step) => Number(process.env.KILL_FROM ?? 1 + (Math.floor(Date.now() / 86_400_000) % step));

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

const dana = 'dana.reyes@acme.com';
const directoryScopes = ['user', 'group', 'orgunit'].map((what) => `https://www.googleapis.com/auth/admin.directory.${what}.readonly`);

/** Connects with the key `name` of a service account; the key file is in the host's folder. */
const connectByKey = (host, name, options) =>
  host.command(['page', 'act'], ['--company', 'acme', '--page', 'google-user-provisioning', '--action', 'connect_service_account',
    '--set', `admin_email=${dana}`, '--set-file', `service_account_key=${join(host.folder, name)}`], options);

/** Connected and synced by a key that Google has deleted since; another service account's key waits. */
async function keyLost(host, emulator) {
  const make = async (name) => {
    const file = await emulator.post('service_accounts', { scopes: directoryScopes });
    await writeFile(join(host.folder, name), JSON.stringify(file));
    return file;
  };
  const former = await make('former.json');
  host.nextAccount = (await make('next.json')).client_email;
  await succeeds(connectByKey(host, 'former.json'));
  await succeeds(host.act('acme', 'save', settings));
  await succeeds(host.sync('acme'));
  await emulator.delete(`service_accounts/${former.client_email}/keys/${former.private_key_id}`);
}

/** Each connection uses its own key, and the clean-up erases what neither uses. */
async function usesItsOwnKey(host, where) {
  const [{ service_account, secret_name }] = await host.rows('SELECT service_account, secret_name FROM gup_connections');
  const { code, stdout } = await sync(host, {});
  assert.equal(code, service_account === host.nextAccount ? 0 : 3, `${where}, connected by ${service_account}: ${stdout}`);
  await host.rows('UPDATE gup_unused_secrets SET reserved_until = 0');
  await succeeds(host.command(['task', 'run'], ['--company', 'acme', '--task', 'google-user-provisioning.clean-up']));
  assert.deepEqual(await host.rows("SELECT name FROM host_secrets WHERE name <> 'daily-sync'"), [{ name: secret_name }], where);
  assert.deepEqual(await host.rows('SELECT name FROM gup_unused_secrets'), [], where);
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
  'connecting again': { prepare: keyLost, command: (host, options) => connectByKey(host, 'next.json', options), check: usesItsOwnKey, isLast: true },
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
    connection: await host.rows('SELECT state, problem, service_account FROM gup_connections'),
  };
}
const hostTables = ({ users, groups, members }) => ({ users, groups, members });

const library = new URL('../lib/kill_at_write.so', `file://${process.env.PROGRAMS}/`).pathname;
const preloaded = (variables) => ({ env: { ...process.env, LD_PRELOAD: library, ...variables } });

// The stored state is read while Google is asked, sometimes with one more session, so the number of writes varies.
const unsteadyWrites = 20;

function* positions(total, step) {
  for (let at = firstOf(step); at < total; at += step) yield at;
  yield total;
}

for (const [name, { prepare, command, code = 0, isLast = false, check }] of Object.entries(operations))
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
      // What has a check of its own has a narrow window, in few writes.
      const step = check ? Math.min(stride, Math.ceil(total / 12)) : stride;
      t.diagnostic(`${total} writes, killed from ${firstOf(step)} in steps of ${step}`);

      for (const at of positions(total, step)) {
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

        await check?.(host, `killed before write ${at}`);
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
