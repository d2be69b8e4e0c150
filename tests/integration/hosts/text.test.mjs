// A database that cannot hold every name is refused with the remedy, before a sync fails because of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, scene, succeeds } from '../support/scene.mjs';

const backend = process.env.DATABASE ?? 'sqlite3';
const { withHost, synced } = scene();

test('a table of MariaDB with another character set is refused with the statement that corrects it', { skip: backend !== 'mysql' && 'for MariaDB' }, () =>
  withHost({}, async (host) => {
    await succeeds(host.command(['task', 'list']));
    await host.rows('ALTER TABLE target_users CONVERT TO CHARACTER SET utf8mb3');
    const refused = await host.command(['task', 'list']);
    assert.equal(refused.code, 2);
    const [, remedy] = refused.stderr.match(/target_users\.\w+ has the character set utf8mb3, which cannot hold every name .*: run (ALTER TABLE .*)$/m);
    await host.rows(remedy);
    await succeeds(host.command(['task', 'list']));
  }));

test('the plugin\'s own tables are checked as well, and are right by default', { skip: backend !== 'mysql' && 'for MariaDB' }, () =>
  synced(everybody, async (host) => {
    await host.rows('ALTER TABLE gup_held_removals CONVERT TO CHARACTER SET utf8mb3');
    const refused = await host.sync('acme');
    assert.equal(refused.code, 2, refused.stdout + refused.stderr);
    const [, remedy] = refused.stderr.match(/In the plugin's tables, the column gup_held_removals\.\w+ has the character set utf8mb3, which cannot hold every name: run (ALTER TABLE .*)\.$/m);
    await host.rows(remedy);
    assert.equal((await succeeds(host.sync('acme'))).report.unchanged, 16);
    const sets = await host.rows("SELECT DISTINCT character_set_name AS charset FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name LIKE 'gup\\_%' AND character_set_name IS NOT NULL");
    assert.deepEqual(sets.map(({ charset }) => charset), ['utf8mb4']);
  }));

test('names with characters of four bytes are synced', () =>
  synced(everybody, async (host, emulator) => {
    await emulator.post('users', { id: '1800', primaryEmail: 'smile@acme.com', name: { givenName: 'Ada 😀', familyName: '𠮷野' }, orgUnitPath: '/' });
    await succeeds(host.sync('acme'));
    const user = (await host.users('acme')).find(({ email }) => email === 'smile@acme.com');
    assert.deepEqual([user.first_name, user.last_name], ['Ada 😀', '𠮷野']);
  }));
