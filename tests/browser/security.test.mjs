// A directory whose names are markup, in a real browser: no script of it runs, on the server's pages and in what
// scripts draw. And the host in a frame of another site.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { consent, startGoogle } from './support/google.mjs';

const image = '"><img src=x onerror=window.stolen=1>';
const markup = `"><script>window.stolen=1</script>${image}`;
let google;
let page;
before(async () => {
  google = await startGoogle();
  const { emulator } = google;
  await emulator.post('units', { name: `Unit ${image}`, orgUnitId: 'id:evil', parentOrgUnitPath: '/' });
  await emulator.post('users', { id: '6001', primaryEmail: 'evil@acme.com', name: { givenName: '=1+1', familyName: markup }, orgUnitPath: `/Unit ${image}`, organizations: [{ department: markup, primary: true }] });
  await emulator.post('groups', { id: '6002', email: 'evil-group@acme.com', name: `Group ${markup}`, members: [{ email: 'evil@acme.com' }] });
  page = await google.open();
  await page.goto(google.address);
  await consent(page);
});
after(async () => {
  await google?.stop();
});

/** The page shows the name as text, and nothing of it ran. */
async function assertShown(where) {
  await page.getByText('<script>window.stolen=1</script>', { exact: false }).first().waitFor();
  assert.equal(await page.evaluate(() => window.stolen), undefined, where);
  assert.equal(await page.locator('img[src="x"]').count(), 0, where);
}

test('no name of the directory becomes markup, on pages and in pickers', async () => {
  await google.act('start_sync', { source: 'groups', scope: 'chosen', groups: '6002', method: 'matching_groups' });
  await page.goto(google.address);
  const { host } = google;
  await page.goto(`${host.url}/company/target-groups?search=script`);
  await assertShown('the list of groups');
  await page.getByRole('link', { name: /Group "><script>/ }).click();
  await page.getByRole('heading', { name: '1 member', exact: true }).waitFor();
  await assertShown('a group');
  await page.getByRole('link', { name: 'evil@acme.com' }).click();
  await page.getByRole('heading', { name: 'From Google Workspace', exact: true }).waitFor();
  await assertShown('a person');
  await page.goto(`${host.url}/company/target-users?search=evil`);
  await assertShown('the list of users');
  // Suggestions arrive by script.
  const suggestions = page.waitForResponse((response) => response.url().includes('/departments'));
  await page.getByLabel('Department').pressSequentially('scr');
  await suggestions;
  await page.locator('#department-options option').first().waitFor({ state: 'attached' });
  await page.goto(`${host.url}/company/audit`);
  await page.getByRole('heading', { name: 'Audit trail' }).waitFor();
  await page.goto(host.url);
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  assert.equal(await page.evaluate(() => window.stolen), undefined);
  page.check();
});

test('another site cannot show the host in a frame', async () => {
  const context = await google.browser.newContext();
  const foreign = await context.newPage();
  await foreign.route('http://evil.example/', (route) => route.fulfill({ contentType: 'text/html', body: `<iframe src="${google.host.url}/sign-in"></iframe>` }));
  await foreign.goto('http://evil.example/');
  const [, frame] = foreign.frames();
  await frame.waitForURL('chrome-error://chromewebdata/');
  await context.close();
});
