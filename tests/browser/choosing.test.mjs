// Choosing what to sync, with the consequences in view: users of a selection, target groups that a save deletes, removals
// that wait, and when to sync. The tests follow one another through the same company.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { look } from './support/browser.mjs';
import { consent, lookAt, pill, startGoogle, tab } from './support/google.mjs';

let google;
before(async () => {
  google = await startGoogle();
  // More groups than a page of the list has.
  for (let i = 100; i < 140; ++i)
    await google.emulator.post('groups', { id: `crew${i}`, email: `team-${i}@acme.com`, name: `Crew ${i}`, members: [] });
});
after(() => google?.stop());

const units = (page) => page.locator('#b-organizational_units');
const groups = (page) => page.locator('#b-groups');
const chips = (picker) => picker.locator('.chip-label').allInnerTexts();
const number = (text) => Number(text.replaceAll(',', ''));
const summary = (page) => units(page).locator('.picker-summary');

/** Waits until the line under the picker has this form, and returns its numbers. */
async function numbersOf(page, expected) {
  await summary(page).filter({ hasText: expected }).waitFor();
  return expected.exec(await summary(page).innerText()).slice(1).map(number);
}
const users = /^([\d,]+) of ([\d,]+) users$/;
const against = /^([\d,]+) of ([\d,]+) users, \+([\d,]+) −([\d,]+) compared with the saved selection$/;

async function open(path = '') {
  const page = await google.open();
  await page.goto(google.address + path);
  return page;
}

test('point 6: units or groups, all or selected; “all” says how many, and switching keeps the choice', async () => {
  const page = await open();
  await consent(page);
  await page.getByRole('radio', { name: 'Only selected ones' }).first().check();
  await units(page).getByRole('checkbox', { name: 'Asia', exact: true }).check();
  await numbersOf(page, users);
  await page.getByRole('radio', { name: /^Groups/ }).check();
  await units(page).waitFor({ state: 'hidden' });
  await page.getByRole('radio', { name: /^Organizational units/ }).check();
  assert.deepEqual(await chips(units(page)), ['/ Asia']);
  // The directory was read for the picker; from now on, its numbers are known.
  await page.reload();
  await page.getByRole('radio', { name: /^All \([\d,]+ units, [\d,]+ users; [\d,]+ suspended left out\)$/ }).waitFor();
  await page.getByRole('radio', { name: /^Groups/ }).check();
  await page.getByRole('radio', { name: /^All \([\d,]+ groups\)$/ }).waitFor();
  await page.finish();
});

test('point 7: the tree loads level by level, searches on the server, counts users, and says what a unit includes', async () => {
  const page = await open();
  await page.getByRole('radio', { name: 'Only selected ones' }).first().check();
  const tree = units(page);
  const europe = tree.getByRole('checkbox', { name: 'Europe', exact: true });
  await europe.waitFor();
  assert.equal(await tree.getByRole('checkbox', { name: 'Germany', exact: true }).count(), 0, 'not loaded before it is asked for');
  const below = page.waitForResponse((response) => /[?&]parent=/.test(response.url()));
  await tree.getByRole('button', { name: 'Below Europe' }).click();
  await below;
  await tree.getByRole('checkbox', { name: 'Germany', exact: true }).check();
  assert.equal(await europe.evaluate((box) => box.indeterminate), true);
  assert.match(await tree.locator('.node-row').filter({ has: page.getByRole('checkbox', { name: 'Europe', exact: true }) }).first().innerText(), /\d+/, 'how many users');
  await page.getByText('Also syncs the users in the units below a selected one.').first().waitFor();
  const found = page.waitForResponse((response) => response.url().includes('inside'));
  await tree.getByRole('searchbox').fill('inside');
  await found;
  await tree.getByText('/ Europe / Germany / Sales / Inside Sales').first().waitFor();
  await page.finish();
});

test('point 8: groups are found by name or address, 50 a page, and selected ones stay as chips', async () => {
  const page = await open();
  await page.getByRole('radio', { name: /^Groups/ }).check();
  await page.getByRole('radio', { name: 'Only selected ones' }).last().check();
  const list = groups(page);
  await list.getByRole('checkbox').nth(49).waitFor();
  assert.equal(await list.getByRole('checkbox').count(), 50);
  await list.getByRole('checkbox').first().check();
  const [chosen] = await chips(list);
  await list.getByRole('button', { name: 'Show more' }).click();
  await list.getByRole('checkbox').nth(50).waitFor();
  await list.getByRole('searchbox').fill('frontend@acme');
  await list.getByRole('checkbox', { name: /Frontend/ }).check();
  await list.getByText(/^2 of [\d,]+ selected$/).waitFor();
  assert.deepEqual(await chips(list), [chosen, 'Frontend']);
  await page.finish();
});

test('point 10: each method says in a line what it does, and a target group is created in place', async () => {
  const page = await open();
  const cards = page.locator('#b-method .option-card');
  assert.deepEqual((await cards.allInnerTexts()).map((text) => text.trim().split('\n').filter(Boolean).length), [2, 2, 2, 2]);
  await page.getByRole('radio', { name: /^All users to one target group/ }).check();
  const picker = page.locator('#b-target_group');
  await picker.getByLabel('Create a new target group').fill('Night shift');
  await picker.getByRole('button', { name: 'Use this name' }).click();
  assert.deepEqual(await chips(picker), ['Night shift']);
  assert.equal(await picker.locator('input[name=target_group]').inputValue(), 'new:Night shift');
  await page.finish();
});

test('the line under the picker says how many users are chosen, and what changes compared with the saved selection', async () => {
  const page = await open();
  await page.getByRole('radio', { name: 'Only selected ones' }).first().check();
  await units(page).getByRole('checkbox', { name: 'Asia', exact: true }).check();
  const [asia, all] = await numbersOf(page, users);
  assert.ok(asia > 0 && all > asia);
  await units(page).getByRole('checkbox', { name: 'Europe', exact: true }).check();
  const [both] = await numbersOf(page, new RegExp(`^(?!${asia} of)${users.source.slice(1)}`));
  assert.ok(both > asia);
  await page.getByRole('radio', { name: /^Users and matching groups/ }).check();
  await page.getByRole('button', { name: 'Start sync' }).first().click();
  await pill(page).getByText('Healthy', { exact: true }).waitFor();
  await page.goto(`${google.address}/settings`);
  assert.match(await summary(page).innerText(), new RegExp(`: ${both.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} users\\.$`));
  await units(page).getByRole('button', { name: /^Remove .*Asia$/ }).click();
  assert.deepEqual(await numbersOf(page, against), [both - asia, all, 0, asia]);
  await units(page).getByRole('checkbox', { name: 'Americas', exact: true }).check();
  const [chosen, , added, removed] = await numbersOf(page, new RegExp(`^(?!${both - asia} of)${against.source.slice(1)}`));
  assert.deepEqual([added, removed], [chosen - (both - asia), asia]);
  await page.finish();
});

test('the people of a sync are sorted by the headers of the table', async () => {
  const page = await open('/runs');
  await page.getByRole('link', { name: /Show details|Details/ }).first().click();
  const people = page.locator('#b-run_people');
  // By address, which follows the name; rows about groups have none.
  const order = async () => (await people.locator('tbody tr td:nth-child(2)').allInnerTexts()).map((text) => /<(.*)>/.exec(text)?.[1] ?? '');
  await people.locator('tbody tr').first().waitFor();
  const ascending = await order();
  assert.deepEqual(ascending, ascending.toSorted());
  await people.getByRole('link', { name: 'Person' }).click();
  await page.waitForURL(/sort=-person/);
  const descending = await order();
  assert.deepEqual(descending, descending.toSorted().reverse());
  assert.notEqual(descending[0], ascending[0]);
  await look(page, 'a sorted sync');
  await page.finish();
});

test('point 11: errors are at the field and in a summary with links, and what was typed stays', async () => {
  const page = await open('/settings');
  page.expectStatus(422);
  const limit = page.getByLabel('Hold removals when more than');
  await limit.fill('999');
  await page.getByLabel('and at least').fill('31');
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Save changes' }).click();
  assert.equal((await answer).status(), 422);
  const errors = page.locator('#errors');
  await errors.waitFor();
  assert.equal(await errors.evaluate((element) => element === document.activeElement), true);
  assert.equal(await limit.getAttribute('aria-invalid'), 'true');
  assert.deepEqual([await limit.inputValue(), await page.getByLabel('and at least').inputValue()], ['999', '31']);
  await errors.getByRole('link').first().click();
  assert.equal(await limit.evaluate((element) => element === document.activeElement), true);
  await look(page, 'errors of the settings');
  await page.finish();
});

test('point 9: a unit that is gone in Google blocks a save that adds it; a saved one is marked, and can be taken out', async () => {
  const [temporary, other] = ['id:temporary', 'id:other'];
  for (const [orgUnitId, name] of [[temporary, 'Temporary'], [other, 'Other']])
    await google.emulator.post('units', { name, orgUnitId, parentOrgUnitPath: '/' });
  await google.emulator.post('users', [{ id: '1801', primaryEmail: 'temp@acme.com', name: { givenName: 'Temp', familyName: 'Orary' }, orgUnitPath: '/Temporary' }]);
  await google.act('start_sync', { organizational_units: `id:03ph8a2z1europe,id:03ph8a2z3asia,${temporary}` });
  for (const unit of [temporary, other]) await google.emulator.delete(`units/${unit}?move_users_to_parent=true`);
  const membersFrozen = 5;
  await google.act('sync_now', {}, membersFrozen);
  const page = await open();
  await lookAt(page, 'Source missing');
  const row = page.locator('#b-missing_sources').getByRole('row').filter({ hasText: 'Temporary' });
  assert.match(await row.innerText(), /deleted in Google[^]*1 person/);

  page.expectStatus(422);
  await tab(page, 'Settings').click();
  const gone = units(page).locator('.chip-gone');
  assert.equal(await gone.count(), 1);
  // What was listed when it was ticked, and is gone when it is saved.
  await units(page).getByRole('checkbox', { name: 'Americas', exact: true }).check();
  await units(page).locator('input[name=organizational_units][value="id:03ph8a2z2americas"]').evaluateAll((inputs, id) => { for (const input of inputs) input.value = id; }, other);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.locator('#errors').waitFor();
  assert.match(await page.locator('#error-organizational_units').innerText(), /Google has no organizational unit “id:other”/);
  await units(page).getByRole('button', { name: 'Remove id:other' }).click();
  await tab(page, 'Overview').click();
  await row.getByRole('button', { name: 'Remove from selection' }).click();
  await row.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Sync again' }).click();
  await pill(page).getByText('Healthy', { exact: true }).waitFor();
  await page.finish();
});

test('a save that deletes target groups says so first, and asks for their number', async () => {
  const page = await open('/settings');
  page.expectStatus(422);
  await units(page).getByRole('button', { name: /^Remove .*Europe$/ }).click();
  await page.getByRole('button', { name: 'Save and sync now' }).click();
  const field = page.getByLabel('Number of target groups to delete');
  await field.waitFor();
  const words = await page.locator('#b-deleted_groups').innerText();
  const [, count] = /Saving deletes (\d+) target groups? at the next sync: .*To save, type \1 here\. Nothing was saved\./s.exec(words);
  await look(page, 'the question about target groups');
  assert.equal(await units(page).locator('.chip').count(), 1, 'what was chosen is kept');
  await field.fill(count);
  await page.getByRole('button', { name: 'Save and sync now' }).click();
  await pill(page).getByText('Waiting for review', { exact: true }).waitFor();
  await page.finish();
});

test('held removals are searched by name and sorted', async () => {
  const page = await open('/removals');
  const held = page.locator('#b-held_people');
  const rows = held.locator('tbody tr');
  const first = await rows.first().locator('td').first().innerText();
  await page.getByLabel('Address or name').fill(first.split('@')[0].split('.')[0]);
  await page.locator('#b-held_search_form').getByRole('button', { name: 'Search' }).click();
  await page.waitForURL(/search=/);
  await held.getByText(first).waitFor();
  await look(page, 'held removals that match');
  await page.getByRole('link', { name: 'Clear search' }).click();
  await held.getByRole('link', { name: 'User or target group' }).click();
  await page.waitForURL(/sort=person/);
  const order = (await rows.locator('td:first-child').allInnerTexts()).map((text) => text.trim());
  assert.deepEqual(order, order.toSorted());
  await page.finish();
});

test('the time zone is found by a part of its name, and quiet dates are said in words', async () => {
  const page = await open('/settings');
  const zone = page.locator('#b-schedule_zone');
  await zone.getByRole('button', { name: 'Change' }).click();
  await zone.getByRole('searchbox').fill('istan');
  await zone.getByRole('radio', { name: 'Europe/Istanbul' }).check();
  await page.getByLabel('Quiet dates').fill('2098-12-24 to 2099-01-01\n2098-05-01');
  await page.getByRole('button', { name: 'Save schedule' }).click();
  await page.getByText(/not on 1 May 2098 and 24 Dec 2098 to 1 Jan 2099 \(Europe\/Istanbul\)/).first().waitFor();
  assert.equal(await zone.locator('.chip-label').innerText(), 'Europe/Istanbul');
  await look(page, 'when to sync');
  await tab(page, 'Overview').click();
  await lookAt(page, 'Waiting for review', 'overview with quiet dates');
  await page.getByText(/24 Dec 2098 to 1 Jan 2099/).first().waitFor();
  await page.finish();
});
