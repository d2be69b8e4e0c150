// Target users and target groups that are added by hand.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { findAxeViolations, openPage, signIn } from './support/browser.mjs';
import { startFixture } from './support/fixture.mjs';

let fixture;
before(async () => { fixture = await startFixture(); });
after(() => fixture.stop());

async function addUser(page, email, first = '') {
  await page.goto(`${fixture.host.url}/company/target-users/new`);
  await page.getByLabel('Email', { exact: true }).fill(email);
  await page.getByLabel('First name').fill(first);
  await page.getByRole('button', { name: 'Add user' }).click();
}

test('a user is added, changed, found and deleted by hand', async () => {
  const page = await fixture.open();
  page.expectStatus(422);
  await page.goto(`${fixture.host.url}/company/target-users`);
  await page.getByText('No target users yet').waitFor();
  await addUser(page, 'Ada@acme.com', 'Ada');
  await page.getByText('Ada@acme.com added').waitFor();
  await page.getByLabel('Department').fill('Research');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Changes saved').waitFor();
  await addUser(page, 'ada@ACME.com');
  await page.getByText('Another target user has this email.').waitFor();
  await page.goto(`${fixture.host.url}/company/target-users`);
  await page.getByRole('searchbox').fill('grace');
  await page.getByText('No matches').waitFor();
  assert.match(page.url(), /search=grace/);
  await page.getByRole('link', { name: 'Clear search and filters' }).click();
  await page.getByRole('link', { name: 'Ada@acme.com' }).click();
  await page.getByRole('button', { name: 'Delete user' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete user' }).click();
  await page.getByText('No target users yet').waitFor();
  await page.getByRole('link', { name: 'Audit trail' }).click();
  const trail = await page.locator('tbody tr').allInnerTexts();
  for (const [at, what] of ['User deleted', 'User changed', 'User added'].entries())
    assert.match(trail[at], new RegExp(`dana\\s+page, 127\\.0\\.0\\.1\\s+${what}\\s+Ada@acme\\.com\\s+Sample host`, 'i'));
  assert.deepEqual(await findAxeViolations(page), []);
  await page.finish();
});

test('the audit trail is for administrators', async () => {
  const page = await openPage(fixture.browser);
  await signIn(page, fixture.host, 'vera');
  assert.equal(await page.getByRole('link', { name: 'Audit trail' }).count(), 0);
  page.expectStatus(403);
  assert.equal((await page.goto(`${fixture.host.url}/company/audit`)).status(), 403);
  await page.finish();
});

test('the CSV export neutralizes formulas', async () => {
  const page = await fixture.open();
  await addUser(page, 'eve@acme.com', '=HYPERLINK("x")');
  const response = await page.context().request.get(`${fixture.host.url}/company/target-users.csv`);
  assert.match(await response.text(), /eve@acme\.com,"'=HYPERLINK\(""x""\)"/);
  await page.finish();
});

test('the CSV export follows the filters', async () => {
  const page = await fixture.open();
  await addUser(page, 'mary@acme.com', 'Mary');
  await page.goto(`${fixture.host.url}/company/target-users`);
  const rows = page.locator('#users tbody tr');
  await page.getByRole('searchbox').fill('mary');
  await page.waitForURL(/search=mary/);
  await page.locator('#users-export a[href*="search=mary"]').waitFor();
  assert.equal(await rows.count(), 1);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export as CSV' }).click()]);
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  assert.equal(lines.length, 2);
  assert.match(lines[1], /^mary@acme\.com,/);
  await page.finish();
});

test('a group is added, gets a member by hand, and is deleted', async () => {
  const page = await fixture.open();
  await addUser(page, 'grace@acme.com', 'Grace');
  await page.getByText('grace@acme.com added').waitFor();
  await page.goto(`${fixture.host.url}/company/target-groups`);
  await page.getByLabel('Name').fill('Night shift');
  await page.getByRole('button', { name: 'Add group' }).click();
  await page.getByLabel('Email of a target user').fill('GRACE@acme.com');
  await page.getByRole('button', { name: 'Add member' }).click();
  await page.getByRole('heading', { name: '1 member', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Remove grace@acme.com' }).click();
  await page.getByText('This group has no members.').waitFor();
  await page.getByRole('button', { name: 'Delete group' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete group' }).click();
  await page.getByText('No target groups yet').waitFor();
  await page.finish();
});
