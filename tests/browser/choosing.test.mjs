// Choosing with the consequences in view: users of a selection, target groups that a save deletes, removals that wait,
// and when to sync. The tests follow one another through the same company.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { look } from './support/browser.mjs';
import { consent, lookAt, pill, startGoogle, tab } from './support/google.mjs';

let google;
before(async () => { google = await startGoogle(); });
after(() => google?.stop());

const units = (page) => page.locator('#b-organizational_units');
const number = (text) => Number(text.replaceAll(',', ''));
const summary = (page) => units(page).locator('.picker-summary');

/** Waits until the line under the picker has this form, and returns its numbers. */
async function numbersOf(page, expected) {
  await summary(page).filter({ hasText: expected }).waitFor();
  return expected.exec(await summary(page).innerText()).slice(1).map(number);
}
const users = /^([\d,]+) of ([\d,]+) users$/;
const against = /^([\d,]+) of ([\d,]+) users, \+([\d,]+) −([\d,]+) against what is saved$/;

async function open(path = '') {
  const page = await google.open();
  await page.goto(google.address + path);
  return page;
}

test('the line under the picker says how many users are chosen, and what changes against what is saved', async () => {
  const page = await open();
  await consent(page);
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

test('point 16: the people of a sync are sorted by the headers of the table', async () => {
  const page = await open('/runs');
  await page.getByRole('link', { name: /Show details|Details/ }).first().click();
  const people = page.locator('#b-run_people');
  // By address, which stands behind the name; rows about groups have none.
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
