// The path of an administrator, clicked in a browser: from connecting to unlinking, with the real plugin and
// a Google on another site. The tests follow one another through the same company, as a person would; the other
// company serves those who do not get as far.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { findAxeViolations } from './support/browser.mjs';
import { consent, lookAt, pill, startGoogle, tab } from './support/google.mjs';

let google;
before(async () => { google = await startGoogle(); });
after(() => google?.stop());

const actionPath = (action) => `/company/settings/google-user-provisioning/actions/${action}`;
const tokenOf = (page) => page.locator('input[name=_csrf]').first().inputValue();
/** A POST by hand with the cookies of the page's person. */
const post = (page, path, form) =>
  page.context().request.post(`${google.host.url}${path}`, { form, maxRedirects: 0, failOnStatusCode: false });

const units = (page) => page.locator('#b-organizational_units');
const run = (page) => page.locator('#b-progress');
const tile = (page, name) => page.locator('.tile').filter({ hasText: name }).locator('.tile-value');
const toTargetUsers = (page) => page.getByRole('link', { name: 'Target users', exact: true }).click();
const toTargetGroups = (page) => page.getByRole('link', { name: 'Target groups', exact: true }).click();

/** The people in these units and in the units below them. */
async function peopleIn(...paths) {
  const people = await google.emulator.get('users');
  return people.filter(({ suspended, archived, orgUnitPath }) =>
    !suspended && !archived && paths.some((path) => orgUnitPath === path || orgUnitPath.startsWith(`${path}/`)));
}

async function openSettings(options) {
  const page = await google.open(options);
  await page.goto(google.address);
  return page;
}

/** Blocks every listing of users until it is released, so that a run lasts as long as a test needs. */
const holdListings = () => google.emulator.post('faults', [{ match: { path_regex: '/users$' }, fault: 'hang' }]);
const releaseListings = () => google.emulator.delete('faults');

test('state 2, point 2: cancelling the consent shows a neutral notice and connects nothing', async () => {
  const page = await openSettings({ account: 'otto' });
  await consent(page, { decide: 'Cancel' });
  assert.equal(page.url(), google.address);
  await page.getByRole('heading', { name: 'You did not finish connecting' }).waitFor();
  await lookAt(page, 'Not connected', 'cancelled');
  assert.equal(await page.locator('#b-connect_problem').getAttribute('role'), 'status');
  assert.equal(await page.getByRole('button', { name: 'Connect to Google' }).count(), 1);
  assert.equal(await page.getByRole('button', { name: /Unlink/ }).count(), 0);
  await page.finish();
});

test('state 3, point 2: an account that is no administrator is named with what it lacks, and another one can be tried', async () => {
  const page = await openSettings({ account: 'otto' });
  await consent(page, { account: 'sam.doe@acme.com' });
  await page.getByRole('heading', { name: 'This Google account could not be connected' }).waitFor();
  assert.match(await page.locator('#b-connect_problem').innerText(), /sam\.doe@acme\.com.*administrator/s);
  await lookAt(page, 'Not connected', 'no administrator');
  assert.equal(await page.locator('#b-connect_problem').getAttribute('role'), 'alert');
  await consent(page, { button: 'Try another account', account: 'alex.private@gmail.com' });
  assert.match(await page.locator('#b-connect_problem').innerText(), /Workspace/);
  await page.getByRole('button', { name: 'Try another account' }).waitFor();
  await page.finish();
});

test('states 1 and 4, points 1 to 5: connecting leads to Google and back to the next state of the page', async () => {
  const page = await google.open();
  await page.getByRole('link', { name: 'Company settings', exact: true }).click();
  await page.getByRole('link', { name: /Google User Provisioning/ }).click();
  await lookAt(page, 'Not connected');
  assert.match(await page.locator('main').innerText(), /read-only access to users, groups and organizational units/);
  await consent(page);
  // The page to which Google sends back is in the next state already: nothing has to be waited for.
  assert.equal(await pill(page).innerText(), 'Connected, not set up');
  assert.equal(page.url(), google.address);
  const card = page.locator('#b-google_workspace');
  assert.match(await card.innerText(), /acme\.com[^]*dana\.reyes@acme\.com[^]*Connected by\s+dana/i);
  await page.getByText('Nothing is synced until you start the sync.').waitFor();
  await lookAt(page, 'Connected, not set up');
  await page.finish();
});

test('states 5 to 7, points 6, 7, 10, 12, 13, 15 and 16: units are selected, and the page follows the first sync to its end', async () => {
  const page = await openSettings();
  await page.getByRole('radio', { name: 'Only selected ones' }).first().check();
  const tree = units(page);
  await tree.getByRole('checkbox', { name: 'Europe' }).waitFor();
  await tree.getByRole('searchbox').fill('inside');
  await tree.getByRole('checkbox', { name: /Inside Sales/ }).check();
  await tree.getByRole('searchbox').fill('');
  await tree.getByRole('checkbox', { name: 'Europe' }).waitFor();
  await tree.getByRole('button', { name: 'Below Americas' }).click();
  await tree.getByRole('checkbox', { name: 'Brasil' }).check();
  await tree.getByRole('checkbox', { name: 'Asia' }).check();
  assert.deepEqual(await tree.locator('.chip-label').allInnerTexts(),
    ['/ Europe / Germany / Sales / Inside Sales', '/ Americas / Brasil', '/ Asia']);
  assert.equal(await tree.getByRole('checkbox', { name: 'Europe' }).evaluate((box) => box.indeterminate), true);
  await page.getByRole('radio', { name: /^Users and matching groups/ }).check();
  assert.deepEqual(await findAxeViolations(page), [], 'units chosen');

  await page.getByRole('button', { name: 'Preview changes' }).click();
  await page.getByRole('heading', { name: 'Preview: nothing has been changed' }).waitFor();
  await page.getByRole('link', { name: 'Show each change' }).click();
  await page.locator('#b-run_people').getByText('Added').first().waitFor();
  await lookAt(page, 'Connected, not set up', 'each change of a preview');
  await page.getByRole('link', { name: 'Back to the settings' }).click();
  await lookAt(page, 'Connected, not set up', 'with a preview');

  await google.emulator.put('switches', { latency_ms: 3000 });
  await page.getByRole('button', { name: 'Start sync' }).click();
  await run(page).getByText('Step 1 of 3').waitFor();
  assert.ok(await run(page).evaluate((card) => card.getBoundingClientRect().bottom <= innerHeight), 'the progress is in view');
  // From here on, the page changes without a reload.
  await page.evaluate(() => { window.sameDocument = true; });
  await run(page).locator('.count').filter({ hasText: /[1-9]/ }).waitFor();
  // The run waits while the page is looked at.
  await holdListings();
  await lookAt(page, 'Syncing');
  await releaseListings();
  await google.emulator.put('switches', { latency_ms: 0 });
  await pill(page).getByText('Healthy', { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => window.sameDocument), true);
  await run(page).waitFor({ state: 'detached' });
  await page.waitForFunction(() => scrollY === 0, null, { polling: 100 });
  assert.equal(await page.locator('noscript *').count(), 0, 'stand-ins for browsers without scripts');
  const people = await peopleIn('/Europe/Germany/Sales/Inside Sales', '/Americas/Brasil', '/Asia');
  assert.equal(await tile(page, 'Users from Google').innerText(), String(people.length));
  await lookAt(page, 'Healthy');
  // What is chosen is called by its name, before and after a sync.
  await page.locator('#b-settings_in_words').getByText(/“\/ Americas \/ Brasil”/).waitFor();
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  assert.deepEqual((await tree.locator('.chip-label').allInnerTexts()).sort(),
    ['/ Americas / Brasil', '/ Asia', '/ Europe / Germany / Sales / Inside Sales']);
  await lookAt(page, 'Healthy', 'settings');
  await tab(page, 'Syncs').click();
  await lookAt(page, 'Healthy', 'syncs');
  await page.getByRole('link', { name: 'Show details' }).first().click();
  await page.getByRole('heading', { name: /^Sync of / }).waitFor();
  await page.locator('#b-run_people').getByText('Added').first().waitFor();
  await lookAt(page, 'Healthy', 'a sync');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('#b-run_people').getByRole('link', { name: 'Export as CSV' }).click(),
  ]);
  assert.match(file.suggestedFilename(), /^sync-run-\d+-people\.csv$/);
  const [head, ...changes] = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  assert.equal(head, 'Change,Person,Why');
  const count = (change) => changes.filter((line) => line.startsWith(`${change},`)).length;
  assert.deepEqual([count('Added'), count('Group created'), changes.length], [people.length, 3, people.length + 3], 'the rows of all pages of the table');
  await page.finish();
});

test('target users carry the badge of their source and locked fields, target groups the names of the units', async () => {
  const page = await google.open();
  const people = await peopleIn('/Europe/Germany/Sales/Inside Sales', '/Americas/Brasil', '/Asia');
  await toTargetUsers(page);
  await page.getByText(`${people.length} users`).waitFor();
  await page.getByLabel('Search').fill('yuki.tanaka');
  await page.getByRole('button', { name: 'Search' }).click();
  const row = page.getByRole('row').filter({ hasText: 'yuki.tanaka@acme.com' });
  await row.getByText('Google Workspace').waitFor();
  assert.deepEqual(await findAxeViolations(page), [], 'target users');
  await row.getByRole('link', { name: 'yuki.tanaka@acme.com' }).click();
  await page.getByRole('heading', { name: 'These fields come from Google Workspace' }).waitFor();
  assert.equal(await page.getByLabel('Email', { exact: true }).isEditable(), false);
  assert.equal(await page.getByLabel('First name').inputValue(), '雪');
  assert.equal(await page.getByRole('button', { name: 'Save changes' }).count(), 0);
  assert.deepEqual(await findAxeViolations(page), [], 'a target user');
  await toTargetGroups(page);
  for (const [name, path] of [['Asia', '/Asia'], ['Brasil', '/Americas/Brasil'], ['Inside Sales', '/Europe/Germany/Sales/Inside Sales']]) {
    const group = page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
    assert.match(await group.innerText(), new RegExp(`\\b${(await peopleIn(path)).length}\\b[^]*Google Workspace`));
  }
  assert.deepEqual(await findAxeViolations(page), [], 'target groups');
  await page.finish();
});

test('state 6, points 13 and 14: a reload and a second tab show the run that goes on, nothing starts twice, and it can be stopped', async () => {
  const page = await openSettings();
  const other = await page.context().newPage();
  await other.goto(google.address);
  await holdListings();
  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await run(page).waitFor();
  await other.bringToFront();
  await run(other).waitFor();
  await page.bringToFront();
  await page.reload();
  await run(page).waitFor();
  // A tab that still shows the button, such as one without scripts.
  const again = await post(other, actionPath('sync_now'), { _csrf: await tokenOf(other) });
  assert.match(await again.text(), /A sync is already running\. No second sync was started\./);
  assert.equal(await other.getByRole('button', { name: 'Sync now' }).count(), 0);
  await page.getByRole('button', { name: 'Stop sync' }).click();
  await pill(page).getByText('Healthy', { exact: true }).waitFor();
  await other.bringToFront();
  await pill(other).getByText('Healthy', { exact: true }).waitFor();
  await releaseListings();
  const stopped = page.locator('#b-latest_runs').getByRole('row').filter({ hasText: 'Stopped' });
  assert.equal(await stopped.count(), 1, 'the second start began nothing');
  assert.deepEqual(await findAxeViolations(page), [], 'stopped');
  await page.finish();
});

test('“Sync now” brings what changed in Google', async () => {
  const [person] = await peopleIn('/Asia');
  await google.emulator.patch(`users/${person.id}`, { name: { givenName: 'Renamed', familyName: 'Person' } });
  const page = await openSettings();
  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await page.locator('#b-tiles').getByText('0 added, 1 updated, 0 removed').waitFor();
  await lookAt(page, 'Healthy', 'synced again');
  await toTargetUsers(page);
  await page.getByLabel('Search').fill(person.primaryEmail);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('row').filter({ hasText: person.primaryEmail }).getByText('Renamed Person').waitFor();
  await page.finish();
});

test('a viewer gets 403 on the page and on a POST by hand', async () => {
  const page = await google.open({ account: 'vera' });
  page.expectStatus(403);
  assert.equal((await page.goto(google.address)).status(), 403);
  await page.getByText('This page is for administrators').waitFor();
  assert.deepEqual(await findAxeViolations(page), [], 'forbidden');
  const token = await tokenOf(page);
  for (const action of ['connect', 'start_sync', 'sync_now', 'stop_sync', 'unlink'])
    assert.equal((await post(page, actionPath(action), { _csrf: token, _confirmed: action, _confirmation: 'acme.com' })).status(), 403, action);
  await page.finish();
});

test('state 9, point 17: removals above the limit wait for approval, and no one is removed meanwhile', async () => {
  const before = await peopleIn('/Asia', '/Americas/Brasil', '/Europe/Germany/Sales/Inside Sales');
  const leavers = (await peopleIn('/Asia')).slice(0, 30);
  for (const { id } of leavers) await google.emulator.patch(`users/${id}`, { suspended: true });
  const page = await openSettings();
  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await page.getByRole('heading', { name: '30 removals need your approval' }).waitFor();
  await lookAt(page, 'Waiting for review');
  assert.equal(await tile(page, 'Users from Google').innerText(), String(before.length));
  await page.getByRole('link', { name: 'Review 30 removals' }).click();
  await page.locator('#b-held_removals').getByText(leavers[0].primaryEmail).waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await lookAt(page, 'Waiting for review', 'held removals');
  page.expectStatus(422);
  await page.getByText('Decide about some of them').click();
  await page.getByLabel('Number of removals to approve').fill('29');
  await page.getByRole('button', { name: 'Approve removals and sync' }).click();
  await page.getByRole('alert').getByText('Type 30 to approve 30 removals. You typed “29”.').waitFor();
  assert.deepEqual(await findAxeViolations(page), [], 'a wrong number');
  for (const { id } of leavers) await google.emulator.patch(`users/${id}`, { suspended: false });
  await tab(page, 'Overview').click();
  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await pill(page).getByText('Healthy', { exact: true }).waitFor();
  await page.finish();
});

test('state 11, point 18: a revoked grant asks to reconnect and removes no one', async () => {
  const people = await peopleIn('/Asia', '/Americas/Brasil', '/Europe/Germany/Sales/Inside Sales');
  await google.emulator.post('grants/revoke', { account: 'dana.reyes@acme.com' });
  const page = await openSettings();
  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await page.getByRole('heading', { name: 'Reconnect to Google' }).waitFor();
  await lookAt(page, 'Reconnect needed');
  assert.equal(await tile(page, 'Users from Google').innerText(), String(people.length));
  await consent(page, { button: 'Reconnect to Google' });
  assert.notEqual(await pill(page).innerText(), 'Reconnect needed');
  await page.getByRole('button', { name: /^(Sync|Try) now$/ }).click();
  await pill(page).getByText('Healthy', { exact: true }).waitFor();
  await page.finish();
});

test('point 19: unlinking requires the typed domain, removes its users and groups, and reports what it removed', async () => {
  const page = await openSettings();
  const people = await peopleIn('/Asia', '/Americas/Brasil', '/Europe/Germany/Sales/Inside Sales');
  await page.getByRole('button', { name: 'Unlink and delete users…' }).click();
  const question = page.getByRole('dialog');
  const confirmation = question.getByRole('textbox', { name: 'Type acme.com to confirm' });
  const decide = question.getByRole('button', { name: `Unlink and delete ${people.length} users` });
  await lookAt(page, 'Healthy', 'unlink');
  await confirmation.fill('acme.org');
  await decide.click();
  assert.equal(await confirmation.evaluate((box) => box.validity.valid), false);
  assert.equal(await question.isVisible(), true);
  // The server does not rely on the browser for it.
  const token = await tokenOf(page);
  const refused = await post(page, actionPath('unlink'), { _csrf: token, _confirmed: 'unlink', _confirmation: 'acme.org' });
  assert.notEqual(refused.status(), 303);
  assert.equal(await pill(page).innerText(), 'Healthy');

  await confirmation.fill('acme.com');
  await decide.click();
  await page.getByRole('heading', { name: 'Google Workspace is unlinked' }).waitFor();
  await page.locator('#b-unlink_receipt').getByText(`${people.length} users and 3 target groups deleted. The access to Google was revoked.`).waitFor();
  await lookAt(page, 'Not connected', 'unlinked');
  await page.getByRole('button', { name: 'Connect to Google' }).waitFor();
  await toTargetUsers(page);
  await page.getByText('yuki.tanaka@acme.com').waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'No target users yet' }).waitFor();
  assert.deepEqual(await findAxeViolations(page), [], 'no users left');
  await page.finish();
});
