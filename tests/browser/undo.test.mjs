// Undoing a sync on the page: what the form says, a wrong number, and what the page shows afterwards.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findAxeViolations } from './support/browser.mjs';
import { consent, lookAt, pill, startGoogle } from './support/google.mjs';

let google;
before(async () => {
  google = await startGoogle();
});
after(() => google?.stop());

const newcomer = { id: '777001', primaryEmail: 'nova.newcomer@acme.com', name: { givenName: 'Nova', familyName: "O'Neil <b>" }, orgUnitPath: '/' };

async function openSettings() {
  const page = await google.open();
  await page.goto(google.address);
  return page;
}

/** Syncs, and opens the page of that sync. */
async function syncNewcomer(page, stateAfterwards) {
  const runs = page.locator('#b-latest_runs');
  const before = await runs.getByRole('link', { name: 'Show details' }).count();
  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await runs.getByRole('link', { name: 'Show details' }).nth(before).waitFor();
  await pill(page).getByText(stateAfterwards, { exact: true }).waitFor();
  await runs.getByRole('link', { name: 'Show details' }).first().click();
  await page.locator('#b-run_people').getByText(newcomer.primaryEmail).waitFor();
}

test('a run is undone after its number of changes is typed', async () => {
  const page = await openSettings();
  await consent(page);
  await page.getByRole('button', { name: 'Start sync' }).click();
  await pill(page).getByText('Healthy', { exact: true }).waitFor();
  await google.emulator.post('users', [newcomer]);
  await syncNewcomer(page, 'Healthy');
  await page.getByText('This run changed 1 user and 0 target groups. Type 1 to undo it.').waitFor();

  page.expectStatus(422);
  await page.getByLabel('Number of changes to undo').fill('2');
  await page.getByRole('button', { name: 'Undo this run' }).click();
  await page.getByRole('alert').first().waitFor();
  assert.deepEqual(await findAxeViolations(page), [], 'a wrong number');
  assert.equal(await page.getByLabel('Number of changes to undo').inputValue(), '2', 'what was typed stays');

  await page.getByLabel('Number of changes to undo').fill('1');
  await page.getByRole('button', { name: 'Undo this run' }).click();
  await page.getByRole('heading', { name: /^Paused: the sync .* was undone$/ }).waitFor();
  await lookAt(page, 'Paused', 'a sync was undone');
  await page.finish();
});

test('the person is not a target user until the next sync', async () => {
  const page = await openSettings();
  const targetUsers = async () => {
    await page.goto(`${google.host.url}/company/target-users?search=nova.newcomer`);
    return page.getByText(newcomer.primaryEmail).count();
  };
  assert.equal(await targetUsers(), 0);
  await page.goto(google.address);
  await syncNewcomer(page, 'Paused');
  assert.equal(await targetUsers(), 1);
  await page.finish();
});
