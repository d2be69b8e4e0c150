// The host with the fixture plugin, a browser, and a fake consent page.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { openBrowser, openPage, signIn } from './browser.mjs';
import { startConsentPage } from './consent-page.mjs';
import { startHost } from './host.mjs';

const folder = process.env.FIXTURE_FOLDER;

/** `config` is appended to host.yaml. */
export async function startFixture({ config = '' } = {}) {
  const consent = await startConsentPage();
  const manifest = await readFile(join(folder, 'fixture.plugin.yaml'), 'utf8');
  const host = await startHost({
    config,
    plugins: [{ manifest: 'fixture.plugin.yaml', settings: 'consent.txt', redirectOrigins: [consent.origin] }],
    files: {
      'fixture.plugin.yaml': manifest.replace(/^library:.*$/m, `library: ${join(folder, 'fixture.so')}`),
      'consent.txt': `${consent.origin}/consent\n`,
    },
  });
  const browser = await openBrowser();
  const fixture = {
    host, browser,
    address: `${host.url}/company/settings/parts`,
    /** A signed-in page of the fixture's settings. */
    async open({ account = 'dana', ...options } = {}) {
      const page = await openPage(browser, options);
      await signIn(page, host, account);
      await page.goto(fixture.address);
      return page;
    },
    /** The same, with the fixture connected. */
    async openConnected(options) {
      const page = await fixture.open(options);
      await connect(page);
      return page;
    },
    async stop() {
      await browser.close();
      await host.stop();
      await consent.stop();
    },
  };
  return fixture;
}

/** Connects through the consent page unless the fixture is connected. */
export async function connect(page) {
  const button = page.getByRole('button', { name: 'Connect to Google' });
  if (!await button.isVisible()) return;
  await button.click();
  await page.getByRole('link', { name: 'Allow' }).click();
  await page.getByRole('heading', { name: 'Select sync source' }).waitFor();
}
