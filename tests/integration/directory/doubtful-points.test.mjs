// Undocumented points of Google's behavior that affect more than reading. The numbers are those of section 10 of the
// contract of Google's interfaces. The emulator's README lists all of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, scene, succeeds } from '../support/scene.mjs';
import { threeTables } from '../support/tables.mjs';

const demo = new URL('../../../sample-host/google-emulator/data/demo-workspace.yaml', import.meta.url).pathname;
const { withHost, synced } = scene(['--workspace', demo]);
const dana = 'dana.reyes@acme.com';
const pill = async (host) => (await host.page('acme')).status.label;

/** Returns a company that `account` connected and that was synced once. */
const syncedBy = (account, body) =>
  withHost({}, async (host, emulator) => {
    await succeeds(host.connect('acme', account));
    await succeeds(host.act('acme', 'save', everybody));
    await succeeds(host.sync('acme'));
    await body(host, emulator);
  });

for (const variant of ['absent', 'random'])
  test(`members from outside without an id (4, ${variant}) are left out`, () =>
    synced({ source: 'groups', scope: 'all', method: 'matching_groups' }, async (host, emulator) => {
      const before = await threeTables(host);
      await emulator.put('switches', { external_member_id: variant });
      await succeeds(host.sync('acme'));
      assert.deepEqual(await threeTables(host), before);
    }));

test('page tokens that expire at once (5) fail the run and write nothing', () =>
  synced(everybody, async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.post('faults', [{ match: { path_regex: '/users$', query: { pageToken: '.+' } }, fault: { kind: 'status', status: 400, reason: 'invalid', message: 'Invalid Input: pageToken' } }]);
    const { stdout, stderr } = await succeeds(host.sync('acme'), 4);
    assert.match(stdout + stderr, /users\.list/);
    assert.deepEqual(await threeTables(host), before);
  }));

test('a delegated administrator who sees only one unit (9) removes no user', () =>
  syncedBy('noor.haddad@acme.com', async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.put('switches', { delegated_admin: 'own_unit' });
    await host.sync('acme');
    assert.deepEqual(await threeTables(host), before);
  }));

test('a delegated administrator who is refused (9) loses access, and no user is removed', () =>
  syncedBy('noor.haddad@acme.com', async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.put('switches', { delegated_admin: 'forbidden' });
    await succeeds(host.sync('acme'), 3);
    assert.equal(await pill(host), 'Reconnect needed');
    assert.deepEqual(await threeTables(host), before);
  }));

for (const variant of ['primary', 'secondary'])
  test(`an administrator of a secondary domain (10, hd ${variant}) connects`, () =>
    withHost({}, async (host, emulator) => {
      await emulator.put('switches', { hd_secondary_domain: variant });
      await succeeds(host.connect('acme', 'lena.fischer@acme.de'));
    }));

test('an account without a hosted domain (10, hd absent) is rejected as a consumer account', () =>
  withHost({}, async (host, emulator) => {
    await emulator.put('switches', { hd_secondary_domain: 'absent' });
    const { stdout, stderr } = await succeeds(host.connect('acme', 'lena.fischer@acme.de'), 3);
    assert.match(stdout + stderr, /Workspace/);
  }));

for (const [name, variant, number] of [
  ['callback_parameters', 'none', 24],
  ['hd_parameter', 'restricts', 25],
  ['expires_in', 'string', 26],
  ['expires_in', '3920', 26],
  ['email_scope', 'long', 27],
])
  test(`connecting works with ${name} ${variant} (${number})`, () =>
    withHost({}, async (host, emulator) => {
      await emulator.put('switches', { [name]: variant });
      await succeeds(host.connect('acme', dana));
      await succeeds(host.act('acme', 'save', everybody));
      await succeeds(host.sync('acme'));
    }));

for (const variant of ['invalid_token', 'invalid_request', 'ok'])
  test(`unlinking after the grant is gone (28, ${variant}) reports no failure`, () =>
    synced(everybody, async (host, emulator) => {
      await emulator.put('switches', { revoke_dead_token: variant });
      await emulator.post('grants/revoke', { account: dana });
      const { stdout } = await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
      assert.doesNotMatch(stdout, /could not be reached/);
      assert.deepEqual((await threeTables(host)).users, []);
    }));

for (const variant of ['both', 'one'])
  test(`two companies of one account (29, a revocation cuts ${variant}) do not disconnect each other`, () =>
    synced(everybody, async (host, emulator) => {
      await emulator.put('switches', { revoke_cuts: variant });
      await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
      await succeeds(host.sync('birch'));
    }, { companies: ['acme', 'birch'] }));

test('a page without its users (31) fails the run and writes nothing', () =>
  synced(everybody, async (host, emulator) => {
    const before = await threeTables(host);
    await emulator.put('switches', { users_key_missing: 'one_page' });
    const { stdout, stderr } = await succeeds(host.sync('acme'), 4);
    assert.match(stdout + stderr, /users\.list/);
    assert.deepEqual(await threeTables(host), before);
  }));

for (const variant of ['forbidden', 'not_found'])
  test(`a nested group of another customer (33, ${variant}) is skipped`, () =>
    synced({ source: 'groups', scope: 'all', method: 'matching_groups' }, async (host, emulator) => {
      const before = await threeTables(host);
      await emulator.put('switches', { external_group: variant });
      await succeeds(host.sync('acme'));
      assert.deepEqual(await threeTables(host), before);
    }));
