// “Ask your Google administrator”: a link for someone without an account, which works once and for nothing else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { look, openPage } from './support/browser.mjs';
import { administrator, pill, startGoogle } from './support/google.mjs';

let google;
let link;
before(async () => { google = await startGoogle(); });
after(() => google?.stop());

async function openSettings() {
  const page = await google.open();
  await page.goto(google.address);
  return page;
}

async function makeLink(page) {
  await page.getByRole('button', { name: 'Ask your Google administrator' }).click();
  await page.getByRole('heading', { name: 'Send this link' }).waitFor();
  return page.locator('#b-host_value .fact-value').evaluate((value) => value.firstChild.textContent.trim());
}

/** The consent at Google in a browser without a session here. */
async function consentAsGuest(page, decide) {
  await page.getByRole('button', { name: 'Connect to Google' }).click();
  await page.waitForURL(/^http:\/\/localhost:/);
  const chooser = page.getByRole('button', { name: 'Continue' });
  const decision = page.getByRole('button', { name: decide });
  await chooser.or(decision).waitFor();
  if (await chooser.isVisible()) {
    await page.getByRole('radio', { name: administrator, exact: true }).check();
    await chooser.click();
  }
  await decision.click();
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:/);
}

test('an administrator makes a link, and a newer one ends it', async () => {
  const page = await openSettings();
  const first = await makeLink(page);
  await look(page, 'a link to send');
  await page.goto(google.address);
  link = await makeLink(page);
  assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/invitations\/[\w-]{43}$/);
  const guest = await openPage(google.browser);
  guest.expectStatus(404);
  assert.equal((await guest.goto(first)).status(), 404);
  await guest.getByRole('heading', { name: 'This link no longer works' }).waitFor();
  await guest.finish();
  await page.finish();
});

test('the invited person sees who asks, can decline, and reaches nothing else', async () => {
  const guest = await openPage(google.browser);
  await guest.goto(link);
  await guest.getByText('dana of Acme Inc. asks you.').waitFor();
  await guest.getByText(/read-only access to users, groups and organizational units/).waitFor();
  await look(guest, 'an invitation');
  guest.expectStatus(400, 401);
  await consentAsGuest(guest, 'Cancel');
  await guest.getByRole('heading', { name: 'This did not work' }).waitFor();
  // The way back into the settings asks for an account.
  await guest.goto(google.address);
  await guest.getByRole('heading', { name: 'Sign in' }).waitFor();
  const forged = await guest.context().request.post(`${google.address}/actions/sync_now`, { failOnStatusCode: false });
  assert.equal(forged.status(), 401);
  await guest.finish();
});

test('after the consent the page shows who connected, and the link is used up', async () => {
  const guest = await openPage(google.browser);
  guest.expectStatus(404);
  await guest.goto(link);
  await consentAsGuest(guest, 'Allow');
  await guest.getByRole('heading', { name: 'Thank you' }).waitFor();
  await look(guest, 'an invitation that was used');
  assert.equal((await guest.goto(link)).status(), 404);
  await guest.finish();
  const page = await openSettings();
  assert.equal(await pill(page).innerText(), 'Connected, not set up');
  assert.match(await page.locator('#b-google_workspace').innerText(), /Connected by\s+a guest of dana/i);
  assert.equal(await page.getByRole('button', { name: 'Ask your Google administrator' }).count(), 0);
  await page.finish();
});
