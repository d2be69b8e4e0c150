// Where fields come from: mappings on the page and on a command line, custom attributes, and what an empty value does.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, rowOf, scene, succeeds } from '../support/scene.mjs';

const { synced } = scene();

const schemaScope = 'https://www.googleapis.com/auth/admin.directory.userschema.readonly';
const schemas = [
  {
    schemaName: 'HR',
    displayName: 'People',
    fields: [
      { fieldName: 'CostCenter', displayName: 'Cost centre', fieldType: 'STRING' },
      { fieldName: 'Remote', displayName: 'Remote', fieldType: 'BOOL' },
    ],
  },
];
const blocksOf = (block) => [
  block, ...(block.blocks ?? []).flatMap(blocksOf), ...(block.options ?? []).flatMap((option) => (option.blocks ?? []).flatMap(blocksOf)),
];
const tableOf = async (host, id) => (await host.page('acme')).blocks.flatMap(blocksOf).find((block) => block.id === id);
const textOf = (cell) => (typeof cell === 'object' && cell !== null ? cell.text : cell);
/** The line of a field: where it comes from, and what an empty value does. */
const lineOf = async (host, column) =>
  (await tableOf(host, 'fields')).rows.find(({ id }) => id === `fields_${column}`).cells.slice(1).map(textOf);
const save = (host, values, code = 0) => succeeds(host.act('acme', 'save_fields', values), code);
const usersSince = async (emulator, last) =>
  (await emulator.get(`requests?since=${last}`)).requests
    .filter(({ path }) => path.endsWith('/users'))
    .map(({ query }) => (typeof query === 'string' ? Object.fromEntries(new URLSearchParams(query)) : query));
/** Gives three people values in Google. */
async function fill(emulator) {
  await emulator.post('schemas', schemas);
  await emulator.patch('users/1003', { customSchemas: { HR: { CostCenter: 'DE-7', Remote: true } } });
  await emulator.patch('users/1004', {
    customSchemas: { HR: { CostCenter: "Robert'); DROP TABLE target_users;--", Remote: false } },
    addresses: [{ type: 'home', locality: 'Wilmslow' }, { type: 'work', locality: 'Manchester', country: 'UK' }],
    externalIds: [{ type: 'organization', value: '4711' }],
  });
  await emulator.patch('users/1005', {
    organizations: [{ department: 'Navy', costCenter: 'US-1', description: 'Compilers', primary: true }],
    keywords: [{ type: 'occupation', value: 'admiral' }],
    phones: [{ type: 'mobile', value: '+1 1' }, { type: 'work', value: '+1 2' }],
  });
}
const mapped = (body) => synced(everybody, async (host, emulator) => {
  await fill(emulator);
  await succeeds(host.sync('acme'));
  await body(host, emulator);
});

test('the defaults ask Google for no more than before, and a mapping only for what it needs', () =>
  mapped(async (host, emulator) => {
    const asked = async () => {
      const { last } = await emulator.get('requests');
      await succeeds(host.sync('acme'));
      return (await usersSince(emulator, last))[0];
    };
    const before = await asked();
    assert.equal(before.projection, 'basic');
    assert.equal(before.customFieldMask, undefined);
    for (const name of ['customSchemas', 'addresses', 'externalIds', 'keywords']) assert.ok(!before.fields.includes(name), name);
    await save(host, { field_location: 'addresses.work.locality', field_phone_number: 'phones.mobile,phones' });
    const addresses = await asked();
    assert.equal(addresses.projection, 'basic');
    assert.ok(addresses.fields.includes('addresses') && !addresses.fields.includes('locations'), addresses.fields);
    await save(host, { field_department: 'customSchemas.HR.CostCenter,organizations.department' });
    const custom = await asked();
    assert.equal(custom.projection, 'custom');
    assert.equal(custom.customFieldMask, 'HR');
    assert.ok(custom.fields.includes('customSchemas'));
    const { requests } = await emulator.get('requests');
    assert.ok(requests.every(({ path }) => !path.endsWith('/schemas')), 'no list of schemas without the permission');
  }));

test('a mapping fills its fields, changes only rows whose values differ, and can be undone', () =>
  mapped(async (host) => {
    const before = await host.rows('SELECT * FROM target_users ORDER BY id');
    await save(host, {
      field_department: 'customSchemas.HR.CostCenter,organizations.primary.department', empty_department: 'text', text_department: 'Unassigned',
      field_job_title: 'keywords.occupation,organizations.description,organizations.title', empty_job_title: 'keep',
      field_location: 'addresses.work.locality,externalIds.organization',
      field_phone_number: 'phones.mobile,phones',
    });
    assert.deepEqual(await lineOf(host, 'department'), ['Custom attribute: HR.CostCenter, else Organization: department', '“Unassigned”']);
    const { report } = await succeeds(host.sync('acme'));
    const fieldsOf = async (id) => {
      const { department, job_title, location, phone_number } = await rowOf(host, id);
      return [department, job_title, location, phone_number];
    };
    assert.deepEqual(await fieldsOf('1003'), ['DE-7', 'Analyst "First"', null, '+44 2']);
    assert.deepEqual(await fieldsOf('1004'), ["Robert'); DROP TABLE target_users;--", null, 'Manchester', null]);
    assert.deepEqual(await fieldsOf('1005'), ['Navy', 'admiral', null, '+1 1']);
    assert.deepEqual(await fieldsOf('1014'), ['Unassigned', null, null, null]);
    const after = await host.rows('SELECT * FROM target_users ORDER BY id');
    const values = (row) => JSON.stringify({ ...row, updated_at: 0 });
    const changed = after.filter((row, at) => values(row) !== values(before[at])).length;
    assert.equal(report.updated, changed);
    assert.equal(after.filter((row, at) => row.updated_at !== before[at].updated_at).length, changed, 'no other row was written');
    const links = await host.rows('SELECT * FROM gup_links ORDER BY external_id');
    assert.equal((await succeeds(host.sync('acme'))).report.updated, 0);
    assert.deepEqual(await host.rows('SELECT * FROM target_users ORDER BY id'), after, 'nothing changed writes no row');
    assert.deepEqual(await host.rows('SELECT * FROM gup_links ORDER BY external_id'), links);
    const [{ id }] = await host.rows('SELECT MAX(run_id) AS id FROM gup_run_changes WHERE kind = 1');
    await succeeds(host.act('acme', 'undo_run', { run: id, count: report.updated }));
    assert.equal((await rowOf(host, '1014')).department, null);
    await succeeds(host.act('acme', 'reset_fields'));
    assert.equal((await succeeds(host.sync('acme'))).report.updated, 0, 'the defaults again, as the undo left the rows');
  }));

test('one person alone is read by the mapping, too, and a value of the wrong type keeps the field and is named', () =>
  mapped(async (host, emulator) => {
    await save(host, { field_department: 'customSchemas.HR.CostCenter,organizations.department' });
    const { stdout } = await succeeds(host.command(['explain'], ['--company', 'acme', '--provider', 'google-workspace', '--email',
      'ada.lovelace@acme.com', '--json', '--now', '--apply']));
    const { fields } = JSON.parse(stdout.trim().split('\n').at(-1));
    assert.ok(JSON.stringify(fields).includes('DE-7'), JSON.stringify(fields));
    assert.equal((await rowOf(host, '1003')).department, 'DE-7');
    await emulator.patch('users/1003', { customSchemas: { HR: { CostCenter: { odd: 1 }, Remote: true } } });
    const { report } = await succeeds(host.sync('acme'));
    assert.equal((await rowOf(host, '1003')).department, 'DE-7');
    assert.ok(report.remarks.some((remark) => remark.includes('ada.lovelace@acme.com (department)')), report.remarks.join());
  }));

test('a schema that is deleted in Google clears no one’s field, with and without the permission to list schemas', () =>
  mapped(async (host, emulator) => {
    await save(host, { field_department: 'customSchemas.HR.CostCenter' });
    await succeeds(host.sync('acme'));
    assert.equal((await rowOf(host, '1003')).department, 'DE-7');
    await emulator.delete('schemas/HR');
    for (const unknown_schema of ['ignored', 'error']) {
      await emulator.put('switches', { unknown_schema });
      const { report } = await succeeds(host.sync('acme'), 5);
      assert.equal((await rowOf(host, '1003')).department, 'DE-7', unknown_schema);
      assert.ok(report.remarks.some((remark) => remark.includes('custom attribute HR.CostCenter, so department stays as it is')), report.remarks.join());
      assert.equal(report.updated, 0);
    }
    await emulator.put('switches', { unknown_schema: 'ignored' });
    // The values come back with the schema.
    await emulator.post('schemas', schemas);
    await succeeds(host.sync('acme'));
    // With the permission, the list of schemas tells a deleted attribute from one that no one uses.
    await succeeds(host.connectWith('acme', 'allow_custom_attributes'));
    await emulator.delete('schemas/HR/CostCenter');
    await succeeds(host.sync('acme'), 5);
    assert.equal((await rowOf(host, '1003')).department, 'DE-7');
    await save(host, { field_department: 'organizations.department' });
    await succeeds(host.sync('acme'));
    assert.equal((await rowOf(host, '1003')).department, 'Engineering');
  }));

test('the permission to list schemas is asked for only on request, offers the attributes, and refuses misspelt ones', () =>
  mapped(async (host) => {
    const scopes = async () => JSON.stringify(await host.rows('SELECT scopes FROM gup_connections'));
    assert.ok(!(await scopes()).includes('userschema'));
    const options = async (query) =>
      (await host.command(['page', 'options'], ['--company', 'acme', '--page', 'google-user-provisioning', '--action', 'field_department', '--query', query])).stdout;
    assert.ok(!(await options('cost')).includes('customSchemas'));
    await save(host, { field_location: 'customSchemas.HR.Nowhere' });
    // Declined: the connection works as before.
    await succeeds(host.connectWith('acme', 'allow_custom_attributes', { without: [schemaScope] }));
    assert.ok(!(await scopes()).includes('userschema'));
    await succeeds(host.connectWith('acme', 'allow_custom_attributes'));
    assert.ok((await scopes()).includes('userschema'));
    assert.match(await options('cost'), /customSchemas\.HR\.CostCenter\sPeople: Cost centre/);
    const { stderr } = await save(host, { field_department: 'customSchemas.HR.Costs' }, 2);
    assert.match(stderr, /field_department: Google has no custom attribute HR\.Costs/);
    // A reconnect asks again for what was allowed.
    await succeeds(host.connect('acme'));
    assert.ok((await scopes()).includes('userschema'));
  }));

test('a preview shows five people with their values and saves nothing', () =>
  mapped(async (host) => {
    const { stdout } = await succeeds(host.act('acme', 'preview_fields', { field_department: 'customSchemas.HR.CostCenter', empty_department: 'keep' }));
    assert.match(stdout, /\d+ users of the first \d+ would get different values\. Nothing was saved\./);
    assert.match(stdout, /ada\.lovelace@acme\.com: First name “Ada”, .*Department “DE-7” \(now “Engineering”\)/);
    assert.equal(stdout.match(/@acme\.[a-z.]+: /g).length, 5);
    assert.deepEqual(await lineOf(host, 'department'), ['Organization: department', 'The field is cleared']);
    const { stderr } = await succeeds(host.act('acme', 'preview_fields', { field_department: 'salary' }), 2);
    assert.match(stderr, /“salary” is not an attribute of Google users/);
  }));

test('an unlink that is undone brings the mapping back', () =>
  mapped(async (host) => {
    await save(host, { field_department: 'customSchemas.HR.CostCenter', empty_department: 'keep' });
    await succeeds(host.sync('acme'));
    await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    await succeeds(host.connect('acme'));
    assert.deepEqual(await lineOf(host, 'department'), ['Organization: department', 'The field is cleared']);
    const [{ id }] = await host.rows('SELECT MAX(id) AS id FROM gup_runs WHERE kind = 1');
    const { kept_changes: count } = (await host.rows(`SELECT kept_changes FROM gup_runs WHERE id = ${id}`))[0];
    await succeeds(host.act('acme', 'undo_run', { run: id, count }));
    assert.deepEqual(await lineOf(host, 'department'), ['Custom attribute: HR.CostCenter', 'The field keeps its value']);
    assert.equal((await rowOf(host, '1003')).department, 'DE-7');
  }));
