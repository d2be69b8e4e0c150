// Where fields come from: the table, choosing attributes, the preview of five people, and saving.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findAxeViolations } from './support/browser.mjs';
import { consent, pill, startGoogle } from './support/google.mjs';

let google;
before(async () => {
  google = await startGoogle();
});
after(() => google?.stop());

const fields = (page) => page.locator('#b-fields_section');
const line = (page, field) => fields(page).getByRole('row').filter({ hasText: field }).first();

async function openFields() {
  const page = await google.open();
  await page.goto(`${google.address}/settings/fields`);
  return page;
}

test('a custom attribute is typed, previewed with five people, and saved', async () => {
  const page = await openFields();
  await consent(page);
  await page.goto(`${google.address}/settings/fields`);
  await line(page, 'Department').getByText('Organization: department').waitFor();
  assert.deepEqual(await findAxeViolations(page), [], 'the table and the form');

  const picker = page.locator('[data-name="field_department"]');
  await picker.getByRole('button', { name: 'Remove Organization: department' }).click();
  await picker.getByLabel('Another attribute').fill('customSchemas.Employment.costCenter');
  await picker.getByRole('button', { name: 'Use this name' }).click();
  await page.locator('#b-empty_department').getByText('Use a text').click();
  await page.locator('#b-text_department').getByLabel('Text').fill('Unassigned');
  await page.getByRole('button', { name: 'Preview five people' }).click();
  const preview = page.locator('#b-fields_preview');
  await preview.getByText(/of the first \d+ would change/).waitFor();
  assert.equal(await preview.getByRole('row').count(), 6);
  await preview.getByText(/\(now /).first().waitFor();
  assert.deepEqual(await findAxeViolations(page), [], 'the preview');
  await line(page, 'Department').getByText('Organization: department').waitFor();

  // The form still has what was entered.
  assert.equal(await page.locator('#b-text_department').getByLabel('Text').inputValue(), 'Unassigned');
  await page.getByRole('button', { name: 'Save fields' }).click();
  await page.getByText('Fields saved.').first().waitFor();
  await page.reload();
  await line(page, 'Department').getByText('Custom attribute: Employment.costCenter').waitFor();
  await line(page, 'Department').getByText('“Unassigned”').waitFor();
  await page.finish();
});

test('a misspelt attribute is refused at the field', async () => {
  const page = await openFields();
  const picker = page.locator('[data-name="field_department"]');
  await picker.getByLabel('Another attribute').fill('cost centre');
  await picker.getByRole('button', { name: 'Use this name' }).click();
  page.expectStatus(422);
  await page.getByRole('button', { name: 'Save fields' }).click();
  await page.getByText('“cost centre” is not an attribute of Google users').first().waitFor();
  assert.deepEqual(await findAxeViolations(page), [], 'the error');
  await page.finish();
});

test('the permission to list custom attributes offers them in the picker', async () => {
  const page = await openFields();
  await consent(page, { button: 'Allow listing custom attributes', back: 'settings/fields' });
  const picker = page.locator('[data-name="field_department"]');
  await picker.getByRole('searchbox').fill('grade');
  await picker.getByText('Employment: Grade').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Allow listing custom attributes' }).count(), 0);
  assert.ok(await pill(page).count() > 0);
  await page.finish();
});
