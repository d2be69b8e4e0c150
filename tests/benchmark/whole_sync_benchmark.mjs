// A whole sync against the emulator on SQLite, measured from outside: peak memory (VmHWM), wall and processor
// seconds of `sample-host sync`, beside the floor that no sync can be under (whole_sync_floor.cpp).
//
//   node tests/benchmark/whole_sync_benchmark.mjs [USERS …] [--source units|groups]
//
// Without numbers 100,000 and 1,000,000 users, without a source both.
// Needs the release build (PROGRAMS names another folder). Prints a table in Markdown.
import { createHash, randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { Emulator } from '../integration/support/emulator.mjs';
import { Host } from '../integration/support/host.mjs';
import { programs, run } from '../integration/support/processes.mjs';

const workspace = new URL('../integration/workspace.yaml', import.meta.url).pathname;
const account = 'dana.reyes@acme.com';
const ticksASecond = 100;
const noTimeLimit = { timeout: 0 };

/** What the kernel says of a process until it ends. Between two looks, a hundredth of a second is lost at most. */
async function watch(child) {
  const seen = { peakMiB: 0, cpuSeconds: 0 };
  while (child.exitCode === null && child.signalCode === null) {
    try {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8');
      const peak = status.match(/VmHWM:\s+(\d+) kB/);
      if (peak) seen.peakMiB = Math.max(seen.peakMiB, Number(peak[1]) / 1024);
      const [user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13).map(Number);
      seen.cpuSeconds = Math.max(seen.cpuSeconds, (user + system) / ticksASecond);
    } catch (error) {
      // It ended between the question and the answer.
      if (!['ENOENT', 'ESRCH'].includes(error.code)) throw error;
    }
    await pause(10);
  }
  return seen;
}

async function measured(running) {
  const started = performance.now();
  const [result, seen] = await Promise.all([
    running.then((ended) => ({ ...ended, seconds: (performance.now() - started) / 1000 })),
    watch(running.child),
  ]);
  if (result.code !== 0) throw new Error(`ended with ${result.code}: ${result.stderr}${result.stdout.slice(-2000)}`);
  return { ...seen, seconds: result.seconds, stdout: result.stdout };
}

async function sync(host) {
  const words = ['--company', 'acme', '--provider', 'google-workspace', '--json'];
  const { stdout, ...figures } = await measured(host.command(['sync'], words, noTimeLimit));
  return { ...figures, report: JSON.parse(stdout.trim().split('\n').at(-1)) };
}

/** A refresh token of the emulator's, as a connected company has one. */
async function refreshToken(emulator) {
  const verifier = randomBytes(32).toString('base64url');
  const redirect = 'http://127.0.0.1:1/plugins/benchmark/callback/return';
  const client = { client_id: '1234.apps.googleusercontent.com', redirect_uri: redirect };
  const directory = 'https://www.googleapis.com/auth/admin.directory';
  const asked = new URLSearchParams({
    ...client,
    response_type: 'code',
    scope: `openid email ${directory}.user.readonly ${directory}.group.readonly ${directory}.orgunit.readonly`,
    access_type: 'offline',
    prompt: 'consent',
    state: 'benchmark',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const back = await emulator.consent(`${emulator.url}/o/oauth2/v2/auth?${asked}`, account);
  const answer = await fetch(`${emulator.url}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...client,
      client_secret: 'demo-client-secret',
      grant_type: 'authorization_code',
      code: new URL(back).searchParams.get('code'),
      code_verifier: verifier,
    }),
  });
  return (await answer.json()).refresh_token;
}

async function floor(...words) {
  const { code, stdout, stderr } = await run(`${programs}/whole_sync_floor`, words, noTimeLimit);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Every hundredth target user gets another family name in Google. */
async function changeOneInAHundred(emulator, host) {
  const rows = await host.rows("SELECT external_id FROM target_users WHERE provider = 'google-workspace' AND id % 100 = 0");
  for (let at = 0; at < rows.length; at += 50)
    await Promise.all(
      rows.slice(at, at + 50).map(({ external_id: id }) =>
        emulator.patch(`users/${id}`, { name: { givenName: 'Changed', familyName: `Person ${id}` } }),
      ),
    );
}

const rows = [];
function note(users, scene, figures, { floorSeconds, report } = {}) {
  rows.push({ users, scene, ...figures, floorSeconds });
  const counts = report ? ` (${report.added} added, ${report.updated} updated, ${report.unchanged} unchanged)` : '';
  console.error(`${users} ${scene}: ${figures.peakMiB?.toFixed(0) ?? '–'} MiB, ${figures.seconds.toFixed(1)} s${counts}`);
}

async function measureScenes(users, name, emulatorArguments, settings) {
  const emulator = await Emulator.start(['--workspace', workspace, '--seed', '7', ...emulatorArguments]);
  const host = await Host.create(emulator);
  try {
    await host.connect('acme');
    const saved = await host.act('acme', 'save', { removal_limit_percent: 100, ...settings });
    if (saved.code !== 0) throw new Error(`save: ${saved.stdout}${saved.stderr}`);
    const lists = settings.source === 'groups' ? 'with-groups' : 'users-alone';
    const token = await refreshToken(emulator);
    const downloaded = async (when = '') => {
      const figures = await floor('download', emulator.url, token, lists);
      note(users, `${name}: download and parse${when}`, { seconds: figures.seconds, cpuSeconds: figures.cpu_seconds });
      return figures.seconds;
    };
    const download = await downloaded();

    const first = await sync(host);
    const load = await floor('load', join(host.folder, 'host.db'), join(host.folder, 'scratch.db'));
    await rm(join(host.folder, 'scratch.db'));
    note(users, `${name}: native load`, { seconds: load.seconds, cpuSeconds: load.cpu_seconds });
    note(users, `${name}: first load`, first, { floorSeconds: download + load.seconds, report: first.report });
    const same = await sync(host);
    note(users, `${name}: unchanged`, same, { floorSeconds: download, report: same.report });
    await changeOneInAHundred(emulator, host);
    // The emulator itself takes longer once people were changed in it.
    const downloadChanged = await downloaded(', 1 % changed');
    const changed = await sync(host);
    note(users, `${name}: 1 % changed`, changed, { floorSeconds: downloadChanged, report: changed.report });
  } finally {
    await emulator.stop();
    await host.remove();
  }
}

const { values: options, positionals: sizes } = parseArgs({ allowPositionals: true, options: { source: { type: 'string' } } });
for (const users of sizes.length > 0 ? sizes.map(Number) : [100_000, 1_000_000]) {
  const units = { source: 'organizational_units', scope: 'all', method: 'target_users' };
  if (options.source !== 'groups') await measureScenes(users, 'all units', ['--generate', `${users},0,0,200`], units);
  const groups = { source: 'groups', scope: 'all', method: 'matching_groups' };
  if (options.source !== 'units')
    await measureScenes(users, '200 groups of 2,000', ['--generate', `${users},200,2000,200`], groups);
}

console.log('| users | scene | peak memory, MiB | seconds | processor seconds | times the floor |');
console.log('|---|---|---|---|---|---|');
for (const { users, scene, peakMiB, seconds, cpuSeconds, floorSeconds } of rows)
  console.log(
    `| ${users.toLocaleString('en')} | ${scene} | ${peakMiB ? peakMiB.toFixed(0) : '–'} | ${seconds.toFixed(2)} | ` +
      `${cpuSeconds.toFixed(2)} | ${floorSeconds ? (seconds / floorSeconds).toFixed(2) : '–'} |`,
  );
