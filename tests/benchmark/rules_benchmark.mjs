// What exclusions and field mappings cost: processor seconds of an unchanged sync on SQLite, with 50 exclusions and three
// fields from custom attributes, against a sync of the same people without them. The syncs take turns in one run.
//
//   node tests/benchmark/rules_benchmark.mjs [USERS] [--rounds N]
//
// Without a number 100,000 users; five rounds. Needs the release build (PROGRAMS names another folder).
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Emulator } from '../integration/support/emulator.mjs';
import { Host } from '../integration/support/host.mjs';
import { sync } from './measured.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { rounds: { type: 'string', default: '5' } } });
const users = positionals[0] ?? '100000';

const workspace = `
customer: {id: C03az79cb, name: Acme Inc., domain: acme.com}
oauth_clients:
  - client_id: 1234.apps.googleusercontent.com
    client_secret: demo-client-secret
    redirect_uris: ["http://127.0.0.1:*/plugins/*/callback/*", "http://localhost:*/plugins/*/callback/*"]
sign_in: [dana.reyes@acme.com]
schemas:
  - schemaName: Employment
    fields: [{fieldName: costCenter}, {fieldName: grade, fieldType: INT64}, {fieldName: site}]
users:
  - {primaryEmail: dana.reyes@acme.com, name: {givenName: Dana, familyName: Reyes}, isAdmin: true}
`;
const mapped = {
  field_department: 'customSchemas.Employment.costCenter,organizations.department',
  field_job_title: 'customSchemas.Employment.grade,organizations.title',
  field_location: 'customSchemas.Employment.site,locations',
};

async function succeeds(command) {
  const result = await command;
  if (result.code !== 0) throw new Error(`ended with ${result.code}: ${result.stderr}${result.stdout}`);
}

async function open(emulator, settings) {
  const host = await Host.create(emulator);
  await host.connect('acme');
  await succeeds(host.act('acme', 'save', { source: 'organizational_units', scope: 'all', method: 'target_users', removal_limit_percent: 100 }));
  await settings(host);
  await sync(host);
  return host;
}

async function addRules(host) {
  const rules = ['kind,value,reason'];
  for (let i = 0; i < 20; ++i) rules.push(`pattern,svc-${i}-*@acme.com,robots`, `address,robot${i}@acme.com,robots`);
  for (let i = 0; i < 9; ++i) rules.push(`domain,domain${i}.example,partners`);
  await succeeds(host.act('acme', 'import_exclusions', { exclusions_csv: rules.join('\n') }));
}

const median = (list) => [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
const folder = process.env.TMPDIR ?? '/tmp';
const file = join(folder, `rules-benchmark-${process.pid}.yaml`);
await writeFile(file, workspace);
const emulator = await Emulator.start(['--workspace', file, '--generate', `${users},0,0,200`, '--seed', '7']);
const hosts = {
  'neither': await open(emulator, async () => {}),
  '50 exclusions': await open(emulator, addRules),
  'three custom fields': await open(emulator, async (host) => succeeds(host.act('acme', 'save_fields', mapped))),
  'both': await open(emulator, async (host) => {
    await addRules(host);
    await succeeds(host.act('acme', 'save_fields', mapped));
  }),
};
try {
  const seconds = Object.fromEntries(Object.keys(hosts).map((name) => [name, []]));
  const turns = Object.entries(hosts);
  for (let round = 0; round < Number(values.rounds); ++round) {
    // They take turns in starting a round: the first one after a pause is faster or slower.
    turns.push(turns.shift());
    for (const [name, host] of turns) {
      const { cpuSeconds, report } = await sync(host);
      if (report.updated + report.added + report.removed > 0) throw new Error(`${name}: the sync changed something`);
      seconds[name].push(cpuSeconds);
      console.error(`${name}: ${cpuSeconds.toFixed(2)} s`);
    }
  }
  const ratio = (list) => median(list.map((value, round) => value / seconds.neither[round])).toFixed(2);
  console.log('| unchanged sync | processor seconds, median | times neither of the same round, median |');
  console.log('|---|---|---|');
  for (const [name, list] of Object.entries(seconds))
    console.log(`| ${name} | ${median(list).toFixed(2)} (${Math.min(...list).toFixed(2)} to ${Math.max(...list).toFixed(2)}) | ${ratio(list)} |`);
} finally {
  await emulator.stop();
  for (const host of Object.values(hosts)) await host.remove();
}
