// The plugin's pages in Turkish, from connecting to held removals, with the real plugin. What is stored stays in English.
// The tests follow one another through the same company.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { look, openPage } from './support/browser.mjs';
import { consent, pill, startGoogle } from './support/google.mjs';
import { expectTurkish, signInInTurkish } from './support/turkish.mjs';

let google;
let page;
before(async () => {
  google = await startGoogle();
  page = await openPage(google.browser, { locale: 'tr-TR' });
  await page.goto(`${google.host.url}/sign-in`);
  await signInInTurkish(page);
  await page.getByRole('heading', { name: 'Gösterge paneli' }).waitFor();
});
after(() => google?.stop());

const open = (path = '') => page.goto(google.address + path);
const button = (name) => page.getByRole('button', { name, exact: true });

test('connecting, choosing and previewing', async () => {
  await open();
  await expectTurkish(page, 'not connected');
  await open('/service-account');
  await expectTurkish(page, 'service account');
  await open();
  await consent(page, { button: 'Google’a bağlan' });
  await pill(page).getByText('Bağlı, ayarlanmadı', { exact: true }).waitFor();
  await expectTurkish(page, 'not set up');
  await button('Değişiklikleri önizle').click();
  await page.getByRole('heading', { name: 'Önizleme: hiçbir şey değiştirilmedi' }).waitFor();
  await expectTurkish(page, 'previewed');
  await page.getByRole('link', { name: 'Her değişikliği göster' }).click();
  await page.getByRole('heading', { name: /^Önizleme:/ }).waitFor();
  await expectTurkish(page, 'preview');
});

test('a sync, its run and every page of settings', async () => {
  await button('Eşitlemeyi başlat').click();
  await pill(page).getByText('Sorunsuz', { exact: true }).waitFor();
  await expectTurkish(page, 'healthy');
  await look(page, 'the overview in Turkish');
  for (const path of ['/settings', '/settings/exclusions', '/settings/fields', '/settings/file', '/runs', '/people',
    '/people?person=dana.reyes%40acme.com', '/removals']) {
    await open(path);
    const texts = await expectTurkish(page, path);
    assert.ok(texts.length > 20, `${path} has texts`);
  }
  await open('/settings');
  await look(page, 'the settings in Turkish');
  await open('/runs');
  await page.getByRole('link', { name: 'Ayrıntıları göster' }).first().click();
  await page.getByRole('heading', { name: /^Eşitleme:/ }).waitFor();
  await page.locator('#b-run_people').getByText('Birimi: /').first().waitFor();
  await expectTurkish(page, 'a run');
});

test('removals that wait for a decision', async () => {
  const people = (await google.emulator.get('users')).filter(({ suspended, archived, isAdmin }) => !suspended && !archived && !isAdmin);
  for (const { id } of people.slice(0, 80)) await google.emulator.patch(`users/${id}`, { suspended: true });
  await open();
  await button('Şimdi eşitle').click();
  await page.getByRole('heading', { name: '80 kaldırma onayınızı bekliyor' }).waitFor();
  await pill(page).getByText('İnceleme bekliyor', { exact: true }).waitFor();
  await expectTurkish(page, 'held');
  await page.getByRole('link', { name: '80 kaldırmayı incele' }).click();
  await page.locator('#b-held_people').getByText('Google’da askıya alındı').first().waitFor();
  await expectTurkish(page, 'held removals');
  await look(page, 'held removals in Turkish');
  page.expectStatus(422);
  await page.getByText('Yalnızca bazıları için karar verin').click();
  await page.getByLabel('Onaylanacak kaldırma sayısı').fill('79');
  await button('Kaldırmaları onayla ve eşitle').click();
  await page.getByRole('alert').first().waitFor();
  await expectTurkish(page, 'a refused approval');
});

test('what is stored is in English', async () => {
  await page.goto(`${google.host.url}/company/audit`);
  await page.locator('.audit').getByText('Started a preview.').first().waitFor();
  page.check();
});
