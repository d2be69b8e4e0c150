// Every kind of block works with mouse and keyboard.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { connect, startFixture } from './support/fixture.mjs';

let fixture;
before(async () => { fixture = await startFixture(); });
after(() => fixture.stop());

const units = (page) => page.locator('#b-units');
const values = (page, name) => page.locator(`.chip input[name=${name}]`).evaluateAll((all) => all.map((one) => one.value));

test('cancelling the connection shows a neutral notice', async () => {
  const page = await fixture.open({ account: 'otto' });
  await page.getByRole('button', { name: 'Connect to Google' }).click();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByText('You did not finish connecting. Nothing has changed.').waitFor();
  assert.equal(page.url(), fixture.address);
  await page.finish();
});

test('connecting opens the other site and returns to this page', async () => {
  const page = await fixture.openConnected();
  assert.equal(page.url(), fixture.address);
  await page.getByText('Paused for review').waitFor();
  await page.finish();
});

test('a state parameter is single-use', async () => {
  const page = await fixture.open({ account: 'otto' });
  await page.getByRole('button', { name: 'Connect to Google' }).click();
  const link = await page.getByRole('link', { name: 'Cancel' }).getAttribute('href');
  await page.goto(link);
  await page.goto(link);
  await page.locator('.toast-card').waitFor();
  assert.doesNotMatch(await page.locator('.toast-card').innerText(), /You did not finish/);
  await page.finish();
});

test('the tree expands to selected nodes, and a parent includes its children', async () => {
  const page = await fixture.openConnected();
  const tree = units(page);
  await tree.getByRole('checkbox', { name: 'EMEA' }).waitFor();
  assert.equal(await tree.getByRole('checkbox', { name: 'EMEA' }).isChecked(), true);
  const sales = tree.getByRole('checkbox', { name: 'Sales' });
  assert.equal(await sales.evaluate((box) => box.indeterminate), true);
  await sales.check();
  assert.equal(await tree.getByRole('checkbox', { name: 'Americas' }).isDisabled(), true);
  assert.equal(await tree.getByRole('checkbox', { name: 'Americas' }).isChecked(), true);
  assert.deepEqual(await values(page, 'units'), ['eng', 'old', 'sales']);
  await sales.uncheck();
  assert.equal(await tree.getByRole('checkbox', { name: 'Americas' }).isDisabled(), false);
  assert.deepEqual(await values(page, 'units'), ['eng', 'old']);
  await page.finish();
});

test('searching the tree queries the server, and results show their path', async () => {
  const page = await fixture.openConnected();
  const tree = units(page);
  await tree.getByRole('searchbox').fill('amer');
  await tree.getByRole('checkbox', { name: 'Americas' }).check();
  await tree.getByText('/ Sales / Americas').first().waitFor();
  assert.deepEqual(await values(page, 'units'), ['eng', 'emea', 'old', 'amer']);
  await tree.getByRole('searchbox').fill('nothing like it');
  await tree.getByText('No match for “nothing like it”.').waitFor();
  assert.deepEqual(await values(page, 'units'), ['eng', 'emea', 'old', 'amer']);
  await page.finish();
});

test('a first list that arrives late does not replace what was searched for', async () => {
  const page = await fixture.openConnected();
  let first;
  await page.route(/\/options\/units\b/, (route) => {
    if (!first) first = route.request();
    else return route.continue();
  });
  const ended = page.waitForEvent('requestfailed', (request) => request === first);
  await page.reload();
  await units(page).scrollIntoViewIfNeeded();
  await units(page).getByRole('searchbox').fill('amer');
  await units(page).getByRole('checkbox', { name: 'Americas' }).waitFor();
  await ended;
  await page.finish();
});

test('a long list shows 50, then more, and keeps selected ones as chips', async () => {
  const page = await fixture.openConnected();
  await page.getByRole('radio', { name: /^Groups/ }).check();
  const list = page.locator('#b-groups');
  await list.getByRole('checkbox').nth(49).waitFor();
  assert.equal(await list.getByRole('checkbox').count(), 50);
  await list.getByRole('button', { name: 'Show more' }).click();
  await list.getByRole('checkbox').nth(99).waitFor();
  await list.getByRole('checkbox', { name: 'Group 51 ' }).check();
  await list.getByRole('searchbox').fill('Group 1284');
  await list.getByRole('checkbox', { name: 'Group 1284' }).check();
  await list.getByText('2 of 1,284 selected').waitFor();
  assert.deepEqual(await values(page, 'groups'), ['g51', 'g1284']);
  await list.getByRole('button', { name: 'Remove Group 51', exact: true }).click();
  assert.deepEqual(await values(page, 'groups'), ['g1284']);
  // Switching to the units and back keeps the choice.
  await page.getByRole('radio', { name: /^Organizational units/ }).check();
  await list.waitFor({ state: 'hidden' });
  assert.deepEqual(await values(page, 'groups'), ['g1284']);
  await page.finish();
});

test('options that fail to load show a row with Retry', async () => {
  const page = await fixture.openConnected();
  await page.getByRole('button', { name: 'Let options fail' }).click();
  // The page stays where the button is, and a list is read when it comes into view.
  await page.waitForLoadState();
  await units(page).scrollIntoViewIfNeeded();
  await page.getByText('The directory did not answer.').waitFor();
  await units(page).getByRole('button', { name: 'Retry' }).click();
  await units(page).getByRole('checkbox', { name: 'EMEA' }).waitFor();
  await page.finish();
});

test('a target group is selected or created in place', async () => {
  const page = await fixture.openConnected();
  const picker = page.locator('#b-target_group');
  await picker.getByRole('button', { name: 'Change' }).click();
  await picker.getByRole('radio', { name: 'Managers' }).check();
  assert.deepEqual(await values(page, 'target_group'), ['Managers']);
  await picker.getByRole('button', { name: 'Change' }).click();
  await picker.getByLabel('Or make a new group').fill('Night shift, all');
  await picker.getByRole('button', { name: 'Use this name' }).click();
  assert.deepEqual(await values(page, 'target_group'), ['new:Night shift, all']);
  await page.finish();
});

test('errors appear at the field and in a focused summary, and typed values are kept', async () => {
  const page = await fixture.openConnected();
  page.expectStatus(422);
  await page.getByLabel('Hold removals of more than').fill('99999');
  await units(page).getByRole('checkbox', { name: 'Finance' }).check();
  await page.getByRole('button', { name: 'Save changes' }).click();
  const summary = page.locator('#errors');
  await summary.waitFor();
  assert.equal(await summary.evaluate((element) => element === document.activeElement), true);
  assert.equal(await page.getByLabel('Hold removals of more than').inputValue(), '99999');
  assert.equal(await page.getByLabel('Hold removals of more than').getAttribute('aria-invalid'), 'true');
  assert.deepEqual(await values(page, 'units'), ['eng', 'emea', 'old', 'fin']);
  await units(page).getByText('/ Finance').first().waitFor();
  await summary.getByRole('link', { name: /Hold removals/ }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'in-limit');
  await page.finish();
});

test('a saved form shows a toast, and a save from an older tab is stale', async () => {
  const page = await fixture.openConnected();
  const other = await page.context().newPage();
  await other.goto(fixture.address);
  await other.getByLabel('Hold removals of more than').fill('7');
  const watching = await page.context().newPage();
  await watching.goto(fixture.address);
  page.expectStatus(409);
  await units(page).getByRole('button', { name: 'Remove / Closed office' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.locator('.toast-card').getByText('Saved').waitFor();
  // A tab without input shows what was saved.
  await units(watching).getByText('/ Closed office').waitFor({ state: 'detached' });
  await units(watching).getByRole('checkbox', { name: 'EMEA' }).waitFor();
  await other.getByRole('button', { name: 'Save changes' }).click();
  await other.getByText('Someone else saved these settings while you were editing').waitFor();
  assert.equal(await other.getByLabel('Hold removals of more than').inputValue(), '7');
  // The unit is gone, so its chip shows the id.
  await other.locator('#b-units').getByRole('button', { name: 'Remove old' }).click();
  await other.getByRole('button', { name: 'Save changes' }).click();
  await other.locator('.toast-card').getByText('Saved').waitFor();
  await page.finish();
});

test('a refused action shows its reason and changes nothing', async () => {
  const page = await fixture.openConnected();
  page.expectStatus(429);
  await page.getByRole('button', { name: 'Ask too often' }).click();
  await page.getByText('You asked too often. Wait a minute.').waitFor();
  await page.finish();
});

test('a table pages by its address, and row actions ask for confirmation', async () => {
  const page = await fixture.openConnected();
  await page.getByRole('link', { name: 'Next' }).click();
  await page.getByRole('link', { name: 'Previous' }).waitFor();
  await page.waitForURL(/after\.history=5/);
  await page.reload();
  await page.getByRole('link', { name: 'Previous' }).waitFor();
  await page.locator('#b-history').getByRole('button', { name: 'Undo…' }).nth(1).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo sync 6' }).click();
  await page.getByText('Last action: undo 6').waitFor();
  await page.finish();
});

test('progress updates on its own, input is kept, and the page changes at the end', async () => {
  const page = await fixture.openConnected();
  const other = await page.context().newPage();
  await other.goto(fixture.address);
  await other.getByLabel('Hold removals of more than').fill('42');
  await page.getByRole('button', { name: 'Review 212 removals' }).click();
  await page.getByText('Step 2 of 3: applying changes').waitFor();
  // The second tab learns of it without being touched.
  await other.getByText('Step 2 of 3: applying changes').waitFor();
  assert.equal(await other.locator('progress').getAttribute('max'), '888');
  assert.equal(await other.getByLabel('Hold removals of more than').inputValue(), '42');
  await page.getByRole('button', { name: 'Stop sync' }).click();
  await other.getByText('Paused for review').waitFor();
  assert.equal(await other.getByLabel('Hold removals of more than').inputValue(), '42');
  await page.finish();
});

test('a plugin that throws shows a reference number and Retry, and the host keeps working', async () => {
  const page = await fixture.open({ account: 'otto' });
  await connect(page);
  page.expectStatus(502);
  await page.getByRole('button', { name: 'Sync without removals' }).click();
  await page.getByText('This page cannot be shown right now').waitFor();
  await page.getByText(/Reference number:/).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Retry' }).getAttribute('href'), '/company/settings/parts');
  await page.getByRole('link', { name: 'Target users' }).click();
  await page.getByRole('heading', { name: 'Target users', exact: true }).waitFor();
  await page.finish();
});

test('unlinking asks for the domain, with the keyboard only', async () => {
  const page = await fixture.openConnected();
  const unlink = page.getByRole('button', { name: 'Unlink integration…' });
  // At once: between a focus and a key of its own, a live update could replace the button.
  await unlink.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.name), '_confirmation');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await unlink.evaluate((element) => element === document.activeElement), true);
  await page.keyboard.press('Enter');
  await page.keyboard.type('wrong.com');
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await dialog.getByLabel('Type acme.com to confirm').fill('acme.com');
  await page.keyboard.press('Enter');
  await page.getByText('884 users and 12 groups deleted').waitFor();
  await page.getByText('Not connected', { exact: true }).waitFor();
  await page.finish();
});
