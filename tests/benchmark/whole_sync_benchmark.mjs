// A whole sync against the emulator on SQLite, measured from outside: peak memory (VmHWM), wall and processor
// seconds of `sample-host sync`, compared with the least that any sync needs (whole_sync_floor.cpp).
//
//   node tests/benchmark/whole_sync_benchmark.mjs [USERS …] [--source units|groups] [--rounds N]
//
// Without numbers 100,000 and 1,000,000 users, without a source both; one round. Every round begins with an
// empty database. Needs the release build (PROGRAMS names another folder). Prints a table in Markdown: medians, and
// the range of the ratio.
import { createHash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Emulator } from '../integration/support/emulator.mjs';
import { Host } from '../integration/support/host.mjs';
import { programs, run } from '../integration/support/processes.mjs';
import { noTimeLimit, sync } from './measured.mjs';

const workspace = new URL('../integration/workspace.yaml', import.meta.url).pathname;
const account = 'dana.reyes@acme.com';
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
  rows.push({ users, scene, ...figures, ratio: floorSeconds && figures.seconds / floorSeconds });
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
    const downloaded = async (when) => {
      // Flushes the writes of the former scene to the disk first.
      await run('sync', []);
      const figures = await floor('download', emulator.url, token, lists);
      note(users, `${name}: download and parse before ${when}`, { seconds: figures.seconds, cpuSeconds: figures.cpu_seconds });
      return figures.seconds;
    };
    const download = await downloaded('the first load');
    const first = await sync(host);
    const load = await floor('load', join(host.folder, 'host.db'), join(host.folder, 'scratch.db'));
    await rm(join(host.folder, 'scratch.db'));
    note(users, `${name}: native load`, { seconds: load.seconds, cpuSeconds: load.cpu_seconds });
    note(users, `${name}: first load`, first, { floorSeconds: download + load.seconds, report: first.report });

    const downloadSame = await downloaded('unchanged');
    const same = await sync(host);
    note(users, `${name}: unchanged`, same, { floorSeconds: downloadSame, report: same.report });

    await changeOneInAHundred(emulator, host);
    const downloadChanged = await downloaded('1 % changed');
    const changed = await sync(host);
    note(users, `${name}: 1 % changed`, changed, { floorSeconds: downloadChanged, report: changed.report });
  } finally {
    await emulator.stop();
    await host.remove();
  }
}

/** Least, middle and greatest of a figure over the rounds; nothing where it was not measured. */
function spread(rounds, figure) {
  const values = rounds.map((row) => row[figure]).filter((value) => value !== undefined);
  values.sort((one, other) => one - other);
  return values.length > 0 && { least: values[0], median: values[Math.floor(values.length / 2)], greatest: values.at(-1) };
}

function printTable() {
  const median = (rounds, figure, digits) => {
    const values = spread(rounds, figure);
    return values ? values.median.toFixed(digits) : '–';
  };
  const ratio = (rounds) => {
    const values = spread(rounds, 'ratio');
    if (!values) return '–';
    const range = rounds.length > 1 ? ` (${values.least.toFixed(2)} to ${values.greatest.toFixed(2)})` : '';
    return values.median.toFixed(2) + range;
  };
  console.log('| users | scene | peak memory, MiB | seconds | processor seconds | times the floor |');
  console.log('|---|---|---|---|---|---|');
  const scenes = new Map();
  for (const row of rows) {
    const key = `${row.users} ${row.scene}`;
    scenes.set(key, [...(scenes.get(key) ?? []), row]);
  }
  for (const rounds of scenes.values())
    console.log(
      `| ${rounds[0].users.toLocaleString('en')} | ${rounds[0].scene} | ${median(rounds, 'peakMiB', 0)} | ` +
        `${median(rounds, 'seconds', 2)} | ${median(rounds, 'cpuSeconds', 2)} | ${ratio(rounds)} |`,
    );
}

const { values: options, positionals: sizes } = parseArgs({
  allowPositionals: true,
  options: { source: { type: 'string' }, rounds: { type: 'string', default: '1' } },
});
const units = { source: 'organizational_units', scope: 'all', method: 'target_users' };
const groups = { source: 'groups', scope: 'all', method: 'matching_groups' };
for (const users of sizes.length > 0 ? sizes.map(Number) : [100_000, 1_000_000])
  for (let round = 0; round < Number(options.rounds); ++round) {
    if (options.source !== 'groups') await measureScenes(users, 'all units', ['--generate', `${users},0,0,200`], units);
    if (options.source !== 'units')
      await measureScenes(users, '200 groups of 2,000', ['--generate', `${users},200,2000,200`], groups);
  }
printTable();
