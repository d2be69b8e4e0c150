// The host's own pages with the demo's thousand people: what an administrator clicks, and how it looks.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findAxeViolations, look } from './support/browser.mjs';
import { consent, startGoogle } from './support/google.mjs';

let google;
let page;
before(async () => {
  google = await startGoogle();
  page = await google.open();
  await page.goto(google.address);
  await consent(page);
  await google.act('start_sync', { source: 'organizational_units', scope: 'all', method: 'matching_groups' });
  await page.goto(at('/company/target-users'));
});
after(() => google?.stop());

const at = (path) => `${google.host.url}${path}`;
const emails = () => page.locator('#users tbody td[data-label=Email]').allInnerTexts();

test('target users are sorted, filtered and paged, and the address says how', async () => {
  const total = await page.locator('#users .table-foot').innerText();
  assert.match(total, /^9\d\d users|^1,\d{3} users/);
  const first = await emails();
  await page.getByRole('link', { name: 'Next', exact: true }).click();
  await page.getByRole('link', { name: 'Previous', exact: true }).click();
  assert.deepEqual(await emails(), first);
  await page.getByRole('link', { name: 'Department', exact: true }).click();
  await page.locator('th[aria-sort=ascending]', { hasText: 'Department' }).waitFor();
  await page.getByRole('link', { name: /^Department/ }).click();
  await page.locator('th[aria-sort=descending]').waitFor();
  assert.match(page.url(), /sort=-department/);
  const department = (await page.locator('#users tbody td[data-label=Department]').first().innerText()).trim();
  await page.getByLabel('Department').fill(department);
  await page.getByLabel('Department').press('Enter');
  await page.waitForURL(/department=/);
  await page.locator('#users-export a[href*="department="]').waitFor();
  for (const cell of await page.locator('#users tbody td[data-label=Department]').allInnerTexts()) assert.equal(cell.trim(), department);
  await page.goto(at('/company/target-users'));
  await look(page, 'host target users of a thousand');
  page.check();
});

test("a person's page syncs and excludes the person", async () => {
  await page.goto(at('/company/target-users?provider=google-workspace'));
  await page.locator('#users tbody a').first().click();
  await page.getByRole('heading', { name: 'From Google Workspace', exact: true }).waitFor();
  await page.getByText('Last synced').waitFor();
  await look(page, 'host a person from Google');
  await page.getByRole('button', { name: 'Ask Google Workspace' }).click();
  await page.locator('.toast-card').getByText(/^A sync would /).waitFor();
  await page.getByRole('button', { name: 'Sync this person' }).click();
  await page.locator('.toast-card').getByText(/^Synced\. /).waitFor();
  await page.getByRole('button', { name: 'Exclude', exact: true }).click();
  await look(page, 'host the question before excluding');
  await page.getByRole('button', { name: 'Exclude person' }).click();
  await page.locator('.toast-card').getByText(/^Excluded: /).waitFor();
  await page.getByText('The next sync removes this target user').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Exclude', exact: true }).getAttribute('aria-disabled'), 'true');
  page.check();
});

test('groups, plugins, the audit trail and the dashboard lead on', async () => {
  await page.goto(at('/company/target-groups'));
  await look(page, 'host target groups of a thousand');
  await page.locator('tbody td[data-label=Members] a').first().click();
  await page.waitForURL(/target-users\?group=/);
  await page.goto(at('/plugins'));
  await look(page, 'host plugins and tasks');
  await page.getByRole('row', { name: /delete old sync history/ }).getByRole('button', { name: 'Run now' }).click();
  await page.locator('.toast-card').getByText(/started$/).waitFor();
  await page.goto(at('/company/audit'));
  await page.getByRole('cell', { name: 'Sync finished' }).first().waitFor();
  await page.getByLabel('By', { exact: true }).selectOption('Command line');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL(/actor=Command\+line/);
  await look(page, 'host audit trail of a sync');
  await page.goto(at('/'));
  await page.getByText('Nothing needs your decision.').waitFor();
  await look(page, 'host dashboard of a synced company');
  await page.getByRole('link', { name: 'Google User Provisioning', exact: true }).first().click();
  await page.waitForURL(google.address);
  page.check();
});

test('target users carry the badge of their source and locked fields, target groups the names of the units', async () => {
  const people = (await google.emulator.get('users')).filter(({ suspended, archived }) => !suspended && !archived);
  await page.goto(at('/company/target-users'));
  await page.getByLabel('Search').fill('yuki.tanaka');
  await page.getByRole('button', { name: 'Search' }).click();
  const row = page.getByRole('row').filter({ hasText: 'yuki.tanaka@acme.com' });
  await row.getByText('Google Workspace').waitFor();
  await row.getByRole('link', { name: 'yuki.tanaka@acme.com' }).click();
  await page.getByRole('heading', { name: 'These fields come from Google Workspace' }).waitFor();
  assert.equal(await page.getByLabel('Email', { exact: true }).isEditable(), false);
  assert.equal(await page.getByLabel('First name').inputValue(), '雪');
  assert.equal(await page.getByRole('button', { name: 'Save changes' }).count(), 0);
  for (const [name, path] of [['Brasil', '/Americas/Brasil'], ['Inside Sales', '/Europe/Germany/Sales/Inside Sales']]) {
    await page.goto(at(`/company/target-groups?search=${encodeURIComponent(name)}`));
    const group = page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
    assert.match(await group.innerText(), new RegExp(`\\b${people.filter(({ orgUnitPath }) => orgUnitPath === path).length}\\b[^]*Google Workspace`));
  }
  page.check();
});

test('a viewer gets 403 on the page of the plugin and on a POST by hand', async () => {
  const viewer = await google.open({ account: 'vera' });
  viewer.expectStatus(403);
  assert.equal((await viewer.goto(google.address)).status(), 403);
  await viewer.getByText('This page is for administrators').waitFor();
  assert.deepEqual(await findAxeViolations(viewer), [], 'forbidden');
  const token = await viewer.locator('input[name=_csrf]').first().inputValue();
  for (const action of ['connect', 'start_sync', 'sync_now', 'stop_sync', 'unlink']) {
    const form = { _csrf: token, _confirmed: action, _confirmation: 'acme.com' };
    const answer = await viewer.context().request.post(`${google.address}/actions/${action}`, { form, maxRedirects: 0, failOnStatusCode: false });
    assert.equal(answer.status(), 403, action);
  }
  await viewer.finish();
});
