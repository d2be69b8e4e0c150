// A browser with two guards: a test fails on any error in the console and on any violation of the
// Content-Security-Policy, whatever else it looks at.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

import { password } from '../../support/account.mjs';

const axe = await readFile(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

/** A page in a context of its own. `check()` throws what the guards have seen; call it at the end of a test. */
export async function openPage(browser, { width = 1360, height = 900, javaScript = true, locale = 'en-GB' } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, reducedMotion: 'reduce', javaScriptEnabled: javaScript, locale, timezoneId: 'UTC',
  });
  const problems = [];
  const expected = new Set();
  await context.exposeBinding('reportViolation', (_, text) => problems.push(`CSP: ${text}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      window.reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
  });
  // Long enough for a busy machine. Only failing tests wait that long.
  context.setDefaultTimeout(Number(process.env.PATIENCE ?? 90_000));
  // Accepts the prompt about unsaved entries.
  context.on('dialog', (dialog) => dialog.accept());
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const status = /the server responded with a status of (\d+)/.exec(message.text());
    if (status && expected.has(Number(status[1]))) return;
    problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.stack}`));
  return Object.assign(page, {
    /** Whether the page runs scripts: axe needs them. */
    javaScript,
    /** Chromium writes answers of 4xx and 5xx into the console: name those that the test asks for. */
    expectStatus: (...statuses) => statuses.forEach((status) => expected.add(status)),
    check: () => assert.deepEqual(problems, []),
    finish: async () => {
      await context.close();
      assert.deepEqual(problems, []);
    },
  });
}

export async function signIn(page, host, name = 'dana') {
  await page.goto(`${host.url}/sign-in`);
  await page.getByLabel('Account name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
}

/** axe's rules about colours. */
const ofColours = { runOnly: ['color-contrast', 'link-in-text-block'] };

/** axe over the page as it is. The pointer is moved away: axe passes a too faint button while it is hovered. */
export async function findAxeViolations(page, rules = {}) {
  await page.mouse.move(0, 0);
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(axe);
  const { violations } = await page.evaluate((options) => window.axe.run(options), { resultTypes: ['violations'], preload: false, ...rules });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`);
}

/** How far the page can be scrolled sideways, in pixels. */
export const sidewaysScroll = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/**
 * Looks at the page in light and as wide as a phone with axe, in dark with its rules about colours, as the rest is the same as in
 * light, and at 320 pixels without sideways scrolling. `PICTURES` names a folder for pictures.
 */
export async function look(page, what) {
  const { width, height } = page.viewportSize();
  const name = what.replace(/\W+/g, '-');
  for (const [variant, colorScheme, pixels] of [['light', 'light', width], ['dark', 'dark', width], ['phone', 'light', 390], ['narrow', 'dark', 320]]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: pixels, height });
    if (process.env.PICTURES && variant !== 'narrow') {
      // From the top, where what stays in view has its place.
      const top = await page.evaluate(() => { const before = scrollY; scrollTo(0, 0); return before; });
      await page.screenshot({ path: `${process.env.PICTURES}/${name}-${variant}.png`, fullPage: true });
      await page.evaluate((before) => scrollTo(0, before), top);
    }
    assert.equal(await sidewaysScroll(page), 0, `${what}, ${variant}`);
    if (page.javaScript && variant !== 'narrow') assert.deepEqual(await findAxeViolations(page, variant === 'dark' ? ofColours : {}), [], `${what}, ${variant}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width, height });
}
