// The path of an administrator whose browser runs no scripts, from connecting to unlinking, with the real plugin.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { look } from './support/browser.mjs';
import { consent, pill, startGoogle } from './support/google.mjs';

let google;
before(async () => { google = await startGoogle(); });
after(() => google?.stop());

const units = (page) => page.locator('#b-organizational_units');
const chosen = (page) => units(page).locator('.chip-label').allInnerTexts();
const showOptions = (page) => units(page).getByRole('button', { name: 'Search or show all' }).click();

/** Reloads the page, which does not update without scripts, until it is in this state. */
async function reloadUntil(page, locator) {
  for (let attempt = 0; attempt < 300; ++attempt) {
    if (await locator.isVisible()) return;
    await page.reload();
  }
  assert.fail(`${locator} did not appear`);
}

test('from connecting to unlinking without JavaScript', async () => {
  const page = await google.open({ javaScript: false });
  await page.goto(google.address);
  await consent(page);
  await page.getByRole('radio', { name: 'Only selected ones' }).first().check();

  // Options are shown by buttons that send the form, so what was entered before stays.
  await showOptions(page);
  assert.equal(await page.getByRole('radio', { name: 'Only selected ones' }).first().isChecked(), true);
  await look(page, 'options without JavaScript');
  await units(page).getByRole('checkbox', { name: 'Asia' }).check();
  await units(page).getByRole('button', { name: 'Show below Americas' }).click();
  await units(page).getByRole('checkbox', { name: 'Brasil' }).check();
  await units(page).getByRole('searchbox').fill('inside');
  await showOptions(page);
  assert.match(await units(page).locator('.picker-summary').innerText(), /^[\d,]+ of [\d,]+ users$/);
  await units(page).getByRole('checkbox', { name: /Inside Sales/ }).check();
  await page.getByRole('radio', { name: /^All users to one target group/ }).check();
  // The name is used without its button.
  await page.locator('#b-target_group').getByRole('textbox').fill('Night shift, all');
  await page.getByRole('button', { name: 'Save changes' }).click();
  assert.deepEqual((await chosen(page)).sort(), ['/ Americas / Brasil', '/ Asia', '/ Europe / Germany / Sales / Inside Sales']);
  assert.equal(await page.locator('#b-target_group .chip-label').innerText(), 'Night shift, all (new)');

  // A chosen unit is taken out by its box.
  await units(page).locator('.chip').filter({ hasText: 'Inside Sales' }).getByRole('checkbox').uncheck();
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await reloadUntil(page, page.getByRole('heading', { name: 'Preview: nothing has been changed' }));
  assert.deepEqual((await chosen(page)).sort(), ['/ Americas / Brasil', '/ Asia']);

  await page.getByRole('button', { name: 'Start sync' }).first().click();
  await reloadUntil(page, pill(page).getByText('Healthy', { exact: true }));
  await look(page, 'healthy without JavaScript');
  await page.getByRole('link', { name: 'Target groups', exact: true }).click();
  await page.getByRole('link', { name: 'Night shift, all' }).click();
  const people = (await google.emulator.get('users')).filter(({ suspended, archived, orgUnitPath }) =>
    !suspended && !archived && /^\/(Asia|Americas\/Brasil)(\/|$)/.test(orgUnitPath));
  await page.getByRole('heading', { name: `${people.length} members` }).waitFor();

  await page.getByRole('link', { name: 'Target users', exact: true }).click();
  await page.getByLabel('Search').fill('yuki.tanaka');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('1 user', { exact: true }).waitFor();

  await page.goto(google.address);
  await page.getByRole('button', { name: 'Unlink and delete users…' }).click();
  const question = page.getByRole('dialog');
  await question.getByRole('textbox').fill('acme.com');
  await question.getByRole('button', { name: /^Unlink and delete/ }).click();
  await reloadUntil(page, pill(page).getByText('Not connected', { exact: true }));
  await page.finish();
});

test('a search without a match says so without JavaScript', async () => {
  const page = await google.open({ account: 'otto', javaScript: false });
  await page.goto(google.address);
  await consent(page);
  await page.getByRole('radio', { name: 'Only selected ones' }).first().check();
  await units(page).getByRole('searchbox').fill('nothing like it');
  await showOptions(page);
  assert.equal(await units(page).locator('.plain-picker .picker-note').innerText(), 'No match for “nothing like it”.');
  assert.equal(await units(page).getByRole('searchbox').inputValue(), 'nothing like it');
  assert.deepEqual(await chosen(page), []);
  await page.finish();
});
