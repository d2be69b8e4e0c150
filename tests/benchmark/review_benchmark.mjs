// What an administrator waits for after many removals: a sync that holds them, their export, approving them, the export
// of that run, undoing it, and unlinking. Wall seconds against the emulator on SQLite.
//
//   node tests/benchmark/review_benchmark.mjs [USERS]
//
// Without a number 50,000 users. Needs the release build (PROGRAMS names another folder). Prints a table in Markdown.
import { Emulator } from '../integration/support/emulator.mjs';
import { Host } from '../integration/support/host.mjs';
import { Visitor } from '../integration/support/visitor.mjs';

const workspace = new URL('../integration/workspace.yaml', import.meta.url).pathname;
const page = '/company/settings/google-user-provisioning';
const noTimeLimit = { timeout: 0 };
const users = Number(process.argv[2] ?? 50_000);

const rows = [];
async function measured(scene, action, accepted = [0]) {
  const started = performance.now();
  const result = await action();
  const seconds = (performance.now() - started) / 1000;
  if (result.code !== undefined && !accepted.includes(result.code)) throw new Error(`${scene} ended with ${result.code}: ${result.stderr}${result.stdout}`);
  rows.push({ scene, seconds });
  console.error(`${scene}: ${seconds.toFixed(1)} s`);
  return result;
}

async function exported(scene, host, path, table, count) {
  const server = await host.serve();
  try {
    const visitor = await Visitor.signIn(host.publicUrl, 'dana');
    const { status, text } = await measured(scene, () => visitor.get(`${page}/${path}/tables/${table}`));
    const lines = text.split('\n').filter((line) => line.includes('@')).length;
    if (status !== 200 || lines !== count) throw new Error(`${scene}: ${status}, ${lines} lines instead of ${count}`);
  } finally {
    await server.stop();
  }
}

const emulator = await Emulator.start(['--workspace', workspace, '--seed', '7', '--generate', `${users},0,0,200`]);
const host = await Host.create(emulator, { accounts: [{ name: 'dana', company: 'acme', role: 'administrator' }] });
const sync = () => host.command(['sync'], ['--company', 'acme', '--provider', 'google-workspace', '--json'], noTimeLimit);
const act = (action, values) => host.act('acme', action, values, noTimeLimit);
try {
  await host.connect('acme');
  await act('save', { source: 'organizational_units', scope: 'all', method: 'target_users' });
  await measured('first load', sync);
  // The only selected unit of the workspace is empty, so everybody leaves.
  const empty = 'id:empty';
  await act('save', { source: 'organizational_units', scope: 'chosen', organizational_units: empty, method: 'target_users' });
  await measured('sync that holds all removals', sync, [5]);
  const [{ n: held }] = await host.rows('SELECT COUNT(*) AS n FROM gup_held_removals');
  await exported('export of the held removals', host, 'removals', 'held_people', held);
  await measured('approving them', () => act('approve_removals', { removals: 'all', count: held }));
  const [{ id: run }] = await host.rows('SELECT MAX(id) AS id FROM gup_runs');
  await exported('export of that run', host, `runs/${run}`, 'run_people', held);
  const [{ n: changed }] = await host.rows(`SELECT kept_changes AS n FROM gup_runs WHERE id = ${run}`);
  await measured('undoing it', () => act('undo_run', { run, count: changed }));
  await measured('unlinking', () => act('unlink', { confirmation: 'acme.com' }));
} finally {
  await emulator.stop();
  await host.remove();
}
/** Seconds, for 50,000 users. */
const bars = { 'export of the held removals': 5, 'export of that run': 5 };
console.log(`| ${users.toLocaleString('en')} users | seconds | bar for 50,000 |\n|---|---|---|`);
for (const { scene, seconds } of rows) console.log(`| ${scene} | ${seconds.toFixed(1)} | ${bars[scene] ?? '–'} |`);
