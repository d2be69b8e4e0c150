// The states in which something went wrong, with the real plugin: what the page says, and what can be done there.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { look } from './support/browser.mjs';
import { consent, lookAt, pill, startGoogle } from './support/google.mjs';

let google;
before(async () => { google = await startGoogle(); });
after(() => google?.stop());

const execute = promisify(execFile);
const inDatabase = (sql) => execute('sqlite3', ['-cmd', '.timeout 10000', join(google.host.folder, 'host.db'), sql]);
const primaries = (page) => page.locator('.btn-primary:visible');

async function openSettings() {
  const page = await google.open();
  await page.goto(google.address);
  return page;
}

test('state 8: users who failed are counted, and a link leads to each with the reason', async () => {
  const page = await openSettings();
  await consent(page);
  await page.getByRole('button', { name: 'Start sync' }).click();
  await pill(page).getByText('Healthy', { exact: true }).waitFor();
  for (const event of ['INSERT', 'UPDATE'])
    await inDatabase(`CREATE TRIGGER no_${event} BEFORE ${event} ON target_users WHEN NEW.first_name = 'Bob' BEGIN SELECT RAISE(ABORT, 'the name is not allowed'); END`);
  await google.emulator.post('users', [{ id: '1702', primaryEmail: 'late1702@acme.com', name: { givenName: 'Bob', familyName: 'Te' }, orgUnitPath: '/' }]);
  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await page.getByRole('heading', { name: '1 user failed in the last sync' }).waitFor();
  await lookAt(page, 'Completed with errors');
  assert.equal(await primaries(page).count(), 1);
  await page.getByRole('link', { name: 'Show 1 failed user' }).click();
  const people = page.locator('#b-run_people');
  await people.getByText('late1702@acme.com').waitFor();
  await people.getByText(/The database refused a row/).waitFor();
  assert.equal(await people.getByRole('row').count(), 2);
  assert.match(page.url(), /\/runs\/\d+\?kind=failed$/);
  await lookAt(page, 'Completed with errors', 'failed users');
  await inDatabase('DROP TRIGGER no_INSERT; DROP TRIGGER no_UPDATE');
  await page.finish();
});

test('state 10: a sync that fails says why, what stays, and offers to try now', async () => {
  await google.emulator.post('faults', [{ match: { path_regex: '/users$' }, fault: { kind: 'status', status: 403, reason: 'accessNotConfigured', message: 'Admin SDK API has not been used in project 1234 before or it is disabled.' } }]);
  const page = await openSettings();
  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await page.getByRole('heading', { name: 'The last sync failed' }).waitFor();
  assert.match(await page.locator('#b-failing_notice').innerText(), /Admin SDK API[^]*Target users stay as they are\./);
  assert.equal(await page.locator('#b-failing_notice').getAttribute('role'), 'alert');
  await lookAt(page, await pill(page).innerText(), 'a sync failed');
  assert.deepEqual(await primaries(page).allInnerTexts(), ['Try now']);
  const last = page.locator('.tile').filter({ hasText: 'Last successful sync' });
  assert.match(await last.innerText(), /the latest one failed/);
  await last.locator('time').waitFor();
  await google.emulator.delete('faults');
  await page.getByRole('button', { name: 'Try now' }).click();
  await pill(page).getByText('Healthy', { exact: true }).waitFor();
  await page.finish();
});

test('state 13: a page that cannot be shown has a reference number and Retry, and the rest works', async () => {
  await inDatabase('ALTER TABLE gup_connections RENAME TO gup_elsewhere');
  const page = await google.open();
  page.expectStatus(502);
  assert.equal((await page.goto(google.address)).status(), 502);
  const text = await page.getByRole('alert').innerText();
  assert.match(text, /Reference number: [\w-]+/);
  assert.doesNotMatch(text, /gup_|SQL|no such table/i);
  await look(page, 'plugin unavailable');
  await page.getByRole('link', { name: 'Target users', exact: true }).click();
  await page.getByRole('heading', { name: 'Target users' }).waitFor();
  await inDatabase('ALTER TABLE gup_elsewhere RENAME TO gup_connections');
  await page.goto(google.address);
  await pill(page).getByText('Healthy', { exact: true }).waitFor();
  await page.finish();
});

test('state 12: unlinking shows its progress and nothing to press', async () => {
  await inDatabase(`CREATE TRIGGER slow BEFORE DELETE ON target_users BEGIN
    SELECT COUNT(*) FROM (WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 40000) SELECT n FROM numbers); END`);
  const page = await openSettings();
  await page.getByRole('button', { name: 'Unlink and delete users…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('acme.com');
  await page.getByRole('dialog').getByRole('button', { name: /^Unlink and delete/ }).click();
  await page.getByText('You can leave this page. Unlinking continues.').waitFor();
  await pill(page).getByText('Unlinking', { exact: true }).waitFor();
  assert.equal(await primaries(page).count(), 0);
  await look(page, 'Unlinking');
  // On a busy machine the slow deletions take minutes.
  await page.getByRole('heading', { name: 'Google Workspace is unlinked' }).waitFor({ timeout: 400_000 });
  await page.finish();
});
