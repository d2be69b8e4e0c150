// Company › Notifications and the audit trail, as an administrator uses them in a browser.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findAxeViolations, openBrowser, openPage, sidewaysScroll, signIn } from './support/browser.mjs';
import { startHost } from './support/host.mjs';

let host;
let browser;
before(async () => {
  // Nothing listens at port 9, so the page shows why an email was not sent.
  host = await startHost({ config: 'mail: {server: 127.0.0.1, port: 9, security: none, from: no-reply@acme.com}\n' });
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  await host.stop();
});

test('an administrator adds a recipient, sees why the test email failed, and finds the change in the audit trail', async () => {
  const page = await openPage(browser);
  await signIn(page, host);
  await page.getByRole('link', { name: 'Notifications' }).click();
  await page.getByLabel('Email').fill('it@acme.com');
  await page.getByRole('button', { name: 'Add recipient' }).click();
  await page.getByText('it@acme.com added').waitFor();
  await page.getByLabel('Daily digest for it@acme.com').uncheck();
  await page.getByRole('button', { name: 'Save: it@acme.com' }).click();
  await page.getByText('Changes saved').waitFor();
  assert.equal(await page.getByLabel('Daily digest for it@acme.com').isChecked(), false);
  await page.getByRole('button', { name: 'Send test email: it@acme.com' }).click();
  while (!(await page.getByText('The mail server could not be reached').isVisible())) await page.reload();
  assert.deepEqual(await findAxeViolations(page), []);

  await page.getByRole('link', { name: 'Audit trail' }).click();
  await page.getByLabel('Action').selectOption({ label: 'Notification recipient changed' });
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('it@acme.com gets problems.').waitFor();
  assert.equal(await page.getByText('page, 127.0.0.1').count(), 1);
  assert.deepEqual(await findAxeViolations(page), []);
  await page.setViewportSize({ width: 390, height: 800 });
  for (const path of ['notifications', 'audit']) {
    await page.goto(`${host.url}/company/${path}`);
    assert.equal(await sidewaysScroll(page), 0, path);
  }
  await page.finish();
});
