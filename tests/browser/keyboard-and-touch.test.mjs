// What people need who use a keyboard, a finger, a magnifier, or colors of their own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sidewaysScroll } from './support/browser.mjs';
import { startFixture } from './support/fixture.mjs';

let fixture;
before(async () => { fixture = await startFixture(); });
after(() => fixture.stop());

/** A page of the fixture with its disclosures open and its options loaded. */
async function openEverything(options) {
  const page = await fixture.openConnected(options);
  // Options are loaded when they come into view.
  await page.locator('#b-units .picker-options').scrollIntoViewIfNeeded();
  await page.locator('#b-units').getByRole('checkbox', { name: 'EMEA' }).waitFor();
  for (const summary of await page.locator('summary').all()) await summary.click();
  return page;
}

test('the first Tab leads past the navigation', async () => {
  const page = await fixture.openConnected();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  assert.equal(await skip.evaluate((link) => link === document.activeElement && link.getBoundingClientRect().left >= 0), true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)), true);
  await page.finish();
});

for (const colorScheme of ['light', 'dark']) {
  test(`every stop of the Tab key has a ring in ${colorScheme}, in the order of the page`, async () => {
    const page = await openEverything();
    await page.emulateMedia({ colorScheme });
    const stops = await page.evaluate(() => document.querySelectorAll('a, button, input:not([type=hidden]), select, summary').length);
    const seen = [];
    for (let stop = 0; stop < stops; ++stop) {
      await page.keyboard.press('Tab');
      const found = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === document.body) return null;
        const ringed = element.closest('.option-card') ?? element;
        const { outlineStyle, outlineWidth } = getComputedStyle(ringed);
        const all = [...document.querySelectorAll('*')];
        return { what: element.outerHTML.slice(0, 120), at: all.indexOf(element), ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };
      });
      if (!found) break;
      seen.push(found);
    }
    assert.ok(seen.length > 20, `${seen.length} stops`);
    assert.deepEqual(seen.filter(({ ring }) => !ring).map(({ what }) => what), []);
    assert.deepEqual(seen.map(({ at }) => at), seen.map(({ at }) => at).sort((a, b) => a - b), 'the order of the page');
    await page.finish();
  });
}

test('on a phone, controls are large enough for a finger', async () => {
  const page = await openEverything({ width: 390 });
  const small = await page.evaluate(() => {
    const found = [];
    for (const element of document.querySelectorAll('main :is(a, button, input, select, summary), .menu-button')) {
      if (element.matches('p a, .alert-text a, dd a, [type=hidden]') || !element.checkVisibility({ visibilityProperty: true })) continue;
      const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
      const least = element.closest('td, .twist, .table-foot, .btn-sm') ? 24 : 44;
      if (width < 24 || height < least - 0.5) found.push(`${Math.round(width)}x${Math.round(height)} ${element.outerHTML.slice(0, 160)}`);
    }
    return found;
  });
  assert.deepEqual(small, []);
  await page.finish();
});

test('at 200 percent on a small laptop, nothing is cut off', async () => {
  const page = await openEverything({ width: 640, height: 400 });
  assert.equal(await sidewaysScroll(page), 0);
  const hidden = await page.evaluate(() => [...document.querySelectorAll('main *')]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.visually-hidden, .reason, thead'))
    .map((element) => element.outerHTML.slice(0, 120)));
  assert.deepEqual(hidden, []);
  await page.finish();
});

test('nothing moves for people who ask for reduced motion', async () => {
  const page = await openEverything();
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((element) => [null, '::before', '::after'].some((part) => {
    const style = getComputedStyle(element, part);
    return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
  })).map((element) => element.outerHTML.slice(0, 120)));
  assert.deepEqual(moving, []);
  await page.finish();
});

test('with the colors of the system, what is chosen can still be told from what is not', async () => {
  const page = await openEverything();
  await page.emulateMedia({ forcedColors: 'active' });
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/forced-colors.png`, fullPage: true });
  // The browser draws the mark itself: a mark in a background color would be painted over.
  const box = page.locator('#b-units').getByRole('checkbox', { name: 'EMEA' });
  assert.equal(await box.evaluate((element) => getComputedStyle(element).appearance), 'auto');
  const card = page.locator('.option-card').filter({ has: page.locator(':checked') }).first();
  assert.notEqual(await card.evaluate((element) => getComputedStyle(element).outlineStyle), 'none');
  await page.finish();
});

test('on a phone, each cell of a table is labelled and no column is hidden', async () => {
  const page = await openEverything({ width: 390 });
  const cells = await page.locator('tbody td').evaluateAll((all) => all.filter((cell) => cell.checkVisibility()).map((cell) =>
    [cell.dataset.label ?? '', cell.closest('tr').children.length, cell.closest('table').querySelectorAll('th').length]));
  assert.ok(cells.length > 0);
  for (const [, inRow, headings] of cells) assert.equal(inRow, headings);
  assert.ok(cells.some(([label]) => label !== ''));
  // Screen readers still find a table with its headings.
  assert.ok(await page.getByRole('columnheader').count() > 0);
  assert.ok(await page.getByRole('cell').count() > 0);
  await page.finish();
});
