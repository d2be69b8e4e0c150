// Accessibility: axe reports nothing, and 320 pixels are wide enough without horizontal scrolling.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findAxeViolations, openPage, sidewaysScroll } from './support/browser.mjs';
import { startFixture } from './support/fixture.mjs';

let fixture;
before(async () => { fixture = await startFixture(); });
after(() => fixture.stop());

const hostPages = ['/', '/company', '/company/settings', '/company/target-users', '/company/target-users?search=unknown',
  '/company/target-users/new', '/company/target-groups', '/plugins'];

async function look(page, what) {
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${what.replace(/\W+/g, '-')}.png`, fullPage: true });
  assert.deepEqual(await findAxeViolations(page), [], what);
  const { width, height } = page.viewportSize();
  await page.setViewportSize({ width: 320, height });
  assert.equal(await sidewaysScroll(page), 0, `${what} at 320 pixels`);
  assert.deepEqual(await findAxeViolations(page), [], `${what} at 320 pixels`);
  await page.setViewportSize({ width, height });
}

test('a plugin page in each of its states', async () => {
  const page = await fixture.open();
  await look(page, 'not connected');
  await page.getByRole('button', { name: 'Connect to Google' }).click();
  await page.getByRole('link', { name: 'Allow' }).click();
  await page.locator('#b-units').getByRole('checkbox', { name: 'EMEA' }).waitFor();
  await page.getByText('More settings').click();
  await look(page, 'settings');
  await page.getByRole('button', { name: 'Unlink integration…' }).click();
  await look(page, 'the question before unlinking');
  await page.keyboard.press('Escape');
  page.expectStatus(422);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.locator('#errors').waitFor();
  await page.locator('#b-units').getByRole('checkbox', { name: 'EMEA' }).waitFor();
  await look(page, 'errors');
  await page.goto(fixture.address);
  await page.getByRole('button', { name: 'Review 212 removals' }).click();
  await page.getByText('Step 2 of 3: applying changes').waitFor();
  await look(page, 'running');
  await page.finish();
});

test('the host\'s own pages', async () => {
  const page = await fixture.open();
  for (const path of hostPages) {
    await page.goto(`${fixture.host.url}${path}`);
    await look(page, path);
  }
  await page.finish();
});

test('signing in', async () => {
  const page = await openPage(fixture.browser);
  await page.goto(`${fixture.host.url}/sign-in`);
  await look(page, 'signing in');
  await page.finish();
});

test('forms work without JavaScript', async () => {
  const page = await fixture.open({ account: 'otto', javaScript: false });
  await page.getByRole('button', { name: 'Connect to Google' }).click();
  await page.getByRole('link', { name: 'Allow' }).click();
  await page.getByRole('radio', { name: /^Groups/ }).check();
  await page.getByLabel('Hold removals of more than').fill('12');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.locator('.toast-card').getByText('Saved').waitFor();
  assert.equal(await page.getByLabel('Hold removals of more than').inputValue(), '12');
  await page.finish();
});
