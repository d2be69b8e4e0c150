// A hostile directory, and every route of the host for people who may not use it: through the real plugin, emulator
// and host, over HTTP.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { password } from '../../support/account.mjs';
import { Emulator } from '../support/emulator.mjs';
import { Host, hashOf } from '../support/host.mjs';
import { succeeds } from '../support/scene.mjs';
import { Visitor } from '../support/visitor.mjs';

const workspace = new URL('../workspace.yaml', import.meta.url).pathname;
const page = '/company/settings/google-user-provisioning';
const image = '"><img src=x onerror=window.stolen=1>';
const markup = `"><script>window.stolen=1</script>${image}`;
const formula = '=HYPERLINK("https://evil.example","open")';
const forged = '\r\nSet-Cookie: host_session=stolen\r\n2026-11-29T00:00:00Z error acme host: forged=1';

let emulator;
let host;
let serving;
let dana;
let vera;
let evil;
before(async () => {
  emulator = await Emulator.start(['--workspace', workspace]);
  const accounts = [
    { name: 'dana', company: 'acme', role: 'administrator', hash: await hashOf(password) },
    { name: 'vera', company: 'acme', role: 'viewer' },
    { name: 'otto', company: 'globex', role: 'administrator' },
  ];
  host = await Host.create(emulator, { companies: ['acme', 'globex'], accounts });
  await emulator.post('units', { name: `Unit ${image}`, orgUnitId: 'id:evil', parentOrgUnitPath: '/' });
  await emulator.post('users', {
    id: '6001', primaryEmail: 'evil@acme.com', name: { givenName: formula, familyName: markup }, orgUnitPath: `/Unit ${image}`,
    organizations: [{ department: `@SUM(1)${markup}`, title: '+cmd|x', primary: true }], locations: [{ type: 'desk', area: 'desk', buildingId: `-1${forged}` }],
  });
  await emulator.post('groups', { id: '6002', email: 'evil-group@acme.com', name: `Group ${markup}`, members: [{ email: 'evil@acme.com' }] });
  await succeeds(host.connect('acme'));
  await succeeds(host.act('acme', 'save', { source: 'groups', scope: 'chosen', groups: '6002', method: 'matching_groups' }));
  await succeeds(host.sync('acme'));
  serving = await host.serve();
  dana = await Visitor.signIn(serving.url, 'dana');
  vera = await Visitor.signIn(serving.url, 'vera');
  evil = (await host.rows("SELECT id FROM target_users WHERE external_id = '6001'"))[0].id;
});
after(async () => {
  await serving?.stop();
  await host?.remove();
  await emulator?.stop();
});

/** No tag or attribute of the directory became one of the page. */
function assertHarmless(html, where) {
  assert.ok(!/<script>|<img|<[^>]+\sonerror/.test(html.replaceAll(/"[^"]*"/g, '""')), where);
}

const pages = async () => {
  const [group] = await host.rows("SELECT id FROM target_groups WHERE external_id = '6002'");
  return ['/', '/plugins', '/company', '/company/settings', page, '/company/audit', '/company/notifications', '/company/target-users',
    `/company/target-users/${evil}`, '/company/target-users?search=evil', '/company/target-users/departments?department=sum',
    `/company/target-groups/${group.id}`, '/company/target-groups', '/company/target-groups/names?group_name=group',
    `${page}?${new URLSearchParams({ email: markup, search: markup, kind: markup })}`];
};

test('names of people, units and groups are text on every page', async () => {
  let seen = 0;
  for (const path of await pages()) {
    const { status, text } = await dana.get(path);
    assert.equal(status, 200, path);
    assertHarmless(text, path);
    if (text.includes('&lt;script&gt;window.stolen')) ++seen;
  }
  assert.ok(seen >= 5, `the names were on ${seen} pages`);
});

test("what a visitor types is text in every field and message", async () => {
  const typed = new URLSearchParams({ search: markup, provider: markup, status: markup, group: markup, group_name: markup, department: markup, since: markup, sort: markup, after: markup, before: markup, action: markup, actor: markup, from: markup, until: markup, next: markup });
  for (const path of ['/company/target-users', '/company/target-groups', '/company/audit', page, '/nothing-here', '/sign-in', `/company/target-users/${encodeURIComponent(markup)}`])
    assertHarmless((await dana.get(`${path}?${typed}`)).text, path);
  for (const [path, fields] of [
    ['/company/target-users', { email: markup, first_name: markup }],
    ['/company/target-groups', { name: '' }],
    ['/company/notifications', { do: 'add', address: markup }],
    [`${page}/actions/explain`, { email: markup }],
    [`${page}/actions/${encodeURIComponent(markup)}`, {}],
    [`${page}/actions/save`, { method: markup, removal_limit_percent: markup }],
    ['/plugins/actions/run_task', { value: markup }],
  ])
    assertHarmless((await dana.post(path, fields)).text, path);
  const anonymous = await fetch(`${serving.url}/sign-in?next=${encodeURIComponent(markup)}`);
  assertHarmless(await anonymous.text(), 'sign-in');
});

test('no cell of an exported table is a formula, and no name breaks a row', async () => {
  const { text } = await dana.get('/company/target-users.csv?search=evil');
  const rows = text.trimEnd().split('\r\n');
  assert.ok(rows[1].includes(`"'=HYPERLINK(""https://evil.example"",""open"")"`), rows[1]);
  for (const path of ['/company/target-users.csv', '/company/target-groups.csv', '/company/audit.csv']) {
    const answer = await dana.get(path);
    assert.equal(answer.status, 200, path);
    for (const cell of answer.text.split(/[,;\t\r\n]/)) assert.doesNotMatch(cell, /^"?\s*[=+@]/, `${path}: ${cell}`);
  }
});

test("Google's error texts forge no line of the log, no header and no markup", async () => {
  const cursor = serving.output().length;
  const failing = async (path_regex, status, reason, message, body) => {
    await emulator.post('faults', [{ match: { path_regex }, fault: { kind: 'status', status, reason, message } }]);
    try {
      return await body();
    } finally {
      await emulator.delete('faults');
    }
  };
  for (const message of [markup, forged])
    await failing('/users/', 403, `forbidden${forged}`, message, () => dana.post(`/company/target-users/${evil}/actions/sync`));
  const failed = await failing('/users$', 400, 'invalid', `${markup}${forged}`, () => host.sync('acme'));
  assert.equal(failed.code, 4, failed.stderr);
  const shown = [];
  for (const path of ['/', page, '/company/audit', '/plugins']) {
    const { text } = await dana.get(path);
    assertHarmless(text, path);
    if (text.includes('forged=1')) shown.push(path);
  }
  assert.ok(shown.length > 0, 'the text of Google is on a page');
  for (const line of `${serving.output().slice(cursor)}${failed.stderr}`.split('\n')) assert.doesNotMatch(line, /^\s*(Set-Cookie|2026-11-29T00:00:00Z)/);
  await succeeds(host.sync('acme'));
});

const reading = {
  viewer: ['/', '/company', '/company/target-users', '/company/target-users.csv', '/company/target-users/departments', '/company/target-groups', '/company/target-groups.csv', '/company/target-groups/names'],
  administrator: ['/plugins', '/company/settings', page, `${page}/options/groups`, `${page}/tables/history`, '/company/audit', '/company/audit.csv', '/company/notifications', '/company/target-users/new'],
};
const writing = () => [
  '/notices/dismiss', '/plugins/actions/run_task', '/company/notifications', `${page}/actions/unlink`, `${page}/actions/save`, `${page}/options/groups`,
  '/company/target-users', `/company/target-users/${evil}`, `/company/target-users/${evil}/delete`, `/company/target-users/${evil}/actions/sync`,
  `/company/target-users/${evil}/actions/exclude`, '/company/target-groups', '/company/target-groups/1/delete', '/company/target-groups/1/members', '/company/target-groups/1/members/remove',
];

test('no one reads or writes anything without signing in', async () => {
  for (const path of [...reading.viewer, ...reading.administrator]) {
    const answer = await fetch(serving.url + path, { redirect: 'manual' });
    assert.equal(answer.status, 303, path);
    assert.equal(answer.headers.get('location'), `/sign-in?${new URLSearchParams({ next: path })}`, path);
  }
  assert.equal((await fetch(`${serving.url}${page}/events`, { redirect: 'manual' })).status, 303);
  for (const path of writing()) {
    const answer = await fetch(serving.url + path, { method: 'POST', body: new URLSearchParams({ _csrf: 'x' }), redirect: 'manual' });
    assert.equal(answer.status, 401, path);
  }
});

test('a viewer reads users and groups, and nothing else', async () => {
  for (const path of [...reading.viewer, `/company/target-users/${evil}`]) assert.equal((await vera.get(path)).status, 200, path);
  for (const path of [...reading.administrator, `${page}/events`]) assert.equal((await vera.get(path)).status, 403, path);
  for (const path of writing()) assert.equal((await vera.post(path, { email: 'x@acme.com', name: 'x' })).status, 403, path);
});

test('another company sees and changes none of it', async () => {
  const otto = await Visitor.signIn(serving.url, 'otto');
  const [group] = await host.rows("SELECT id FROM target_groups WHERE external_id = '6002'");
  for (const path of [`/company/target-users/${evil}`, `/company/target-groups/${group.id}`]) assert.equal((await otto.get(path)).status, 404, path);
  for (const path of ['/company/target-users.csv', '/company/target-groups.csv', '/company/audit.csv', '/company/target-groups/names?group_name=g', '/company/target-users/departments', `/company/target-users?group=${group.id}`])
    assert.doesNotMatch((await otto.get(path)).text, /evil@|stolen|acme/i, path);
  for (const path of [`/company/target-users/${evil}/delete`, `/company/target-users/${evil}/actions/sync`, `/company/target-users/${evil}/actions/check`, `/company/target-users/${evil}/actions/exclude`, `/company/target-groups/${group.id}/delete`, `/company/target-groups/${group.id}/members`])
    assert.ok([404, 422].includes((await otto.post(path, { email: 'evil@acme.com' })).status), path);
  assert.equal((await dana.get(`/company/target-users/${evil}`)).status, 200);
});

test('a form works only with its own session and from this site', async () => {
  const email = 'forged@acme.com';
  const send = (fields, headers = {}) => dana.send('/company/target-users', { method: 'POST', headers, body: new URLSearchParams({ email, ...fields }) });
  assert.equal((await send({})).status, 403);
  assert.equal((await send({ _csrf: vera.token })).status, 403);
  const own = { ...dana.headers };
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
    dana.headers = { ...own, ...headers };
    assert.equal((await send({ _csrf: dana.token })).status, 403, JSON.stringify(headers));
  }
  dana.headers = own;
  assert.deepEqual(await host.rows(`SELECT id FROM target_users WHERE email = '${email}'`), []);
});

test('every answer forbids frames and foreign scripts, and is kept by no cache', async () => {
  const cookie = [...dana.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  for (const [path, headers] of [['/', { cookie }], [page, { cookie }], ['/nothing-here', { cookie }], ['/sign-in', {}], ['/company/target-users.csv', { cookie }]]) {
    const answer = await fetch(serving.url + path, { headers });
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path);
    assert.equal(answer.headers.get('cache-control'), 'no-store', path);
    if (!answer.headers.get('content-type').startsWith('text/html')) continue;
    const policy = answer.headers.get('content-security-policy');
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self';/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe|\*/, path);
    assert.doesNotMatch(await answer.text(), /<script>|<style|\sstyle="|\son[a-z]+="/, path);
  }
});

test('cookies cannot be read by scripts or sent by other sites, and a session ends with its sign-out', async () => {
  const answer = await fetch(`${serving.url}/sign-in`);
  for (const cookie of answer.headers.getSetCookie()) assert.match(cookie, /; HttpOnly; SameSite=Lax/);
  const second = await Visitor.signIn(serving.url, 'vera');
  const stolen = new Map(second.cookies);
  assert.equal((await second.post('/sign-out')).status, 303);
  second.cookies = stolen;
  assert.equal((await second.get('/company')).status, 303);
  assert.equal((await vera.get('/company')).status, 200, 'another session of the same account stays valid');
});

test('signing in and the theme lead to no other site', async () => {
  for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)', '/x\r\nSet-Cookie: a=b']) {
    const visitor = Object.assign(new Visitor(), { url: serving.url, headers: {}, cookies: new Map() });
    await visitor.get('/sign-in');
    const { status, location } = await visitor.post('/sign-in', { name: 'vera', password, next });
    assert.equal(status, 303, next);
    assert.equal(location, '/', next);
    assert.equal((await vera.post('/theme', { theme: 'dark', back: next })).location, '/', next);
  }
});

test('the state of a sign-in at Google works once, in its own session', async () => {
  const otto = await Visitor.signIn(serving.url, 'otto');
  const started = await otto.post(`${page}/actions/connect`);
  assert.equal(started.status, 303);
  const back = new URL(await emulator.consent(started.location, 'dana.reyes@acme.com'));
  const path = back.pathname + back.search;
  const pageAfter = async (visitor, address) => {
    assert.equal((await visitor.get(address)).status, 303);
    return (await visitor.get(visitor === vera ? '/' : page)).text;
  };
  assert.match(await pageAfter(vera, path), /started in another browser session/);
  assert.match(await pageAfter(otto, `${back.pathname}?${new URLSearchParams({ code: back.searchParams.get('code'), state: 'x'.repeat(43) })}`), /not started here/);
  assert.ok((await otto.get(page)).text.includes('Not connected'), 'nothing was connected so far');
  assert.ok(!(await pageAfter(otto, path)).includes('Not connected'));
  assert.match(await pageAfter(otto, path), /already been used/);
  const anonymous = await fetch(serving.url + path, { redirect: 'manual' });
  assert.equal(anonymous.status, 400);
});
