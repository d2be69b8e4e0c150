// The host's pages in Turkish: chosen by the browser and by the account, and without a text of the catalogue in English.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { readCatalogue } from '../support/catalogue.mjs';
import { findAxeViolations, look, openPage, signIn } from './support/browser.mjs';
import { startFixture } from './support/fixture.mjs';
import { password } from './support/host.mjs';

let fixture;
let english;
before(async () => {
  const catalogues = ['sample-host/languages/tr.po', 'host-sdk/languages/tr.po']
    .map((file) => readFile(new URL(`../../${file}`, import.meta.url), 'utf8'));
  const escape = (text) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+');
  english = (await Promise.all(catalogues)).flatMap(readCatalogue)
    .filter(({ texts, translations }) => texts[0] !== translations[0] && !/^(\{\w+\}\W*)+$/.test(texts[0]))
    .flatMap(({ texts }) => texts.map((text) => new RegExp(`^${escape(text)}$`)));
  fixture = await startFixture({ config: 'languages: [en, tr]\n' });
});
after(() => fixture?.stop());

/**
 * Fails for a text of the page that is an English one of the catalogues. Not for what the plugin and the audit trail
 * say, which are in English.
 */
async function expectTurkish(page, what) {
  const texts = await page.evaluate(() => {
    const found = [document.title.split(' · ')[0]];
    const foreign = '#page, .plugin-head, .audit td, #action, script, style, [lang=en]';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(foreign)) found.push(walker.currentNode.data.trim());
    for (const element of document.body.querySelectorAll('[placeholder], [aria-label], [title], [data-label]')) {
      if (element.closest(foreign)) continue;
      for (const name of ['placeholder', 'aria-label', 'title', 'data-label'])
        if (element.hasAttribute(name)) found.push(element.getAttribute(name).trim());
    }
    return found.filter((text) => /\p{L}/u.test(text));
  });
  assert.equal(await page.locator('html').getAttribute('lang'), 'tr', what);
  assert.deepEqual(texts.filter((text) => english.some((pattern) => pattern.test(text))), [], what);
  return texts;
}

const at = (path) => `${fixture.host.url}${path}`;

test('a Turkish browser gets Turkish pages, from the sign-in on', async () => {
  const page = await openPage(fixture.browser, { locale: 'tr-TR' });
  await page.goto(at('/company/audit'));
  await expectTurkish(page, 'sign-in');
  page.expectStatus(401, 403, 404, 422);
  await page.getByLabel('Hesap adı').fill('dana');
  await page.getByLabel('Parola').fill('wrong');
  await page.getByRole('button', { name: 'Oturum aç' }).click();
  await page.getByText('Hesap adı veya parola yanlış.').waitFor();
  await page.getByLabel('Parola').fill(password);
  await page.getByRole('button', { name: 'Oturum aç' }).click();
  await page.getByRole('heading', { name: 'Denetim kaydı' }).waitFor();
  for (const path of ['/', '/company', '/company/settings', '/company/target-users', '/company/target-users?search=zzz',
    '/company/target-users/new', '/company/target-groups', '/company/notifications', '/company/audit', '/plugins',
    '/company/settings/parts', '/missing', '/company/target-users/99', '/company/target-groups/99']) {
    await page.goto(at(path));
    const texts = await expectTurkish(page, path);
    assert.ok(texts.length > 10, `${path} has texts`);
  }
  page.check();
});

test('what a person does by hand is confirmed and refused in Turkish', async () => {
  const page = await openPage(fixture.browser, { locale: 'tr-TR' });
  page.expectStatus(403, 422);
  await page.goto(at('/sign-in'));
  await page.getByLabel('Hesap adı').fill('dana');
  await page.getByLabel('Parola').fill(password);
  await page.getByRole('button', { name: 'Oturum aç' }).click();
  await page.getByRole('heading', { name: 'Gösterge paneli' }).waitFor();

  await page.goto(at('/company/target-users/new'));
  await page.getByLabel('E-posta', { exact: true }).fill('a@b@c');
  await page.locator('form.card').evaluate((form) => { form.noValidate = true; });
  await page.getByRole('button', { name: 'Kullanıcı ekle' }).click();
  await page.getByText('ada@example.com gibi bir e-posta adresi girin.').waitFor();
  await expectTurkish(page, 'a refused user');
  await page.getByLabel('E-posta', { exact: true }).fill('ada@acme.com');
  await page.getByRole('button', { name: 'Kullanıcı ekle' }).click();
  await page.getByText('ada@acme.com eklendi').waitFor();
  // By the script, which repeats the server's words.
  await page.locator('time[data-relative]', { hasText: 'az önce' }).first().waitFor();
  await expectTurkish(page, 'a user');

  await page.goto(at('/company/target-groups'));
  await page.getByLabel('Ad', { exact: true }).fill('Satış');
  await page.getByRole('button', { name: 'Grup ekle' }).click();
  await page.getByText('“Satış” eklendi').waitFor();
  await page.getByLabel('Bir hedef kullanıcının e-postası').fill('ada@acme.com');
  await page.getByRole('button', { name: 'Üye ekle' }).click();
  await page.getByRole('heading', { name: '1 üye' }).waitFor();
  await expectTurkish(page, 'a group');
  await page.getByRole('button', { name: 'Grubu sil' }).click();
  await expectTurkish(page, 'the question before deleting');

  await page.goto(at('/company/target-users'));
  await page.getByText('1 kullanıcı', { exact: true }).waitFor();
  await look(page, 'host target users in Turkish');
  await page.goto(at('/company/notifications'));
  await page.getByLabel('E-posta', { exact: true }).fill('it@acme.com');
  await page.getByRole('button', { name: 'Alıcı ekle' }).click();
  await page.getByText('it@acme.com eklendi').waitFor();
  await expectTurkish(page, 'notifications');
  assert.deepEqual(await findAxeViolations(page), []);
  page.check();
});

test('the language that a person chooses belongs to the account', async () => {
  const page = await openPage(fixture.browser);
  await signIn(page, fixture.host, 'vera');
  page.expectStatus(403);
  await page.goto(at('/company/target-users?search=ada'));
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.getByRole('button', { name: 'Türkçe' }).click();
  await page.getByRole('heading', { name: 'Hedef kullanıcılar' }).waitFor();
  assert.match(page.url(), /\/company\/target-users\?search=ada$/);
  await page.goto(at('/company/audit'));
  await expectTurkish(page, 'the refusal of a viewer');
  await page.getByRole('button', { name: 'Oturumu kapat' }).click();
  // The browser's language, before the person is known.
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  const elsewhere = await openPage(fixture.browser);
  await elsewhere.goto(at('/sign-in'));
  await elsewhere.getByLabel('Account name').fill('vera');
  await elsewhere.getByLabel('Password').fill(password);
  await elsewhere.getByRole('button', { name: 'Sign in' }).click();
  await elsewhere.getByRole('heading', { name: 'Gösterge paneli' }).waitFor();
  await elsewhere.getByRole('button', { name: 'English' }).click();
  await elsewhere.getByRole('heading', { name: 'Dashboard' }).waitFor();
  page.check();
  await elsewhere.finish();
});

test('others keep English', async () => {
  const page = await openPage(fixture.browser, { locale: 'de-DE' });
  await signIn(page, fixture.host, 'otto');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.finish();
});
