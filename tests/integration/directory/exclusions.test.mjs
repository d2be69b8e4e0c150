// Who is not a person: robots, shared mailboxes and guests stay out, by rules on the page and on a command line.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, rowOf, scene, succeeds } from '../support/scene.mjs';

const { synced, withHost } = scene();

const blocksOf = (block) => [block, ...(block.blocks ?? []).flatMap(blocksOf)];
const tableOf = async (host, id) => (await host.page('acme')).blocks.flatMap(blocksOf).find((block) => block.id === id);
const textOf = (cell) => (typeof cell === 'object' && cell !== null ? (cell.text ?? cell.badge ?? cell.num ?? cell) : cell);
/** The rules as [kind, value, people]. */
const rulesOf = async (host) =>
  ((await tableOf(host, 'exclusions'))?.rows ?? []).map(({ cells }) => [textOf(cells[0]), textOf(cells[1]), textOf(cells[6])]);
const exclude = (host, kind, value, reason = 'robots', code = 0) =>
  succeeds(host.act('acme', 'exclude', { exclusion_kind: kind, exclusion_value: value, exclusion_reason: reason }), code);
const reasonsOf = async (host, externalId) =>
  (await host.rows(`SELECT kind, reason FROM gup_run_changes WHERE external_id = '${externalId}' ORDER BY run_id DESC, seq DESC`))
    .map(({ reason }) => reason);
const explain = async (host, email, args = []) => {
  const { stdout } = await succeeds(
    host.command(['explain'], ['--company', 'acme', '--provider', 'google-workspace', '--email', email, '--json', ...args]));
  return JSON.parse(stdout.trim().split('\n').at(-1));
};
/** The masks of the requests for users since then. */
const masksSince = async (emulator, last) =>
  (await emulator.get(`requests?since=${last}`)).requests
    .filter(({ path }) => path.endsWith('/users'))
    .map(({ query }) => (typeof query === 'string' ? new URLSearchParams(query).get('fields') : query.fields));

test('guests leave at the next run unless the rule is removed, and a run that changes nothing writes no row', () =>
  synced(everybody, async (host, emulator) => {
    assert.deepEqual(await rulesOf(host), [['Guests', '', 0]]);
    await emulator.patch('users/1018', { isGuestUser: true });
    const { stdout } = await succeeds(host.command(['sync'], ['--company', 'acme', '--provider', 'google-workspace', '--preview', '--json']));
    const preview = JSON.parse(stdout.trim().split('\n').at(-1));
    assert.ok(preview.remarks.includes('1 user leaves because of exclusions: 1 by guests.'), preview.remarks.join());
    assert.deepEqual(await rulesOf(host), [['Guests', '', 1]], 'counted by the preview');
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.removed, 1);
    assert.equal(await rowOf(host, '1018'), undefined);
    assert.equal((await reasonsOf(host, '1018'))[0], 'Excluded: guest in Google');
    const users = await host.rows('SELECT * FROM target_users ORDER BY id');
    const links = await host.rows('SELECT * FROM gup_links ORDER BY external_id');
    const again = await succeeds(host.sync('acme'));
    assert.equal(again.report.skipped, report.skipped + 1, 'named as skipped');
    assert.deepEqual(await host.rows('SELECT * FROM target_users ORDER BY id'), users);
    assert.deepEqual(await host.rows('SELECT * FROM gup_links ORDER BY external_id'), links);
    await succeeds(host.act('acme', 'remove_exclusion', { exclusion_kind: 'guests' }));
    assert.deepEqual(await rulesOf(host), []);
    assert.equal((await succeeds(host.sync('acme'))).report.added, 1);
    await succeeds(host.act('acme', 'restore_exclusion', { value: 'guests' }));
    assert.equal((await succeeds(host.sync('acme'))).report.removed, 1);
  }));

test('asks Google only for the fields that a rule needs, and does without isGuestUser where Google does not know it', () =>
  synced(everybody, async (host, emulator) => {
    const fields = ['isGuestUser', 'isMailboxSetup', 'lastLoginTime'];
    const asked = async () => {
      const { last } = await emulator.get('requests');
      await succeeds(host.sync('acme'));
      const masks = await masksSince(emulator, last);
      assert.ok(masks.length > 0);
      return fields.filter((field) => masks.some((mask) => mask.includes(field)));
    };
    assert.deepEqual(await asked(), ['isGuestUser']);
    await succeeds(host.act('acme', 'remove_exclusion', { exclusion_kind: 'guests' }));
    assert.deepEqual(await asked(), []);
    for (const kind of ['guests', 'without_mailbox', 'never_signed_in'])
      await exclude(host, kind, '', 'x');
    await succeeds(host.act('acme', 'remove_exclusion', { exclusion_kind: 'never_signed_in' }));
    assert.deepEqual(await asked(), ['isGuestUser', 'isMailboxSetup']);
    await emulator.put('switches', { newer_fields: 'error' });
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.removed, 0);
    const ada = await explain(host, 'ada.lovelace@acme.com', ['--now']);
    assert.equal(ada.included, true);
  }));

test('each kind of rule keeps its people out, names itself, and lets them back in', () =>
  synced(everybody, async (host, emulator) => {
    await emulator.patch('users/1014', { isMailboxSetup: false });
    for (const id of Array.from({ length: 18 }, (_, i) => String(1001 + i)))
      if (id !== '1016') await emulator.patch(`users/${id}`, { lastLoginTime: '2026-11-20T08:15:00.000Z' });
    const rules = [
      ['address', 'ADA.Lovelace@acme.com', '1003', 'Excluded: address ada.lovelace@acme.com (robots)'],
      ['pattern', 'al*.t*@ACME.com', '1004', 'Excluded: matches al*.t*@acme.com (robots)'],
      ['domain', 'acme.co.uk', '1008', 'Excluded: domain acme.co.uk (robots)'],
      ['unit', 'id:north', '1009', 'Excluded: in the unit /Sales/EMEA/North + East (robots)'],
      ['group', '2004', '1017', 'Excluded: member of the group “Night shift” (robots)'],
      ['without_mailbox', '', '1014', 'Excluded: has no mailbox in Google (robots)'],
      ['never_signed_in', '', '1016', 'Excluded: has never signed in to Google (robots)'],
    ];
    for (const [kind, value] of rules) await exclude(host, kind, value);
    const { stdout } = await succeeds(host.sync('acme'), 5);
    assert.ok(JSON.parse(stdout.trim().split('\n').at(-1)).held > 0, 'more than half: held');
    await succeeds(host.act('acme', 'approve_removals', { removals: 'all', count: (await host.rows('SELECT * FROM gup_held_removals')).length }));
    for (const [kind, , id, reason] of rules) {
      assert.equal(await rowOf(host, id), undefined, kind);
      assert.equal((await reasonsOf(host, id))[0].replace('; approved by Command line', ''), reason);
    }
    assert.deepEqual((await rulesOf(host)).map(([kind, , people]) => [kind, people]), [
      ['Address', 1], ['Address pattern', 1], ['Domain', 1], ['Organizational unit', 2], ['Group', 2], ['Guests', 0],
      ['Without a mailbox', 1], ['Never signed in', 1],
    ]);
    const why = await explain(host, 'ada.lovelace@acme.com', ['--now']);
    assert.equal(why.included, false);
    assert.deepEqual(why.obstacles, ['Excluded: address ada.lovelace@acme.com (robots)']);
    const frank = await explain(host, 'frank@acme.com', ['--now', '--apply']);
    assert.deepEqual(frank.obstacles, ['Excluded: member of the group “Night shift” (robots)']);
    assert.equal(await rowOf(host, '1017'), undefined, 'one person alone: the rules hold, too');
    assert.deepEqual((await explain(host, 'frank@acme.com')).obstacles, ['Excluded: member of the group “Night shift” (robots)']);
    for (const [kind, value] of rules)
      await succeeds(host.act('acme', 'remove_exclusion', { exclusion_kind: kind, exclusion_value: value }));
    await succeeds(host.sync('acme'));
    for (const [kind, , id] of rules) assert.notEqual(await rowOf(host, id), undefined, kind);
  }));

test('the people of a group that cannot be read stay excluded, and the run says so', () =>
  synced(everybody, async (host, emulator) => {
    await exclude(host, 'group', '2005');
    await succeeds(host.sync('acme'));
    assert.equal(await rowOf(host, '1016'), undefined);
    await emulator.post('faults', [{ match: { path_regex: '/groups/2005/members$' }, fault: { kind: 'status', status: 403, reason: 'forbidden', message: 'Not Authorized' } }]);
    const { report } = await succeeds(host.sync('acme'), 5);
    assert.equal(report.added + report.removed, 0);
    assert.ok(report.remarks.some((remark) => /^The excluded group “Sellers” \(2005\) could not be read\./.test(remark)), report.remarks.join());
    await emulator.delete('faults');
    await emulator.delete('groups/2005/members/1016');
    const after = await succeeds(host.sync('acme'));
    assert.equal(after.report.added, 1);
    assert.notEqual(await rowOf(host, '1016'), undefined);
  }));

test('a rule voids a preview, and who added and removed it is in the audit trail', () =>
  synced(everybody, async (host) => {
    await succeeds(host.act('acme', 'preview'));
    assert.notEqual(await tableOf(host, 'preview'), undefined);
    const { stdout } = await exclude(host, 'pattern', '*platform@acme.com');
    assert.match(stdout, /Excluded: \*platform@acme\.com\. It takes effect in the next sync/);
    assert.equal(await tableOf(host, 'preview'), undefined, 'the preview is void');
    await exclude(host, 'pattern', '*platform@acme.com', 'robots', 3);
    await succeeds(host.act('acme', 'remove_exclusion', { value: 'pattern:*platform@acme.com' }));
    const removed = await tableOf(host, 'removed_exclusions');
    assert.equal(removed.rows[0].cells[1], '*platform@acme.com');
    await succeeds(host.act('acme', 'restore_exclusion', { value: removed.rows[0].action.value }));
    const entries = await host.rows(`SELECT action, actor_name, detail FROM host_audit WHERE action LIKE 'exclusion%' ORDER BY id`);
    assert.deepEqual(entries.map(({ action, actor_name }) => [action, actor_name]), [
      ['exclusion_added', 'Command line'], ['exclusion_removed', 'Command line'], ['exclusion_added', 'Command line'],
    ]);
    assert.equal(entries[0].detail, 'Excluded *platform@acme.com (robots).');
  }));

test('bad input is refused with a sentence at its field, and changes nothing', () =>
  synced(everybody, async (host) => {
    const before = await host.rows('SELECT * FROM gup_exclusions');
    const refused = async (values, sentence) => {
      const { stderr } = await succeeds(host.act('acme', 'exclude', { exclusion_reason: 'x', ...values }), 2);
      assert.match(stderr, sentence);
    };
    await refused({ exclusion_kind: 'unit', exclusion_value: 'id:nowhere' }, /exclusion_value: Google has no organizational unit “id:nowhere”/);
    await refused({ exclusion_kind: 'group', exclusion_value: '9999' }, /exclusion_value: Google has no group “9999”/);
    await refused({ exclusion_kind: 'pattern', exclusion_value: 'svc-*' }, /exclusion_value: The pattern has no @/);
    await refused({ exclusion_kind: 'address', exclusion_value: 'a@acme.com', exclusion_reason: 'x'.repeat(400) }, /exclusion_reason: must be at most 255/);
    await refused({ exclusion_kind: 'address', exclusion_value: 'a@acme.com', exclusion_reason: ' ' }, /exclusion_reason: Enter a reason/);
    await refused({ exclusion_kind: 'robots' }, /exclusion_kind: /);
    await succeeds(host.act('acme', 'remove_exclusion', { value: "address:x'); DROP TABLE gup_exclusions;--" }), 3);
    assert.deepEqual(await host.rows('SELECT * FROM gup_exclusions'), before);
  }));

test('exclusions are exported as CSV on a command line, and import unchanged whatever their text is', () =>
  synced(everybody, async (host) => {
    const act = (action, fields = []) =>
      succeeds(host.command(['page', 'act'], ['--company', 'acme', '--page', 'google-user-provisioning', '--action', action, ...fields]));
    const exported = async (table = 'exclusions', code = 0) =>
      succeeds(host.command(['page', 'export'], ['--company', 'acme', '--page', 'google-user-provisioning', '--table', table]), code);
    const pieces = [';', '|', ',', '"', "'", ' ', '=', '+', '-', '@', '＝', '＠', 'ask IT', '日本'];
    const piece = () => pieces[Math.floor(Math.random() * pieces.length)];
    const random = () => Array.from({ length: 1 + Math.floor(Math.random() * 8) }, piece).join('').trim() || 'x';
    const reasons = ['shared mailbox; -- ask IT', '＝full width', ...Array.from({ length: 100 }, random)];
    const rules = [["''a@acme.com", 'quotes'], ['-robot@acme.com', '=1+1'], ...reasons.map((reason, i) => [`r${i}@acme.com`, reason])];
    const rule = ([value, reason]) => `  - {kind: address, value: ${JSON.stringify(value)}, reason: ${JSON.stringify(reason)}}\n`;
    const settings = (await act('export_settings')).stdout;
    const withRules = (lines) => settings.replace(/exclusions:[^]*/, lines.length > 0 ? `exclusions:\n${lines.join('')}` : 'exclusions: []\n');
    await act('import_settings', ['--set', `settings_file=${withRules(rules.map(rule))}`]);
    const before = (await act('export_settings')).stdout;
    assert.ok(before.includes('reason: "shared mailbox; -- ask IT"'), before);

    const csv = (await exported()).stdout;
    assert.match(csv, /^Kind,/);
    const again = await act('import_exclusions', ['--set', `exclusions_csv=${csv}`]);
    assert.match(again.stdout, /0 exclusions added, 0 changed/, JSON.stringify(reasons));
    await act('import_settings', ['--set', `settings_file=${withRules([])}`]);
    await act('import_exclusions', ['--set', `exclusions_csv=${csv}`]);
    assert.equal((await act('export_settings')).stdout, before);
    assert.match((await exported('nothing', 2)).stderr, /The page has no table 'nothing' to export/);
  }));

test('exclusions are imported from CSV, all or none', () =>
  synced(everybody, async (host) => {
    const wrong = 'kind,value,reason\naddress,bob@acme.com,x\npattern,svc-*,x\nunit,id:nowhere,x\n';
    const { stderr } = await succeeds(host.act('acme', 'import_exclusions', { exclusions_csv: wrong }), 2);
    assert.match(stderr, /Line 3, column value: The pattern has no @\./);
    assert.deepEqual(await rulesOf(host), [['Guests', '', 0]]);
    const right = 'kind,value,reason\npattern,svc-*@acme.com,"robots, all"\nunit,id:north,"north\'s robots"\ndomain,acme.co.uk,x\n';
    const { stdout } = await succeeds(host.act('acme', 'import_exclusions', { exclusions_csv: right }));
    assert.match(stdout, /Imported: 3 exclusions added, 0 changed\./);
    const [{ detail }] = await host.rows(`SELECT detail FROM host_audit WHERE action = 'exclusions_imported'`);
    assert.equal(detail, 'Imported exclusions: 3 exclusions added, 0 changed. svc-*@acme.com (robots, all), unit /Sales/EMEA/North + East (north\'s robots), domain acme.co.uk (x).');
    const again = await succeeds(host.act('acme', 'import_exclusions', { exclusions_csv: right }));
    assert.match(again.stdout, /Imported: 0 exclusions added, 0 changed\./);
    assert.deepEqual((await rulesOf(host)).map(([kind, value]) => [kind, value]), [
      ['Address pattern', 'svc-*@acme.com'], ['Domain', 'acme.co.uk'], ['Organizational unit', 'id:north'], ['Guests', ''],
    ]);
  }));

test('a person in a run and in an explanation is excluded with one button', () =>
  synced(everybody, async (host) => {
    const changes = await tableOf(host, 'run_people');
    const row = changes.rows.find(({ cells }) => cells[1] === 'gina@acme.com');
    assert.equal(row.action.id, 'exclude_person');
    await succeeds(host.act('acme', 'exclude_person', { value: row.action.value }));
    await succeeds(host.sync('acme'));
    assert.equal(await rowOf(host, '1018'), undefined);
    assert.equal((await reasonsOf(host, '1018'))[0], 'Excluded: address gina@acme.com (Excluded by hand)');
  }));

test('the domains of the people are listed with their numbers, and each can be left out', () =>
  synced(everybody, async (host, emulator) => {
    const domains = async () => (await tableOf(host, 'domains')).rows.map(({ cells, action }) => [...cells.map(textOf), action.id]);
    assert.deepEqual(await domains(), [['acme.com', 17, 'Yes', 'exclude_domain'], ['acme.co.uk', 1, 'Yes', 'exclude_domain']]);
    await succeeds(host.act('acme', 'exclude_domain', { value: 'acme.co.uk' }));
    const { last } = await emulator.get('requests');
    await succeeds(host.sync('acme'));
    assert.equal(await rowOf(host, '1008'), undefined);
    assert.equal((await reasonsOf(host, '1008'))[0], 'Excluded: domain acme.co.uk (The domain does not take part)');
    const { requests } = await emulator.get(`requests?since=${last}`);
    assert.ok(!JSON.stringify(requests).includes('domain='), 'one list of the whole customer');
    assert.deepEqual((await domains())[1], ['acme.co.uk', 1, 'No', 'remove_exclusion']);
    await succeeds(host.act('acme', 'remove_exclusion', { value: 'domain:acme.co.uk' }));
    await succeeds(host.sync('acme'));
    assert.notEqual(await rowOf(host, '1008'), undefined);
  }));

test('exclusions survive an unlink that is undone', () =>
  synced(everybody, async (host) => {
    await exclude(host, 'address', 'gina@acme.com');
    await succeeds(host.act('acme', 'remove_exclusion', { exclusion_kind: 'guests' }));
    await succeeds(host.sync('acme'));
    const users = (await host.users('acme')).length;
    await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    assert.deepEqual(await host.rows('SELECT * FROM gup_exclusions'), []);
    await succeeds(host.connect('acme'));
    const [{ id }] = await host.rows('SELECT MAX(id) AS id FROM gup_runs WHERE kind = 1');
    const undo = await host.act('acme', 'undo_run', { run: id, count: 0 });
    const [, count] = undo.stderr.match(/Type (\d+)/);
    await succeeds(host.act('acme', 'undo_run', { run: id, count }));
    assert.deepEqual((await rulesOf(host)).map(([kind, value]) => [kind, value]), [['Address', 'gina@acme.com']]);
    await succeeds(host.sync('acme'));
    assert.equal((await host.users('acme')).length, users);
  }));

test('a company that is not connected has no exclusions to change', () =>
  withHost({}, async (host) => {
    const { stderr } = await succeeds(host.act('acme', 'exclude', { exclusion_kind: 'guests', exclusion_reason: 'x' }), 3);
    assert.match(stderr, /not connected to Google/);
  }));
