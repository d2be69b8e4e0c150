// One emulator for each test file, one fresh host for each test.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Emulator } from './emulator.mjs';
import { Host } from './host.mjs';

const workspace = new URL('../workspace.yaml', import.meta.url).pathname;

/** Registers the emulator's start and end with the test file; fails the file on a request that Google does not know. */
export function scene(args = ['--workspace', workspace]) {
  const stage = {};
  before(async () => {
    stage.emulator = await Emulator.start(args);
  });
  after(async () => {
    assert.deepEqual(await stage.emulator.violations(), [], 'requests that the discovery document does not allow');
    await stage.emulator.stop();
  });

  /** Runs `body` with a fresh host and a reset emulator. */
  stage.withHost = async (options, body) => {
    await stage.emulator.post('reset');
    const host = await Host.create(stage.emulator, options);
    try {
      await body(host, stage.emulator);
    } finally {
      await host.remove();
    }
  };

  /** The same, connected, set up with `values`, and synced once. */
  stage.synced = (values, body, options = {}) =>
    stage.withHost(options, async (host, emulator) => {
      for (const company of options.companies ?? ['acme']) {
        await succeeds(host.connect(company));
        await options.beforeFirstSync?.(host);
        await succeeds(host.act(company, 'save', values));
        await succeeds(host.sync(company));
      }
      await body(host, emulator);
    });
  return stage;
}

/** Awaits a command and checks its exit code. */
export async function succeeds(command, code = 0) {
  const result = await command;
  assert.equal(result.code, code, `exit ${result.code}: ${result.stdout}${result.stderr}`);
  return result;
}

export const everybody = { source: 'organizational_units', scope: 'all', method: 'target_users' };

/** Creates a user in the host as an administrator would. */
export async function addByHand(host, { id = 900000001, company = 'acme', email, first_name = 'By', last_name = 'Hand', status = 'active' }) {
  const now = Date.now() * 1000;
  await host.rows(`INSERT INTO target_users (id, company_id, email, email_key, first_name, last_name, status, provider, created_at, updated_at)
    VALUES (${id}, '${company}', '${email}', '${email.toLowerCase()}', '${first_name}', '${last_name}', '${status}', '', ${now}, ${now})`);
  return id;
}

export async function addGroupByHand(host, { id = 900000001, company = 'acme', name, members = [] }) {
  const now = Date.now() * 1000;
  await host.rows(`INSERT INTO target_groups (id, company_id, name, name_key, provider, created_at, updated_at)
    VALUES (${id}, '${company}', '${name}', '${name.toLowerCase()}', '', ${now}, ${now})`);
  for (const user of members) await host.rows(`INSERT INTO target_group_members (group_id, user_id, provider) VALUES (${id}, ${user}, '')`);
  return id;
}

/** Returns a target user's row by Google's id. */
export const rowOf = async (host, externalId, company = 'acme') =>
  (await host.rows(`SELECT * FROM target_users WHERE external_id = '${externalId}' AND company_id = '${company}'`))[0];
