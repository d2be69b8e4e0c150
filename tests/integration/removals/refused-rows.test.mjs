// Rows that the host's own rules in the database refuse: those people fail by name, everyone else is synced.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, rowOf, scene, succeeds } from '../support/scene.mjs';

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

test('a key of the host that two people share is not a race', () =>
  synced(everybody, async (host, emulator) => {
    await host.database.run(['CREATE UNIQUE INDEX one_name ON target_users (first_name, last_name)']);
    await add(emulator, '1710', 'Eve');
    await add(emulator, '1711', 'Eve');
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.added, 1);
    assert.equal(report.failed, 1);
    assert.match(report.failed_people[0].reason, /^A row with the same key exists already/);
  }));

/** Makes the database refuse rows of a table for which `condition` is true; `{}` stands for the row. */
const refuseRows = (host, table, condition) =>
  host.database.run(
    backend === 'sqlite3'
      ? ['INSERT', 'UPDATE'].map((event) => `CREATE TRIGGER refuse_${table}_${event} BEFORE ${event} ON ${table} WHEN ${condition.replaceAll('{}', 'NEW.')} BEGIN SELECT RAISE(ABORT, 'the row is not allowed'); END`)
      : [`ALTER TABLE ${table} ADD CONSTRAINT the_row_is_not_allowed CHECK (NOT (${condition.replaceAll('{}', '')}))`],
  );
/** Makes the database refuse to delete that row, as if a table of the platform referred to it. */
const refuseDelete = (host, table, id) =>
  host.database.run(
    backend === 'sqlite3'
      ? [`CREATE TRIGGER keep_${table} BEFORE DELETE ON ${table} WHEN OLD.id = ${id} BEGIN SELECT RAISE(ABORT, 'the row is not allowed to go'); END`]
      : [`CREATE TABLE of_the_platform_${table} (row_id BIGINT NOT NULL, FOREIGN KEY (row_id) REFERENCES ${table} (id))`, `INSERT INTO of_the_platform_${table} VALUES (${id})`],
  );
const matching = { ...everybody, method: 'matching_groups' };
const groupOf = async (host, externalId) => (await host.rows(`SELECT * FROM target_groups WHERE external_id = '${externalId}'`))[0];
const membersOf = async (host, externalId) => (await host.groups('acme')).find(({ external_id }) => external_id === externalId)?.members;
const failures = ({ report }) => Object.fromEntries(report.failed_people.map(({ email, reason }) => [email, reason]));

test('a target group that the database refuses fails by name and lets the rest flow', () =>
  synced(matching, async (host, emulator) => {
    await refuseRows(host, 'target_groups', "{}name = 'Field'");
    await emulator.post('units', [{ orgUnitId: 'id:field', name: 'Field', parentOrgUnitPath: '/Engineering' }, { orgUnitId: 'id:legal', name: 'Legal', parentOrgUnitPath: '/' }]);
    await add(emulator, '1720', 'Eve');
    await emulator.patch('users/1720', { orgUnitPath: '/Engineering/Field' });
    await emulator.patch('users/1018', { orgUnitPath: '/Legal' });
    const first = await succeeds(host.sync('acme'));
    assert.deepEqual([first.report.added, first.report.failed, first.report.groups_added], [1, 1, 1]);
    assert.match(failures(first).Field, /^The database refused a row: .*not.allowed.*; the target group was not changed$/);
    assert.ok(await rowOf(host, '1720'));
    assert.equal(await groupOf(host, 'id:field'), undefined);
    assert.deepEqual(await membersOf(host, 'id:legal'), ['gina@acme.com']);

    // A rename that is refused: the group keeps its name, and its members are synced.
    await emulator.patch('units/id:field', { name: 'Meadow' });
    await emulator.patch('units/id:legal', { name: 'Field' });
    await emulator.patch('users/1018', { orgUnitPath: '/Sales' });
    await emulator.patch('users/1016', { orgUnitPath: '/Field' });
    const second = await succeeds(host.sync('acme'));
    assert.deepEqual([second.report.failed, second.report.groups_added], [1, 1]);
    assert.equal((await groupOf(host, 'id:legal')).name, 'Legal');
    assert.deepEqual(await membersOf(host, 'id:legal'), ['erin@acme.com']);
    assert.deepEqual(await membersOf(host, 'id:field'), ['late1720@acme.com']);
  }));

test('a membership that the database refuses fails that person by name and lets the rest flow', () =>
  synced(matching, async (host, emulator) => {
    const gina = await rowOf(host, '1018');
    const engineering = await groupOf(host, 'id:eng');
    await refuseRows(host, 'target_group_members', `{}user_id = ${gina.id} AND {}group_id = ${engineering.id}`);
    for (const id of ['1018', '1016']) await emulator.patch(`users/${id}`, { orgUnitPath: '/Engineering' });
    await emulator.patch('users/1018', { name: { givenName: 'Regina', familyName: 'White' } });
    const result = await succeeds(host.sync('acme'));
    assert.equal(result.report.failed, 1);
    assert.match(failures(result)['gina@acme.com'], /^The database refused a row: .*not.allowed.*; the membership in the target group “Engineering” was not changed$/);
    assert.equal((await rowOf(host, '1018')).first_name, 'Regina');
    assert.ok((await membersOf(host, 'id:eng')).includes('erin@acme.com'));
    assert.ok(!(await membersOf(host, 'id:eng')).includes('gina@acme.com'));
    assert.ok(!(await membersOf(host, 'id:sales')).includes('gina@acme.com'));
  }));

test('a person and a target group that the database does not let go stay and fail by name', () =>
  synced({ ...matching, scope: 'chosen', organizational_units: 'id:eng,id:sales' }, async (host, emulator) => {
    const gina = await rowOf(host, '1018');
    await refuseDelete(host, 'target_users', gina.id);
    await refuseDelete(host, 'target_groups', (await groupOf(host, 'id:sales')).id);
    await emulator.delete('users/1018');
    await emulator.delete('users/1016');
    const first = await succeeds(host.sync('acme'));
    assert.deepEqual([first.report.removed, first.report.failed], [1, 1]);
    assert.match(failures(first)['gina@acme.com'], /^The database refused a row: /);
    assert.deepEqual(await rowOf(host, '1018'), gina);
    assert.ok((await membersOf(host, 'id:sales')).includes('gina@acme.com'));

    await succeeds(host.act('acme', 'save', { organizational_units: 'id:eng,id:empty', removal_limit_percent: 100 }));
    const second = await succeeds(host.sync('acme'));
    assert.deepEqual([second.report.groups_added, second.report.groups_removed], [1, 0]);
    assert.match(failures(second).Sales, /^The database refused a row: /);
    assert.ok(await groupOf(host, 'id:sales'));
    assert.equal(await rowOf(host, '1007'), undefined, 'everyone else of the former selection is removed');
  }));

/** Makes the database refuse updates of rows for which `condition` is true by an error with a code of the platform's own. */
const refuseUpdates = (host, table, condition) => {
  const when = condition.replaceAll('{}', 'NEW.');
  const fail = { mysql: "SIGNAL SQLSTATE '45001' SET MYSQL_ERRNO = 1690, MESSAGE_TEXT = 'the platform keeps it'", postgresql: "RAISE 'the platform keeps it' USING ERRCODE = 'U0001';" }[backend];
  return host.database.run({
    sqlite3: [`CREATE TRIGGER kept_${table} BEFORE UPDATE ON ${table} WHEN ${when} BEGIN SELECT RAISE(ABORT, 'the platform keeps it'); END`],
    mysql: [`CREATE TRIGGER kept_${table} BEFORE UPDATE ON ${table} FOR EACH ROW IF ${when} THEN ${fail}; END IF`],
    postgresql: [
      `CREATE FUNCTION keep_${table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF ${when} THEN ${fail} END IF; RETURN NEW; END $$`,
      `CREATE TRIGGER kept_${table} BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION keep_${table}()`,
    ],
  }[backend]);
};

test('rows that the platform keeps by an error of its own fail by name, also when their address or name has to move first', () =>
  synced(matching, async (host, emulator) => {
    await add(emulator, '1740', 'Ann');
    await add(emulator, '1741', 'Ben');
    await emulator.post('units', [{ orgUnitId: 'id:one', name: 'One', parentOrgUnitPath: '/' }, { orgUnitId: 'id:two', name: 'Two', parentOrgUnitPath: '/' }]);
    await emulator.patch('users/1740', { orgUnitPath: '/One' });
    await emulator.patch('users/1741', { orgUnitPath: '/Two' });
    await succeeds(host.sync('acme'));
    const ann = await rowOf(host, '1740');
    const one = await groupOf(host, 'id:one');
    await refuseUpdates(host, 'target_users', `{}id = ${ann.id}`);
    await refuseUpdates(host, 'target_groups', `{}id = ${one.id}`);
    await emulator.patch('users/1740', { primaryEmail: 'parked@acme.com' });
    await emulator.patch('users/1741', { primaryEmail: 'ben@acme.com' });
    await emulator.patch('units/id:one', { name: 'Three' });
    await emulator.patch('units/id:two', { name: 'Four' });
    const result = await succeeds(host.sync('acme'));
    assert.equal(result.report.failed, 2);
    assert.match(failures(result)['late1740@acme.com'] ?? failures(result)['parked@acme.com'], /^The database refused a row: .*the platform keeps it/);
    assert.match(failures(result).Three ?? failures(result).One, /^The database refused a row: .*the platform keeps it/);
    assert.deepEqual([await rowOf(host, '1740'), await groupOf(host, 'id:one')], [ann, one]);
    assert.equal((await rowOf(host, '1741')).email, 'ben@acme.com');
    assert.equal((await groupOf(host, 'id:two')).name, 'Four');
  }));

test('an address that a refused removal keeps is not given away', () =>
  synced({ ...everybody, removal_limit_percent: 100 }, async (host, emulator) => {
    await add(emulator, '1750', 'Ann');
    await succeeds(host.sync('acme'));
    const ann = await rowOf(host, '1750');
    await refuseDelete(host, 'target_users', ann.id);
    await emulator.delete('users/1750');
    await emulator.post('users', { id: '1751', primaryEmail: ann.email, name: { givenName: 'New', familyName: 'Te' }, orgUnitPath: '/' });
    await add(emulator, '1752', 'Eve');
    const result = await succeeds(host.sync('acme'));
    const named = [...result.report.failed_people, ...result.report.skipped_people].map(({ reason }) => reason);
    assert.deepEqual([result.report.added, result.report.removed], [1, 0]);
    assert.ok(named.some((reason) => /^The database refused a row: /.test(reason)), named.join('\n'));
    assert.ok(!named.some((reason) => /same key exists already/.test(reason)), named.join('\n'));
    assert.deepEqual(await rowOf(host, '1750'), ann);
    assert.equal(await rowOf(host, '1751'), undefined);
    assert.ok(await rowOf(host, '1752'));
  }));

const applyNow = async (host, email) =>
  JSON.parse((await succeeds(host.command(['explain'], ['--company', 'acme', '--provider', 'google-workspace', '--email', email, '--now', '--apply', '--json']))).stdout);

test('a sync of one person names the rows that the database refuses', () =>
  synced(matching, async (host, emulator) => {
    const gina = await rowOf(host, '1018');
    await refuse(host, 'Bob');
    await add(emulator, '1730', 'Bob');
    assert.match(JSON.stringify((await applyNow(host, 'late1730@acme.com')).obstacles), /The database refused a row: /);
    assert.equal(await rowOf(host, '1730'), undefined);

    await refuseRows(host, 'target_group_members', `{}user_id = ${gina.id} AND {}group_id = ${(await groupOf(host, 'id:eng')).id}`);
    await emulator.patch('users/1018', { orgUnitPath: '/Engineering', name: { givenName: 'Regina', familyName: 'White' } });
    assert.match(JSON.stringify((await applyNow(host, 'gina@acme.com')).obstacles), /; the membership in the target group “Engineering” was not changed/);
    assert.equal((await rowOf(host, '1018')).first_name, 'Regina');

    await refuseRows(host, 'target_groups', "{}name = 'Field'");
    await emulator.post('units', { orgUnitId: 'id:field', name: 'Field', parentOrgUnitPath: '/' });
    await emulator.patch('users/1016', { orgUnitPath: '/Field', name: { givenName: 'Erin', familyName: 'Married' } });
    assert.match(JSON.stringify((await applyNow(host, 'erin@acme.com')).obstacles), /; the target group was not changed/);
    assert.equal((await rowOf(host, '1016')).last_name, 'Married');
    const [run] = await host.rows('SELECT failed FROM gup_runs ORDER BY id DESC LIMIT 1');
    assert.equal(Number(run.failed), 1);
  }));

test('a new person whose membership the database refuses is reported as added', () =>
  synced(matching, async (host, emulator) => {
    const [{ id: last }] = await host.rows('SELECT MAX(id) AS id FROM target_users');
    const engineering = await groupOf(host, 'id:eng');
    await refuseRows(host, 'target_group_members', `{}user_id > ${last} AND {}group_id = ${engineering.id}`);
    await add(emulator, '1760', 'Eve');
    await emulator.patch('users/1760', { orgUnitPath: '/Engineering' });
    const answer = await applyNow(host, 'late1760@acme.com');
    const eve = await rowOf(host, '1760');
    assert.deepEqual([answer.included, answer.changed, answer.user_id], [true, true, Number(eve.id)]);
    assert.match(answer.next, /^The target user was added/);
    assert.match(JSON.stringify(answer.obstacles), /; the membership in the target group “Engineering” was not changed/);
    assert.ok(!(await membersOf(host, 'id:eng')).includes(eve.email));
  }));

const changesOf = (report) =>
  ['added', 'updated', 'reactivated', 'removed', 'groups_added', 'groups_updated', 'groups_removed', 'memberships_added', 'memberships_removed'].reduce((sum, key) => sum + report[key], 0);

test('an undo leaves alone what the database refuses, names it, and restores the rest', () =>
  synced({ ...matching, removal_limit_percent: 100 }, async (host, emulator) => {
    for (const id of ['1770', '1771', '1772']) await add(emulator, id, 'Eve');
    const first = await succeeds(host.sync('acme'));
    const added = await rowOf(host, '1771');
    await refuseDelete(host, 'target_users', added.id);
    const undone = await succeeds(host.act('acme', 'undo_run', { run: first.report.run_id, count: changesOf(first.report) }));
    assert.match(undone.stdout, /was undone: 2 users deleted\. Left alone: late1771@acme\.com \(the database refused a row: /);
    assert.deepEqual(await rowOf(host, '1771'), added);
    for (const id of ['1770', '1772']) assert.equal(await rowOf(host, id), undefined);
    const [last] = await host.rows('SELECT id, skipped FROM gup_runs ORDER BY id DESC LIMIT 1');
    assert.equal(Number(last.skipped), 1);
    const [left] = await host.rows(`SELECT email, reason FROM gup_run_changes WHERE run_id = ${last.id} AND user_id = ${added.id}`);
    assert.match(left.reason, /^Left alone: the database refused a row: /);

    // A person whose row may not come back.
    const gina = await rowOf(host, '1018');
    await emulator.delete('users/1018');
    await emulator.delete('users/1016');
    const { report } = await succeeds(host.sync('acme'));
    await refuseRows(host, 'target_users', `{}id = ${gina.id}`);
    const restored = await succeeds(host.act('acme', 'undo_run', { run: report.run_id, count: changesOf(report) }));
    assert.match(restored.stdout, /Left alone: .*gina@acme\.com \(the database refused a row: .*not.allowed/);
    assert.equal(await rowOf(host, '1018'), undefined);
    assert.ok(await rowOf(host, '1016'));
  }));
