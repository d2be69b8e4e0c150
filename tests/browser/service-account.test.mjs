// Connecting by a service account: the form, its errors, and what the page looks like with it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findAxeViolations, sidewaysScroll } from './support/browser.mjs';
import { administrator, lookAt, pill, startGoogle } from './support/google.mjs';

const scopes = ['user', 'group', 'orgunit'].map((what) => `https://www.googleapis.com/auth/admin.directory.${what}.readonly`);

let google;
let file;
before(async () => {
  google = await startGoogle();
  file = await google.emulator.post('service_accounts', { scopes: scopes.slice(1) });
});
after(() => google?.stop());

const steps = (page) => page.locator('#b-connect_with_service_account');
const email = (page) => page.getByLabel('Administrator’s email address');
const key = (page) => page.getByRole('textbox', { name: 'Service account key' });

async function openSettings(options) {
  const page = await google.open(options);
  await page.goto(google.address);
  return page;
}

/** Opens the page with the steps from the overview. */
async function openSteps(page, link) {
  await page.getByRole('link', { name: link }).click();
  await page.getByRole('heading', { name: 'Service account', exact: true }).waitFor();
}

test('the steps for a service account have a page of their own, with values to copy', async () => {
  const page = await openSettings();
  assert.equal(await page.locator('.btn-primary').count(), 1);
  assert.equal(await key(page).count(), 0);
  await openSteps(page, 'Use a service account');
  await lookAt(page, 'Not connected', 'service account');
  assert.match(await steps(page).innerText(), new RegExp(scopes.join(',')));
  assert.equal(await page.locator('.btn-primary').count(), 1);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy Scopes' }).click();
  await page.getByRole('button', { name: 'Copied Scopes' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), scopes.join(','));
  await page.setViewportSize({ width: 320, height: 900 });
  assert.equal(await sidewaysScroll(page), 0);
  await lookAt(page, 'Not connected', 'service account on a phone');
  await page.finish();
});

test('an error is shown at its field, typed values are kept, and the key is not', async () => {
  const page = await openSettings();
  page.expectStatus(422);
  await openSteps(page, 'Use a service account');
  await email(page).fill(administrator);
  await key(page).fill(JSON.stringify({ ...file, type: 'authorized_user' }));
  await page.getByRole('button', { name: 'Connect service account' }).click();
  await page.locator('#error-service_account_key').getByText('not the key of a service account').waitFor();
  assert.equal(await key(page).isVisible(), true);
  assert.equal(await key(page).inputValue(), '');
  assert.equal(await email(page).inputValue(), administrator);
  assert.deepEqual(await findAxeViolations(page), [], 'a wrong key');
  // A test of the key that takes longer than the page waits ends as a notice of the overview: then tries again.
  page.expectStatus(409);
  const refusal = page.getByRole('alert').getByText('At least one of the three scopes is not delegated');
  const late = page.getByText('The test of the key continues').or(page.getByText('is already being tested'))
    .or(page.getByText('This Google account could not be connected'));
  for (;;) {
    await key(page).fill(JSON.stringify(file));
    await page.getByRole('button', { name: 'Connect service account' }).click();
    await refusal.or(late).first().waitFor();
    if (await refusal.isVisible()) break;
    await page.goto(google.address);
    await openSteps(page, 'Use a service account');
    await email(page).fill(administrator);
  }
  await lookAt(page, 'Not connected', 'scope not delegated');
  assert.equal((await page.content()).includes('PRIVATE KEY'), false);
  await page.finish();
});

test('once all is delegated, the key connects, and the card names the service account', async () => {
  await google.emulator.patch(`service_accounts/${file.client_email}`, { scopes });
  const page = await openSettings();
  await openSteps(page, 'Use a service account');
  await email(page).fill(administrator);
  // The key comes from a file, whose text is sent like a pasted one.
  const text = JSON.stringify(file, null, 2);
  await page.getByLabel('Choose a file').setInputFiles({ name: 'key.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.waitForFunction((wanted) => document.getElementById('in-service_account_key').value === wanted, text);
  await page.getByRole('button', { name: 'Connect service account' }).click();
  await lookAt(page, 'Connected, not set up', 'connected by a service account');
  const card = page.locator('#b-google_workspace');
  assert.match(await card.innerText(), new RegExp(`${file.client_email}[^]*${administrator}`));
  await openSteps(page, 'Replace the key');
  assert.equal(await key(page).getAttribute('placeholder'), 'Saved. Leave empty to keep it');
  await lookAt(page, 'Connected, not set up', 'replace the key');
  await page.goto(google.address);
  await page.getByRole('button', { name: 'Start sync' }).click();
  await pill(page).getByText('Healthy', { exact: true }).waitFor();
  await page.finish();
});

test('a deleted key asks for another one, with the form as the one thing to do', async () => {
  await google.emulator.delete(`service_accounts/${file.client_email}/keys/${file.private_key_id}`);
  const page = await openSettings();
  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await page.getByRole('heading', { name: 'Reconnect to Google' }).waitFor();
  await lookAt(page, 'Reconnect needed', 'the key was deleted');
  assert.equal(await page.locator('.btn-primary').count(), 1);
  const renewed = await google.emulator.post(`service_accounts/${file.client_email}/keys`);
  await key(page).fill(JSON.stringify(renewed));
  await page.getByRole('button', { name: 'Reconnect to Google' }).click();
  // On a busy machine the page comes back while the key is still being tested.
  await pill(page).getByText(/^(Healthy|Sync failed|Failing, retrying)$/).waitFor();
  await page.getByRole('button', { name: /^(Sync|Try) now$/ }).click();
  await pill(page).getByText('Healthy', { exact: true }).waitFor();
  await page.finish();
});
