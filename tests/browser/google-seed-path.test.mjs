// The path of an administrator, clicked in a browser: from connecting to unlinking, with the real plugin and
// a Google on another site. The tests follow one another through the same company, as a person would; the other
// company is for tests that stop earlier.
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

test('state 2: cancelling the consent shows a neutral notice and connects nothing', async () => {
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

test('state 3: an account that is not an administrator is named with what it lacks, and another one can be tried', async () => {
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

let page;
const tree = () => units(page);
const primaries = () => page.locator('.btn-primary:visible').allInnerTexts();

test('state 1: without a connection, the page offers to connect to Google', async () => {
  page = await google.open();
  await page.getByRole('link', { name: 'Company settings', exact: true }).click();
  await page.getByRole('link', { name: /Google User Provisioning/ }).click();
  await lookAt(page, 'Not connected');
  assert.deepEqual(await primaries(), ['Connect to Google']);
  page.check();
});

test('point 1: before connecting, the page says what is read, which account is needed, and that nothing syncs yet', async () => {
  const words = await page.locator('#b-connect_to_google').innerText();
  assert.match(words, /read-only access to users, groups and organizational units/);
  assert.match(words, /You need a Google Workspace administrator account\./);
  assert.match(words, /Nothing is synced until you start the sync\./);
});

test('point 2: Google leads back to this page, in the next state, within 2 seconds', async () => {
  await consent(page);
  // Nothing has to be waited for.
  assert.equal(await pill(page).innerText(), 'Connected, not set up');
  assert.equal(page.url(), google.address);
  const milliseconds = await page.evaluate(() => performance.getEntriesByType('navigation')[0].responseEnd);
  assert.ok(milliseconds < 2000, `${milliseconds} ms`);
  page.check();
});

test('point 3: a card says which domain is connected, who connected it, when, and with what access', async () => {
  const card = page.locator('#b-google_workspace');
  assert.match(await card.innerText(), /acme\.com[^]*dana\.reyes@acme\.com[^]*Connected by\s+dana[^]*Read users, groups and organizational units/i);
  assert.match(await card.locator('time').getAttribute('datetime'), /^\d{4}-/);
});

test('state 4: connected and not set up, the page has the form, and syncs nothing', async () => {
  await page.getByText('Nothing is synced until you start the sync.').waitFor();
  await lookAt(page, 'Connected, not set up');
  page.check();
});

test('point 5: a state has one primary button, and a disabled button says why', async () => {
  // `lookAt` refuses a second one in every state.
  assert.deepEqual(await primaries(), ['Preview changes']);
  const button = page.getByRole('button', { name: 'Sync now' });
  assert.equal(await button.getAttribute('aria-disabled'), 'true');
  await button.hover();
  await page.getByRole('tooltip', { name: 'Choose which users to sync and start the sync first.' }).waitFor();
});

test('units are selected in the tree, also from a search, and shown as chips', async () => {
  await page.getByRole('radio', { name: 'Only selected ones' }).first().check();
  await tree().getByRole('checkbox', { name: 'Europe' }).waitFor();
  await tree().getByRole('searchbox').fill('inside');
  await tree().getByRole('checkbox', { name: /Inside Sales/ }).check();
  await tree().getByRole('searchbox').fill('');
  await tree().getByRole('checkbox', { name: 'Europe' }).waitFor();
  await tree().getByRole('button', { name: 'Below Americas' }).click();
  await tree().getByRole('checkbox', { name: 'Brasil' }).check();
  await tree().getByRole('checkbox', { name: 'Asia' }).check();
  assert.deepEqual(await tree().locator('.chip-label').allInnerTexts(),
    ['/ Europe / Germany / Sales / Inside Sales', '/ Americas / Brasil', '/ Asia']);
  assert.equal(await tree().getByRole('checkbox', { name: 'Europe' }).evaluate((box) => box.indeterminate), true);
  await page.getByRole('radio', { name: /^Users and matching groups/ }).check();
  assert.deepEqual(await findAxeViolations(page), [], 'units chosen');
});

test('state 5: a preview is made, and then offers to start the sync', async () => {
  await google.emulator.put('switches', { latency_ms: 3000 });
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await pill(page).getByText('Previewing', { exact: true }).waitFor();
  assert.deepEqual(await primaries(), ['Stop preview']);
  await google.emulator.put('switches', { latency_ms: 0 });
  await page.getByRole('heading', { name: 'Preview: nothing has been changed' }).waitFor();
  await lookAt(page, 'Connected, not set up', 'with a preview');
  assert.deepEqual(await primaries(), ['Start sync']);
  page.check();
});

test('point 12: a preview counts the changes, gives the reason for each, and changes nothing', async () => {
  const people = await peopleIn('/Europe/Germany/Sales/Inside Sales', '/Americas/Brasil', '/Asia');
  assert.match(await page.locator('#b-preview').innerText(), new RegExp(`Would be added\\s+${people.length}\\s[^]*Would be removed\\s+0\\s[^]*Would be skipped\\s+\\d`, 'i'));
  await page.getByRole('link', { name: 'Show each change' }).click();
  const row = page.locator('#b-run_people').getByRole('row').filter({ hasText: '@' }).first();
  assert.match(await row.innerText(), /Would be added[^]*@[^]*In \/ /);
  await lookAt(page, 'Connected, not set up', 'each change of a preview');
  const other = await google.open();
  await other.goto(`${google.host.url}/company/target-users`);
  await other.getByText('No target users yet').waitFor();
  await other.finish();
  await page.getByRole('link', { name: 'Back to the settings' }).click();
  page.check();
});

test('state 6: a running sync shows its steps, what it has done, and the button that stops it', async () => {
  await google.emulator.put('switches', { latency_ms: 3000 });
  await page.getByRole('button', { name: 'Start sync' }).click();
  await run(page).getByText('Step 1 of 3').waitFor();
  await page.evaluate(() => { window.sameDocument = true; });
  for (const part of [page.locator('h1'), pill(page), run(page).getByRole('button', { name: 'Stop sync' })])
    assert.ok(await part.evaluate((element) => { const { top, bottom } = element.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }), `${part} is in view`);
  assert.deepEqual(await primaries(), ['Stop sync']);
  await run(page).locator('.count').filter({ hasText: /[1-9]/ }).waitFor();
  // The run waits while the page is looked at.
  await holdListings();
  await lookAt(page, 'Syncing');
  await releaseListings();
  await google.emulator.put('switches', { latency_ms: 0 });
  page.check();
});

test('state 7: at the end of the sync, the page has its result, without a reload', async () => {
  await pill(page).getByText('Healthy', { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => window.sameDocument), true);
  await run(page).waitFor({ state: 'detached' });
  assert.equal(await page.getByText('The sync has started').count(), 0, 'a message of the start');
  await page.waitForFunction(() => scrollY === 0, null, { polling: 100 });
  assert.equal(await page.locator('noscript *').count(), 0, 'stand-ins for browsers without scripts');
  const people = await peopleIn('/Europe/Germany/Sales/Inside Sales', '/Americas/Brasil', '/Asia');
  assert.equal(await tile(page, 'Users from Google').innerText(), String(people.length));
  await lookAt(page, 'Healthy');
  assert.deepEqual(await primaries(), ['Sync now']);
  page.check();
});

test('point 15: the last and the next sync are shown with their times', async () => {
  for (const [name, words] of [['Last sync', /\d+ added, 0 updated, 0 removed/], ['Next sync', /every 24 hours/]]) {
    assert.match(await page.locator('.tile').filter({ hasText: name }).innerText(), words);
    assert.match(await tile(page, name).locator('time').getAttribute('datetime'), /^\d{4}-/);
  }
});

test('point 4: the state has one name, on the page, on its parts and on the dashboard', async () => {
  for (const part of ['Settings', 'Syncs', 'People']) {
    await tab(page, part).click();
    await page.waitForURL(new RegExp(`/${{ Settings: 'settings', Syncs: 'runs', People: 'people' }[part]}$`));
    assert.equal(await pill(page).innerText(), 'Healthy', part);
  }
  await page.goto(google.host.url);
  assert.equal(await page.locator('.plugin-head .status').innerText(), 'Healthy');
  await page.goto(google.address);
  page.check();
});

test('what is chosen is called by its name, before and after a sync', async () => {
  await page.locator('#b-settings_in_words').getByText(/“\/ Americas \/ Brasil”/).waitFor();
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  assert.deepEqual((await tree().locator('.chip-label').allInnerTexts()).sort(),
    ['/ Americas / Brasil', '/ Asia', '/ Europe / Germany / Sales / Inside Sales']);
  await lookAt(page, 'Healthy', 'settings');
  page.check();
});

test('point 16: the history has a row for each sync, and its people with the reasons, as pages and as a file', async () => {
  const people = await peopleIn('/Europe/Germany/Sales/Inside Sales', '/Americas/Brasil', '/Asia');
  await tab(page, 'Syncs').click();
  await lookAt(page, 'Healthy', 'syncs');
  const row = page.locator('#b-history').getByRole('row').filter({ has: page.getByRole('link', { name: 'Show details' }) });
  assert.match((await row.first().innerText()).replace(/\s+/g, ' '), new RegExp(`dana Completed ${people.length} 0 0 \\d+ 0 0 (under )?\\d+ s`));
  await page.getByRole('link', { name: 'Show details' }).first().click();
  await page.getByRole('heading', { name: /^Sync of / }).waitFor();
  const table = page.locator('#b-run_people');
  await table.getByText('Added').first().waitFor();
  await lookAt(page, 'Healthy', 'a sync');
  // A page of the table starts at its top, and the way back leads to the first one.
  await table.getByText(/^1–25 of \d+$/).waitFor();
  await table.getByRole('link', { name: 'Next' }).click();
  await table.getByText(/^26–50 of \d+$/).waitFor();
  const top = await table.evaluate((element) => element.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 300, `the table begins at ${top}`);
  await table.getByRole('link', { name: 'Previous' }).click();
  await table.getByText(/^1–25 of \d+$/).waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), table.getByRole('link', { name: 'Export as CSV' }).click()]);
  assert.match(file.suggestedFilename(), /^sync-run-\d+-people\.csv$/);
  const [head, ...changes] = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  assert.equal(head, 'Change,Person,Why');
  const count = (change) => changes.filter((line) => line.startsWith(`${change},`)).length;
  assert.deepEqual([count('Added'), count('Group created'), changes.length], [people.length, 3, people.length + 3], 'the rows of all pages of the table');
  await page.finish();
});

test('point 13: a reload and a second tab show the active run, and it can be stopped', async (t) => {
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
  await t.test('point 14: a second start joins the running sync', async () => {
    // A tab that still shows the button, such as one without scripts.
    const again = await post(other, actionPath('sync_now'), { _csrf: await tokenOf(other) });
    assert.match(await again.text(), /A sync is already running\. No second sync was started\./);
    assert.equal(await other.getByRole('button', { name: 'Sync now' }).count(), 0);
  });
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

test('state 9: removals above the limit wait for review', async (t) => {
  const before = await peopleIn('/Asia', '/Americas/Brasil', '/Europe/Germany/Sales/Inside Sales');
  const leavers = (await peopleIn('/Asia')).slice(0, 30);
  for (const { id } of leavers) await google.emulator.patch(`users/${id}`, { suspended: true });
  const page = await openSettings();
  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await page.getByRole('heading', { name: '30 removals need your approval' }).waitFor();
  await lookAt(page, 'Waiting for review');
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
  await t.test('point 17: no one is removed meanwhile, and users are kept one by one, or the limit is changed', async () => {
    await page.setViewportSize({ width: 1360, height: 900 });
    await page.reload();
    await page.locator('#b-held_people').getByRole('row').filter({ hasText: leavers[0].primaryEmail }).getByRole('button', { name: 'Keep' }).click();
    await page.getByRole('heading', { name: '29 removals need your approval' }).waitFor();
    await page.goto(`${google.address}/removals`);
    await page.locator('#b-dismissed_people').getByText(leavers[0].primaryEmail).waitFor();
    await page.getByRole('button', { name: 'Approve 29 removals' }).waitFor();
    await page.getByRole('link', { name: 'Change the limit' }).first().waitFor();
    await tab(page, 'Overview').click();
    const shown = page.locator('.tile').filter({ hasText: 'Users from Google' });
    assert.equal(Number(await shown.locator('.tile-value').innerText()), before.length, 'no one is removed');
    assert.match(await shown.innerText(), /1 kept by your decision/);
  });
  for (const { id } of leavers) await google.emulator.patch(`users/${id}`, { suspended: false });
  await tab(page, 'Overview').click();
  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await pill(page).getByText('Healthy', { exact: true }).waitFor();
  await page.finish();
});

test('state 11: a revoked grant asks to reconnect', async (t) => {
  const people = await peopleIn('/Asia', '/Americas/Brasil', '/Europe/Germany/Sales/Inside Sales');
  await google.emulator.post('grants/revoke', { account: 'dana.reyes@acme.com' });
  const page = await openSettings();
  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await page.getByRole('heading', { name: 'Reconnect to Google' }).waitFor();
  await lookAt(page, 'Reconnect needed');
  assert.deepEqual(await page.locator('.btn-primary:visible').allInnerTexts(), ['Reconnect to Google']);
  await t.test('point 18: the schedule pauses, no one is removed, and reconnecting resumes the sync', async () => {
    assert.match(await page.locator('#b-reconnect_notice').innerText(), /Target users and settings stay as they are\. The daily sync is paused until you reconnect\./);
    assert.equal(await tile(page, 'Next sync').innerText(), 'Paused');
    assert.equal(await tile(page, 'Users from Google').innerText(), String(people.length));
    await consent(page, { button: 'Reconnect to Google' });
    assert.notEqual(await pill(page).innerText(), 'Reconnect needed');
    await page.getByRole('button', { name: /^(Sync|Try) now$/ }).click();
    await pill(page).getByText('Healthy', { exact: true }).waitFor();
    await tile(page, 'Next sync').locator('time').waitFor();
  });
  await page.finish();
});

test('point 20: the page works with the keyboard alone at 320 pixels, and the audit trail names who did what', async () => {
  const page = await openSettings({ width: 320 });
  // From the start of the page, past the navigation.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  for (let stops = 0; await page.evaluate(() => document.activeElement.textContent.trim() !== 'Sync now'); ++stops) {
    assert.ok(stops < 20, 'the button is not reached');
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await pill(page).getByText('Healthy', { exact: true }).waitFor();
  await page.goto(`${google.host.url}/company/audit`);
  const trail = (await page.locator('.audit tbody tr').allInnerTexts()).map((row) => row.replace(/\s+/g, ' '));
  for (const what of ['Started a sync.', 'Dismissed 1 removal:', 'Connected to acme.com'])
    assert.ok(trail.some((row) => row.includes('dana') && row.includes(what)), `${what} in ${trail.join('\n')}`);
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
