// Accessibility: axe reports nothing in light, in dark and on a phone, and 320 pixels are wide enough without
// horizontal scrolling.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { look, openPage } from './support/browser.mjs';
import { startFixture } from './support/fixture.mjs';

let fixture;
before(async () => { fixture = await startFixture(); });
after(() => fixture.stop());

const hostPages = ['/', '/company', '/company/settings', '/company/target-users', '/company/target-users?search=unknown',
  '/company/target-users/new', '/company/target-groups', '/company/notifications', '/company/audit', '/plugins', '/no-such-page'];

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
  page.expectStatus(404);
  for (const path of hostPages) {
    await page.goto(`${fixture.host.url}${path}`);
    await look(page, `host ${path}`);
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

const theme = (page) => page.evaluate(() => [document.documentElement.dataset.theme, getComputedStyle(document.body).backgroundColor]);
const light = 'rgb(250, 250, 250)';
const dark = 'rgb(15, 21, 30)';

test('the system\'s theme is followed until the switch says otherwise', async () => {
  const page = await fixture.open();
  assert.deepEqual(await theme(page), ['system', light]);
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.deepEqual(await theme(page), ['system', dark]);
  await page.getByRole('button', { name: 'Light', exact: true }).click();
  assert.deepEqual(await theme(page), ['light', light]);
  await page.finish();
});

for (const javaScript of [true, false]) {
  test(`the switch of themes keeps its value ${javaScript ? 'and what was typed' : 'without JavaScript'}`, async () => {
    const page = await fixture.open({ javaScript });
    await page.goto(`${fixture.host.url}/company/target-users/new?from=a%26b`);
    await page.getByLabel('First name').fill('Ada');
    const kept = page.waitForResponse((response) => response.url().endsWith('/theme'));
    await page.getByRole('button', { name: 'Dark', exact: true }).click();
    await kept;
    await page.locator('html[data-theme=dark]').waitFor();
    assert.equal(new URL(page.url()).search, '?from=a%26b');
    if (javaScript) assert.equal(await page.getByLabel('First name').inputValue(), 'Ada');
    await page.goto(`${fixture.host.url}/`);
    await page.locator('html[data-theme=dark]').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Dark', exact: true }).getAttribute('aria-pressed'), 'true');
    // Signing out forgets the person, not the theme of the browser.
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.locator('html[data-theme=dark]').waitFor();
    await page.finish();
  });
}

test('the switch of themes leads to no other site and takes no unknown theme', async () => {
  const page = await fixture.open();
  const post = (form, headers) => page.context().request.post(`${fixture.host.url}/theme`, { form, headers, maxRedirects: 0, failOnStatusCode: false });
  for (const back of ['https://evil.example', '//evil.example', '/\\evil.example'])
    assert.equal((await post({ theme: 'dark', back })).headers().location, '/');
  assert.match((await post({ theme: '"><script>', back: '/' })).headers()['set-cookie'], /host_theme=system;/);
  assert.equal((await post({ theme: 'dark' }, { Origin: 'https://evil.example' })).status(), 403);
  await page.finish();
});

test('on a phone, the menu opens and closes with the keyboard, also without JavaScript', async () => {
  const page = await fixture.open({ javaScript: false, width: 390 });
  const menu = page.getByRole('button', { name: 'Menu', exact: true });
  const users = page.locator('#menu').getByRole('link', { name: 'Target users', exact: true });
  await users.waitFor({ state: 'hidden' });
  await menu.focus();
  await page.keyboard.press('Enter');
  await users.waitFor();
  await page.keyboard.press('Escape');
  await users.waitFor({ state: 'hidden' });
  assert.equal(await menu.evaluate((button) => button === document.activeElement), true);
  await page.keyboard.press('Enter');
  await users.click();
  await page.getByRole('heading', { name: 'Target users', exact: true }).waitFor();
  await page.finish();
});
