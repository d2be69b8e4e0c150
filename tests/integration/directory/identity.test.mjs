// Identity: email addresses that move to other people, rows created or edited manually.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addByHand, addGroupByHand, everybody, rowOf, scene, succeeds } from '../support/scene.mjs';

const { synced, withHost } = scene();

const emails = async (host, ids) => Promise.all(ids.map(async (id) => (await rowOf(host, id)).email));

test('two people who swap email addresses keep their rows', () =>
  synced(everybody, async (host, emulator) => {
    const before = [await rowOf(host, '1015'), await rowOf(host, '1016')];
    await emulator.patch('users/1015', { primaryEmail: 'parked@acme.com' });
    await emulator.patch('users/1015', { aliases: [] });
    await emulator.patch('users/1016', { primaryEmail: 'dave@acme.com' });
    await emulator.patch('users/1016', { aliases: [] });
    await emulator.patch('users/1015', { primaryEmail: 'erin@acme.com' });
    await succeeds(host.sync('acme'));
    assert.deepEqual(await emails(host, ['1015', '1016']), ['erin@acme.com', 'dave@acme.com']);
    assert.deepEqual([(await rowOf(host, '1015')).id, (await rowOf(host, '1016')).id], before.map((row) => row.id));
  }));

test('a chain of email changes is applied in one run', () =>
  synced(everybody, async (host, emulator) => {
    const moves = [['1018', 'gina.new@acme.com'], ['1016', 'gina@acme.com'], ['1015', 'erin@acme.com'], ['1014', 'dave@acme.com']];
    for (const [id, email] of moves) {
      await emulator.patch(`users/${id}`, { primaryEmail: email });
      await emulator.patch(`users/${id}`, { aliases: [] });
    }
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.updated, 4);
    assert.deepEqual(await emails(host, moves.map(([id]) => id)), moves.map(([, email]) => email));
  }));

test('a new person with a reused email address inherits nothing', () =>
  synced(everybody, async (host, emulator) => {
    const former = await rowOf(host, '1016');
    await emulator.delete('users/1016');
    await emulator.post('users', { id: '1200', primaryEmail: 'erin@acme.com', name: { givenName: 'Erin', familyName: 'Second' }, orgUnitPath: '/' });
    await succeeds(host.sync('acme'));
    const successor = await rowOf(host, '1200');
    assert.notEqual(successor.id, former.id);
    assert.equal(successor.last_name, 'Second');
    assert.equal(await rowOf(host, '1016'), undefined);
  }));

test('a deactivated user releases the email address to its new owner and keeps the row', () =>
  synced({ ...everybody, on_leaving: 'deactivate' }, async (host, emulator) => {
    const former = await rowOf(host, '1016');
    await emulator.delete('users/1016');
    await succeeds(host.sync('acme'));
    assert.equal((await rowOf(host, '1016')).status, 'inactive');
    await emulator.post('users', { id: '1200', primaryEmail: 'erin@acme.com', name: { givenName: 'Erin', familyName: 'Second' }, orgUnitPath: '/' });
    await succeeds(host.sync('acme'));
    const retired = await rowOf(host, '1016');
    assert.deepEqual([retired.id, retired.email, retired.email_key], [former.id, 'erin@acme.com', `gone:${former.id}`]);
    assert.equal((await rowOf(host, '1200')).email_key, 'erin@acme.com');
  }));

test('a person who returns gets the same row', () =>
  synced({ ...everybody, on_leaving: 'deactivate' }, async (host, emulator) => {
    const before = await rowOf(host, '1018');
    await emulator.patch('users/1018', { suspended: true });
    await succeeds(host.sync('acme'));
    assert.equal((await rowOf(host, '1018')).status, 'inactive');
    await emulator.patch('users/1018', { suspended: false });
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.reactivated, 1);
    const after = await rowOf(host, '1018');
    assert.deepEqual([after.id, after.status], [before.id, 'active']);
  }));

test('a manually created user is adopted, released on leaving, and restored by unlinking', () =>
  withHost({}, async (host, emulator) => {
    await succeeds(host.connect('acme'));
    const id = await addByHand(host, { email: 'Gina@acme.com', first_name: 'Regina', status: 'inactive' });
    await succeeds(host.act('acme', 'save', everybody));
    await succeeds(host.sync('acme'));
    const adopted = await rowOf(host, '1018');
    assert.deepEqual([adopted.id, adopted.first_name, adopted.status], [id, 'Gina', 'inactive'], 'an administrator set it');
    await emulator.patch('users/1018', { suspended: true });
    await succeeds(host.sync('acme'));
    let [row] = await host.rows(`SELECT * FROM target_users WHERE id = ${id}`);
    assert.deepEqual([row.provider, row.external_id, row.status], ['', null, 'inactive'], 'released');
    await emulator.patch('users/1018', { suspended: false });
    await succeeds(host.sync('acme'));
    assert.equal((await rowOf(host, '1018')).id, id, 'adopted again');
    await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    [row] = await host.rows(`SELECT * FROM target_users WHERE company_id = 'acme'`);
    assert.deepEqual([row.id, row.provider, row.status], [id, '', 'inactive']);
  }));

test('with existing users skipped, a manually created row stays unchanged', () =>
  withHost({}, async (host) => {
    await succeeds(host.connect('acme'));
    const id = await addByHand(host, { email: 'gina@acme.com', first_name: 'Regina' });
    await succeeds(host.act('acme', 'save', { ...everybody, existing_users: 'skip' }));
    const { report } = await succeeds(host.sync('acme'));
    assert.ok(report.skipped_people.some((person) => person.email === 'gina@acme.com'), JSON.stringify(report));
    const [row] = await host.rows(`SELECT * FROM target_users WHERE id = ${id}`);
    assert.deepEqual([row.first_name, row.provider], ['Regina', '']);
  }));

test('a rename to the email of a manually created user keeps the old email and names that user', () =>
  synced(everybody, async (host, emulator) => {
    await addByHand(host, { email: 'taken@acme.com' });
    await emulator.patch('users/1016', { primaryEmail: 'taken@acme.com', name: { givenName: 'Erin', familyName: 'Married' } });
    for (const round of ['first', 'second']) {
      const { report } = await succeeds(host.sync('acme'));
      assert.equal(report.failed, 1, round);
      assert.match(report.failed_people[0].reason, /taken@acme\.com/);
      const row = await rowOf(host, '1016');
      assert.deepEqual([row.email, row.last_name], ['erin@acme.com', 'Married'], round);
    }
  }));

test('a manually edited managed row is restored, a deleted one is recreated', () =>
  synced(everybody, async (host) => {
    const erin = await rowOf(host, '1016');
    const gina = await rowOf(host, '1018');
    await host.rows(`UPDATE target_users SET first_name = 'Hacked', updated_at = updated_at + 1 WHERE id = ${erin.id}`);
    await host.rows(`DELETE FROM target_users WHERE id = ${gina.id}`);
    const { report } = await succeeds(host.sync('acme'));
    assert.deepEqual([report.updated, report.added], [1, 1]);
    assert.equal((await rowOf(host, '1016')).first_name, 'Erin');
    assert.notEqual((await rowOf(host, '1018')).id, gina.id, 'ids are never used twice');
  }));

test('another provider keeps its rows', () =>
  withHost({}, async (host) => {
    await succeeds(host.connect('acme'));
    const id = await addByHand(host, { email: 'gina@acme.com' });
    await host.rows(`UPDATE target_users SET provider = 'ldap', external_id = 'x' WHERE id = ${id}`);
    await succeeds(host.act('acme', 'save', everybody));
    const { report } = await succeeds(host.sync('acme'));
    assert.match(report.failed_people[0].reason, /ldap/);
    const [row] = await host.rows(`SELECT * FROM target_users WHERE id = ${id}`);
    assert.deepEqual([row.provider, row.first_name], ['ldap', 'By']);
  }));

test('a manually created membership survives and the user is listed once', () =>
  synced({ ...everybody, method: 'matching_groups' }, async (host, emulator) => {
    const gina = await rowOf(host, '1018');
    const [sales] = await host.rows(`SELECT * FROM target_groups WHERE name = 'Sales' AND company_id = 'acme'`);
    await host.rows(`INSERT INTO target_group_members (group_id, user_id, provider) VALUES (${sales.id}, ${gina.id}, '')`);
    const listed = (await host.groups('acme')).find((group) => group.id === sales.id).members;
    assert.equal(listed.filter((email) => email === 'gina@acme.com').length, 1);
    await emulator.patch('users/1018', { orgUnitPath: '/Engineering' });
    await succeeds(host.sync('acme'));
    const left = await host.rows(`SELECT provider FROM target_group_members WHERE group_id = ${sales.id} AND user_id = ${gina.id}`);
    assert.deepEqual(left, [{ provider: '' }]);
  }));

test('a managed group with manually added members is released instead of deleted', () =>
  synced({ ...everybody, scope: 'chosen', organizational_units: 'id:eng,id:sales', method: 'matching_groups', removal_limit_percent: 100 }, async (host) => {
    const id = await addByHand(host, { email: 'guest@partner.example' });
    const [sales] = await host.rows(`SELECT * FROM target_groups WHERE name = 'Sales'`);
    await host.rows(`INSERT INTO target_group_members (group_id, user_id, provider) VALUES (${sales.id}, ${id}, '')`);
    await succeeds(host.act('acme', 'save', { organizational_units: 'id:eng' }));
    await succeeds(host.sync('acme'));
    const [released] = await host.rows(`SELECT * FROM target_groups WHERE id = ${sales.id}`);
    assert.deepEqual([released.provider, released.external_id], ['', null]);
    assert.deepEqual(await host.rows(`SELECT user_id FROM target_group_members WHERE group_id = ${sales.id}`), [{ user_id: id }]);
  }));

test('a group whose name is taken gets a suffix and keeps it', () =>
  withHost({}, async (host, emulator) => {
    await succeeds(host.connect('acme'));
    await addGroupByHand(host, { name: 'Sales' });
    await succeeds(host.act('acme', 'save', { ...everybody, method: 'matching_groups' }));
    const { report } = await succeeds(host.sync('acme'));
    const named = async () => (await host.rows(`SELECT name FROM target_groups WHERE external_id = 'id:sales'`))[0].name;
    assert.equal(await named(), 'Sales (/)');
    assert.ok(report.remarks.some((remark) => remark.includes('Sales (/)')), JSON.stringify(report.remarks));
    await host.rows(`DELETE FROM target_groups WHERE provider = '' AND name = 'Sales'`);
    await emulator.patch('users/1018', { orgUnitPath: '/Engineering' });
    await succeeds(host.sync('acme'));
    assert.equal(await named(), 'Sales (/)', 'the newcomer keeps its suffix');
    await emulator.patch('units/id:sales', { name: 'Selling' });
    await succeeds(host.sync('acme'));
    assert.equal(await named(), 'Selling');
  }));
