// Every cell of source × selection × method, through connect → sync → changes → sync → unlink, on the real host with
// the real plugin. After each step the tables are compared with an expectation computed here.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Emulator } from '../support/emulator.mjs';
import { Host } from '../support/host.mjs';
import { assertTables, fromGoogle, threeTables } from '../support/tables.mjs';

const workspace = new URL('../workspace.yaml', import.meta.url).pathname;
let emulator;
before(async () => {
  emulator = await Emulator.start(['--workspace', workspace]);
});
after(async () => {
  assert.deepEqual(await emulator.violations(), [], 'requests that the discovery document does not allow');
  await emulator.stop();
});

/** The changes in Google, in order. `removes` names a selected id that is deselected with it. */
const changes = [
  ['a person joins', (e) => e.post('users', { id: '1100', primaryEmail: 'new@acme.com', name: { givenName: 'New', familyName: 'Comer' }, orgUnitPath: '/Engineering/Platform' })
    .then(() => e.post('groups/2002/members', { email: 'new@acme.com' }))],
  ['an address is renamed', (e) => e.patch('users/1005', { primaryEmail: 'grace.murray@acme.com' })],
  ['a person moves to another unit', (e) => e.patch('users/1014', { orgUnitPath: '/Engineering/Platform' })
    .then(() => e.post('groups/2004/members', { email: 'carol@acme.com' }))],
  ['a department changes', (e) => e.patch('users/1015', { organizations: [{ department: 'Kernel', title: 'Architect', primary: true }] })],
  ['a person is suspended', (e) => e.patch('users/1017', { suspended: true })],
  ['a person is deleted', (e) => e.delete('users/1004')],
  ['a group is renamed', (e) => e.patch('groups/2001', { name: 'Makers' })],
];

const sources = {
  organizational_units: { chosen: ['id:eng', 'id:emea', 'id:engqa'], field: 'organizational_units' },
  groups: { chosen: ['2001', '2003', '2006'], field: 'groups' },
};
const methods = { target_users: {}, target_group: { target_group: 'new:From Google' }, matching_groups: {} };

async function handMade(host) {
  const now = Date.now() * 1000;
  await host.rows(`INSERT INTO target_users (id, company_id, email, email_key, first_name, last_name, status, provider, created_at, updated_at)
      VALUES (900000001, 'acme', 'by.hand@partner.example', 'by.hand@partner.example', 'By', 'Hand', 'active', '', ${now}, ${now})`);
  await host.rows(`INSERT INTO target_groups (id, company_id, name, name_key, provider, created_at, updated_at)
      VALUES (900000001, 'acme', 'Book club', 'book club', '', ${now}, ${now})`);
  await host.rows(`INSERT INTO target_group_members (group_id, user_id, provider) VALUES (900000001, 900000001, '')`);
}

for (const [source, { chosen, field }] of Object.entries(sources))
  for (const scope of ['all', 'chosen'])
    for (const [method, extra] of Object.entries(methods))
      test(`${source}, ${scope}, ${method}`, async () => {
        await emulator.post('reset');
        const host = await Host.create(emulator);
        try {
          const connected = await host.connect('acme');
          assert.equal(connected.code, 0, connected.stderr);
          await handMade(host);
          const before = await threeTables(host);
          let settings = { source, chosen: scope === 'all' ? null : chosen, method, targetGroup: 'From Google' };
          const save = async (values) => {
            const saved = await host.act('acme', 'save', { source, scope, method, ...extra, ...values });
            assert.equal(saved.code, 0, saved.stderr);
          };
          const sync = async (step, code = 0) => {
            const result = await host.sync('acme');
            assert.equal(result.code, code, `${step}: ${result.stdout}${result.stderr}`);
            return result.report;
          };
          await save(scope === 'all' ? {} : { [field]: chosen.join(',') });
          await sync('the first sync');
          await assertTables(host, 'acme', emulator, settings, 'the first sync');

          const settled = await threeTables(host);
          await sync('nothing changed');
          assert.deepEqual(await threeTables(host), settled, 'nothing changed');

          for (const [step, change] of changes) {
            await change(emulator);
            await sync(step);
            await assertTables(host, 'acme', emulator, settings, step);
          }

          const shown = await fromGoogle(host, 'acme');
          await emulator.delete('groups/2006');
          if (source === 'groups' && scope === 'chosen') {
            // A selected group that was deleted freezes its members until it is deselected.
            await sync('a chosen group is deleted', 5);
            assert.deepEqual(await fromGoogle(host, 'acme'), shown, 'frozen');
            settings = { ...settings, chosen: chosen.filter((id) => id !== '2006') };
            await save({ target_group: undefined, groups: settings.chosen.join(',') });
          }
          await sync('a group is deleted');
          await assertTables(host, 'acme', emulator, settings, 'a group is deleted');

          const unlinked = await host.act('acme', 'unlink', { confirmation: 'acme.com' });
          assert.equal(unlinked.code, 0, unlinked.stderr);
          assert.deepEqual(await threeTables(host), before, 'after the unlink');
        } finally {
          await host.remove();
        }
      });
