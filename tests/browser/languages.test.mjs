// The host's pages in Turkish: chosen by the browser and by the account, and without a text of the catalogue in English.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findAxeViolations, look, openPage, signIn } from './support/browser.mjs';
import { startFixture } from './support/fixture.mjs';
import { password } from '../support/account.mjs';
import { expectTurkish, signInInTurkish } from './support/turkish.mjs';

let fixture;
before(async () => { fixture = await startFixture(); });
after(() => fixture?.stop());

/** The plugin of the fixture has no translations; the form of what a person does by hand asks in its words. */
const outsideOfThePlugin = (page, what) => expectTurkish(page, what, '#page, .plugin-head, #action');

const at = (path) => `${fixture.host.url}${path}`;

test('a Turkish browser gets Turkish pages, from the sign-in on', async () => {
  const page = await openPage(fixture.browser, { locale: 'tr-TR' });
  await page.goto(at('/company/audit'));
  await outsideOfThePlugin(page, 'sign-in');
  page.expectStatus(401, 403, 404, 422);
  await page.getByLabel('Hesap adı').fill('dana');
  await page.getByLabel('Parola').fill('wrong');
  await page.getByRole('button', { name: 'Oturum aç' }).click();
  await page.getByText('Hesap adı veya parola yanlış.').waitFor();
  await signInInTurkish(page);
  await page.getByRole('heading', { name: 'Denetim kaydı' }).waitFor();
  for (const path of ['/', '/company', '/company/settings', '/company/target-users', '/company/target-users?search=zzz',
    '/company/target-users/new', '/company/target-groups', '/company/notifications', '/company/audit', '/plugins',
    '/company/settings/parts', '/missing', '/company/target-users/99', '/company/target-groups/99']) {
    await page.goto(at(path));
    const texts = await outsideOfThePlugin(page, path);
    assert.ok(texts.length > 10, `${path} has texts`);
  }
  page.check();
});

test('what a person does by hand is confirmed and refused in Turkish', async () => {
  const page = await openPage(fixture.browser, { locale: 'tr-TR' });
  page.expectStatus(403, 422);
  await page.goto(at('/sign-in'));
  await signInInTurkish(page);
  await page.getByRole('heading', { name: 'Gösterge paneli' }).waitFor();

  await page.goto(at('/company/target-users/new'));
  await page.getByLabel('E-posta', { exact: true }).fill('a@b@c');
  await page.locator('form.card').evaluate((form) => { form.noValidate = true; });
  await page.getByRole('button', { name: 'Kullanıcı ekle' }).click();
  await page.getByText('ada@example.com gibi bir e-posta adresi girin.').waitFor();
  await outsideOfThePlugin(page, 'a refused user');
  await page.getByLabel('E-posta', { exact: true }).fill('ada@acme.com');
  await page.getByRole('button', { name: 'Kullanıcı ekle' }).click();
  await page.getByText('ada@acme.com eklendi').waitFor();
  // By the script, which repeats the server's words.
  await page.locator('time[data-relative]', { hasText: 'az önce' }).first().waitFor();
  await outsideOfThePlugin(page, 'a user');

  await page.goto(at('/company/target-groups'));
  await page.getByLabel('Ad', { exact: true }).fill('Satış');
  await page.getByRole('button', { name: 'Grup ekle' }).click();
  await page.getByText('“Satış” eklendi').waitFor();
  await page.getByLabel('Bir hedef kullanıcının e-postası').fill('ada@acme.com');
  await page.getByRole('button', { name: 'Üye ekle' }).click();
  await page.getByRole('heading', { name: '1 üye' }).waitFor();
  await outsideOfThePlugin(page, 'a group');
  await page.getByRole('button', { name: 'Grubu sil' }).click();
  await outsideOfThePlugin(page, 'the question before deleting');

  await page.goto(at('/company/target-users'));
  await page.getByText('1 kullanıcı', { exact: true }).waitFor();
  await look(page, 'host target users in Turkish');
  await page.goto(at('/company/notifications'));
  await page.getByLabel('E-posta', { exact: true }).fill('it@acme.com');
  await page.getByRole('button', { name: 'Alıcı ekle' }).click();
  await page.getByText('it@acme.com eklendi').waitFor();
  await outsideOfThePlugin(page, 'notifications');
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
  await outsideOfThePlugin(page, 'the refusal of a viewer');
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
