// Rows that the host's own rules in the database refuse: those people fail by name, everyone else is synced.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, rowOf, scene, succeeds } from './support/scene.mjs';

const backend = process.env.DATABASE ?? 'sqlite3';
const { synced } = scene();

/** Makes the database refuse every row of a user with that first name. */
const refuse = (host, name) =>
  host.database.run(
    backend === 'sqlite3'
      ? ['INSERT', 'UPDATE'].map((event) => `CREATE TRIGGER no_${event} BEFORE ${event} ON target_users WHEN NEW.first_name = '${name}' BEGIN SELECT RAISE(ABORT, 'the name is not allowed'); END`)
      : [`ALTER TABLE target_users ADD CONSTRAINT name_is_allowed CHECK (first_name <> '${name}')`],
  );
const add = (emulator, id, givenName) =>
  emulator.post('users', { id, primaryEmail: `late${id}@acme.com`, name: { givenName, familyName: 'Te' }, orgUnitPath: '/' });

test('a row that the database refuses fails that person by name and lets the rest flow', () =>
  synced(everybody, async (host, emulator) => {
    await add(emulator, '1700', 'Eve');
    await succeeds(host.sync('acme'));
    const before = await rowOf(host, '1700');
    await refuse(host, 'Bob');
    await add(emulator, '1701', 'Ada');
    await add(emulator, '1702', 'Bob');
    await emulator.patch('users/1700', { name: { givenName: 'Bob', familyName: 'Te' } });
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.added, 1);
    assert.equal(report.failed, 2);
    assert.deepEqual(report.failed_people.map(({ email }) => email).sort(), ['late1700@acme.com', 'late1702@acme.com']);
    for (const { reason } of report.failed_people) assert.match(reason, /^The database refused a row: .*(name is not allowed|name_is_allowed)/);
    assert.deepEqual(await rowOf(host, '1700'), before);
    assert.equal((await rowOf(host, '1701')).first_name, 'Ada');
    assert.equal(await rowOf(host, '1702'), undefined);

    // As soon as the rows fit, they are synced.
    await emulator.patch('users/1702', { name: { givenName: 'Rob', familyName: 'Te' } });
    const next = await succeeds(host.sync('acme'));
    assert.equal(next.report.added, 1);
    assert.equal(next.report.failed, 1);
  }));

test('a key of the host that two people share is no race', () =>
  synced(everybody, async (host, emulator) => {
    await host.database.run(['CREATE UNIQUE INDEX one_name ON target_users (first_name, last_name)']);
    await add(emulator, '1710', 'Eve');
    await add(emulator, '1711', 'Eve');
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.added, 1);
    assert.equal(report.failed, 1);
    assert.match(report.failed_people[0].reason, /^A row with the same key exists already/);
  }));
