// The real plugin in the real host, with the Google emulator on another site: the host is at 127.0.0.1, Google at
// localhost, so that cookies and the Content-Security-Policy are tested as with the real Google.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Emulator } from '../../integration/support/emulator.mjs';
import { programs, run } from '../../integration/support/processes.mjs';
import { look, openBrowser, openPage, signIn } from './browser.mjs';
import { startHost } from './host.mjs';

const workspace = new URL('../../../sample-host/google-emulator/data/demo-workspace.yaml', import.meta.url).pathname;
const manifest = new URL('../../../manifests/google-user-provisioning.plugin.yaml', import.meta.url);

export const administrator = 'dana.reyes@acme.com';

const settings = (google) => `google:
  client_id: 1234.apps.googleusercontent.com
  client_secret: demo-client-secret
  endpoints:
    authorization: ${google}/o/oauth2/v2/auth
    token: ${google}/token
    revocation: ${google}/revoke
    directory: ${google}
  requests_per_minute: 100000
`;

/** A host whose companies are not connected yet, an emulator with the demo's thousand people, and a browser. */
export async function startGoogle() {
  const emulator = await Emulator.start(['--workspace', workspace]);
  const google = emulator.url.replace('127.0.0.1', 'localhost');
  const library = join(programs, '../lib/google-user-provisioning.so');
  const host = await startHost({
    plugins: [{ manifest: 'plugin.yaml', settings: 'settings.yaml' }],
    files: {
      'plugin.yaml': (await readFile(manifest, 'utf8')).replace(/^library:.*$/m, `library: ${library}`),
      'settings.yaml': settings(google),
    },
  });
  const browser = await openBrowser();
  return {
    emulator, host, browser, google,
    address: `${host.url}/company/settings/google-user-provisioning`,
    /** Returns a signed-in page at the dashboard. */
    async open({ account = 'dana', ...options } = {}) {
      const page = await openPage(browser, options);
      await signIn(page, host, account);
      return page;
    },
    /** An action of the plugin's page on the command line, for acme: it waits for the end of a sync, and ends with `expected`. */
    async act(action, values = {}, expected = 0) {
      const set = Object.entries(values).flatMap(([field, value]) => ['--set', `${field}=${value}`]);
      const { code, stdout, stderr } = await run(`${programs}/sample-host`, ['page', 'act', '--config', join(host.folder, 'host.yaml'),
        '--company', 'acme', '--page', 'google-user-provisioning', '--action', action, ...set]);
      assert.equal(code, expected, `${action}: ${stdout}${stderr}`);
    },
    async stop() {
      await browser.close();
      await host.stop();
      const violations = await emulator.violations();
      await emulator.stop();
      assert.deepEqual(violations, [], 'requests that Google does not know');
    },
  };
}

/** Connects through Google's pages. Resolves once the browser is back at the host. */
export async function consent(page, { button = 'Connect to Google', account = administrator, decide = 'Allow', back = '' } = {}) {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForURL(/^http:\/\/localhost:/).catch(async (error) => {
    throw new Error(`the host shows, instead of leading to Google: ${await page.locator('main').innerText()}`, { cause: error });
  });
  // Google asks for the account only where no hint names one.
  const chooser = page.getByRole('button', { name: 'Continue' });
  const decision = page.getByRole('button', { name: decide });
  await chooser.or(decision).waitFor();
  if (await chooser.isVisible()) {
    await page.getByRole('radio', { name: account, exact: true }).check();
    await chooser.click();
  }
  await decision.click();
  await page.waitForURL((url) => url.hostname === '127.0.0.1' && url.pathname === `/company/settings/google-user-provisioning${back && `/${back}`}`);
}

/** The link to one of the page's main parts. */
export const tab = (page, name) => page.getByRole('navigation', { name: 'Parts of this page' }).getByRole('link', { name });

/** Returns the text of the pill next to the title. */
export const pill = (page) => page.locator('.page-head .status');

/** Waits for a state of the page by its pill, and checks the page. A page has at most one primary button. */
export async function lookAt(page, state, picture = state) {
  await pill(page).getByText(state, { exact: true }).waitFor();
  assert.ok(await page.locator('main .btn-primary:visible').count() <= 1, `primary buttons: ${picture}`);
  await look(page, picture);
}
