// Finding English on pages that should be Turkish.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { readCatalogue } from '../../support/catalogue.mjs';
import { password } from '../../support/account.mjs';

const catalogues = ['sample-host/languages/tr.po', 'host-sdk/languages/tr.po', 'plugin/languages/tr.po'];
const escaped = (text) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{count\}/g, '[\\d.,]+').replace(/\{\w+\}/g, '.+');
const entries = await Promise.all(catalogues.map(async (file) =>
  readCatalogue(await readFile(new URL(`../../../${file}`, import.meta.url), 'utf8'))));
// A text such as “{items} and {last}” would be found in every sentence.
const hasWords = (text) => !text.includes('{') || (text.replace(/\{\w+\}/g, '').match(/[a-z]/gi) ?? []).length > 3;
const english = entries.flat()
  .filter(({ texts, translations }) => texts[0] !== translations[0] && hasWords(texts[0]))
  .flatMap(({ texts }) => texts.map((text) => new RegExp(`^${escaped(text)}$`)));

/**
 * Fails for a text of the page that is an English one of the catalogues, outside of `foreign`: what is stored in English,
 * and plugins without translations. Returns the texts.
 */
export async function expectTurkish(page, what, foreign = '') {
  const selector = ['.audit td', 'script', 'style', '[lang=en]', ...(foreign ? [foreign] : [])].join(', ');
  const texts = await page.evaluate((skipped) => {
    const found = [document.title.split(' · ')[0]];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(skipped)) found.push(walker.currentNode.data.trim());
    for (const element of document.body.querySelectorAll('[placeholder], [aria-label], [title], [data-label]')) {
      if (element.closest(skipped)) continue;
      for (const name of ['placeholder', 'aria-label', 'title', 'data-label'])
        if (element.hasAttribute(name)) found.push(element.getAttribute(name).trim());
    }
    return found.filter((text) => /\p{L}/u.test(text));
  }, selector);
  assert.equal(await page.locator('html').getAttribute('lang'), 'tr', what);
  assert.deepEqual(texts.filter((text) => english.some((pattern) => pattern.test(text))), [], what);
  return texts;
}

/** Signs in at the Turkish page that is open. */
export async function signInInTurkish(page, name = 'dana') {
  await page.getByLabel('Hesap adı').fill(name);
  await page.getByLabel('Parola').fill(password);
  await page.getByRole('button', { name: 'Oturum aç' }).click();
}
