// What the server enforces independently of the browser.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { freePort } from '../integration/support/processes.mjs';
import { openPage } from './support/browser.mjs';
import { startFixture } from './support/fixture.mjs';
import { password } from '../support/account.mjs';
import { startHost } from './support/host.mjs';

let fixture;
before(async () => { fixture = await startFixture(); });
after(() => fixture.stop());

/** A POST by hand with the cookies of the page's person. */
const post = (page, path, form, headers = {}) =>
  page.context().request.post(`${fixture.host.url}${path}`, { form, headers, maxRedirects: 0, failOnStatusCode: false });
const tokenOf = (page) => page.locator('input[name=_csrf]').first().inputValue();

test('a viewer sees target users but no settings, and crafted requests are refused', async () => {
  const page = await openPage(fixture.browser);
  page.expectStatus(403);
  await page.goto(`${fixture.host.url}/sign-in`);
  await page.getByLabel('Account name').fill('vera');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Company settings' }).count(), 0);
  await page.getByRole('link', { name: 'Target users' }).click();
  await page.getByRole('heading', { name: 'Target users', exact: true }).waitFor();
  assert.equal((await page.goto(fixture.address)).status(), 403);
  await page.getByText('This page is for administrators').waitFor();
  const token = await tokenOf(page);
  assert.equal((await post(page, '/company/settings/parts/actions/start', { _csrf: token })).status(), 403);
  assert.equal((await post(page, '/company/target-users', { _csrf: token, email: 'a@acme.com' })).status(), 403);
  assert.equal((await page.context().request.get(`${fixture.address}/options/units`)).status(), 403);
  assert.equal((await page.context().request.get(`${fixture.address}/events`)).status(), 403);
  await page.finish();
});

test('a POST without the token, or from another site, is refused', async () => {
  const page = await fixture.openConnected();
  const token = await tokenOf(page);
  assert.equal((await post(page, '/company/settings/parts/actions/start', {})).status(), 403);
  assert.equal((await post(page, '/company/settings/parts/actions/start', { _csrf: 'x'.repeat(token.length) })).status(), 403);
  assert.equal((await post(page, '/company/settings/parts/actions/start', { _csrf: token }, { Origin: 'http://localhost:1' })).status(), 403);
  assert.equal((await post(page, '/sign-out', {})).status(), 403);
  await page.reload();
  await page.getByText('Paused for review').waitFor();
  await page.finish();
});

test('the server enforces typed confirmations, confirmations and disabled buttons', async () => {
  const page = await fixture.openConnected();
  const token = await tokenOf(page);
  const act = (action, form = {}) => post(page, `/company/settings/parts/actions/${action}`, { _csrf: token, ...form });
  assert.notEqual((await act('unlink')).status(), 303);
  assert.notEqual((await act('unlink', { _confirmed: 'unlink' })).status(), 303);
  assert.notEqual((await act('unlink', { _confirmed: 'unlink', _confirmation: 'acme.org' })).status(), 303);
  assert.equal((await act('approve')).status(), 409);
  assert.notEqual((await act('sync_now')).status(), 303);
  assert.notEqual((await act('no_such_action')).status(), 303);
  await page.reload();
  await page.getByText('Paused for review').waitFor();
  assert.equal((await act('approve', { _confirmed: 'approve' })).status(), 303);
  await page.finish();
});

test('another company sees none of this', async () => {
  const page = await fixture.open({ account: 'otto' });
  await page.getByText('Not connected', { exact: true }).waitFor();
  await page.finish();
});

test('pages have strict security headers', async () => {
  const page = await fixture.open();
  const response = await page.goto(fixture.address);
  const headers = response.headers();
  assert.match(headers['content-security-policy'], /default-src 'none'; script-src 'self'; style-src 'self'/);
  assert.match(headers['content-security-policy'], /form-action 'self' http:\/\/localhost:\d+;/);
  assert.match(headers['content-security-policy'], /base-uri 'none'; frame-ancestors 'none'/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['cache-control'], 'no-store');
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'host_session');
  assert.equal(cookie.httpOnly, true);
  assert.equal(cookie.sameSite, 'Lax');
  await page.finish();
});

test('a foreign Host header is refused', async () => {
  const page = await openPage(fixture.browser);
  const response = await page.context().request.get(`${fixture.host.url}/sign-in`, { headers: { Host: 'evil.example' }, failOnStatusCode: false });
  assert.equal(response.status(), 421);
  await page.finish();
});

test('sign-in creates a new session, fails alike for unknown names, and is limited', async () => {
  const page = await openPage(fixture.browser);
  page.expectStatus(401, 429);
  const attempt = async (name, secret) => {
    await page.goto(`${fixture.host.url}/sign-in`);
    await page.getByLabel('Account name').fill(name);
    await page.getByLabel('Password').fill(secret);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('#errors').waitFor();
    return page.locator('#errors').innerText();
  };
  const unknown = await attempt('unknown', 'wrong');
  assert.equal(await attempt('otto', 'wrong'), unknown);
  for (let count = 0; count < 4; ++count) await attempt('unknown', 'wrong');
  assert.match(await attempt('unknown', 'wrong'), /Too many failed attempts/);
  await page.finish();
});

test('behind a trusted proxy, wrong passwords from one client do not lock others out', async () => {
  const host = await startHost({ config: 'trusted_proxies: [127.0.0.1]\n' });
  try {
    const signIn = async (client, name, secret) => {
      const form = await fetch(`${host.url}/sign-in`);
      const cookie = form.headers.get('set-cookie').split(';')[0];
      const csrf = /name="_csrf" value="([^"]+)"/.exec(await form.text())[1];
      const response = await fetch(`${host.url}/sign-in`, {
        method: 'POST', redirect: 'manual',
        headers: { cookie, 'x-forwarded-for': client, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ _csrf: csrf, name, password: secret }),
      });
      return response.status;
    };
    for (let count = 0; count < 30; ++count) assert.equal(await signIn('198.51.100.1', `guess-${count}`, 'wrong'), 401);
    assert.equal(await signIn('198.51.100.1', 'dana', password), 429);
    assert.equal(await signIn('1.1.1.1, 198.51.100.1', 'dana', password), 429, 'a forged first address changes nothing');
    assert.equal(await signIn('203.0.113.9', 'dana', password), 303);
  } finally {
    await host.stop();
  }
});

test('sign-out ends the session on the server', async () => {
  const page = await fixture.open();
  const cookies = await page.context().cookies();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.context().addCookies(cookies);
  await page.goto(`${fixture.host.url}/company/target-users`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.finish();
});

test('a body of more than 1 MiB is refused', async () => {
  const page = await fixture.open();
  const token = await tokenOf(page);
  const response = await post(page, '/company/settings/parts/actions/save', { _csrf: token, name: 'x'.repeat(1024 * 1024 + 1) });
  assert.equal(response.status(), 413);
  await page.finish();
});

test('no part of an address reaches a header as it is', async () => {
  const page = await fixture.openConnected();
  const answer = await page.context().request.get(`${fixture.host.url}/company/settings/%0d%0aSet-Cookie:%20a=b/actions/start`, { maxRedirects: 0 });
  assert.equal(answer.status(), 303);
  assert.equal(answer.headers().location, '/company/settings/%0D%0ASet-Cookie:%20a=b');
  assert.equal(answer.headers()['set-cookie'], undefined);
  await page.finish();
});

test('a session has a few event streams, and others have theirs', async () => {
  const page = await fixture.openConnected();
  const streams = new AbortController();
  const headers = { cookie: (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ') };
  const open = () => fetch(`${fixture.address}/events`, { headers, signal: streams.signal });
  // The answers are kept, since one without a reference closes its connection.
  const answers = [];
  for (let i = 0; i < 20; ++i) answers.push(await open());
  const statuses = answers.map(({ status }) => status);
  assert.ok(statuses.filter((status) => status === 200).length <= 8, statuses.join());
  assert.equal(statuses.at(-1), 429);
  assert.equal((await page.context().request.get(fixture.address)).status(), 200);
  streams.abort();
  await page.finish();
});

test('browsers are told to stay with https where the host is reached by https', async () => {
  const listen = `127.0.0.1:${await freePort()}`;
  const host = await startHost({ listen, config: `public_url: https://${listen}` });
  const answer = await fetch(`http://${listen}/sign-in`);
  assert.equal(answer.headers.get('strict-transport-security'), 'max-age=31536000');
  const plain = await fetch(`${fixture.host.url}/sign-in`);
  assert.equal(plain.headers.get('strict-transport-security'), null);
  await host.stop();
});
