// The host's own pages over the real plugin: lists, the person's page, the dashboard, tasks.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, scene, succeeds } from '../support/scene.mjs';
import { Visitor } from '../support/visitor.mjs';

const { synced } = scene();
const page = '/company/settings/google-user-provisioning';
const accounts = [{ name: 'dana', company: 'acme', role: 'administrator' }];

async function visit(host, body) {
  const serving = await host.serve();
  try {
    await body(await Visitor.signIn(serving.url, 'dana'), serving);
  } finally {
    await serving.stop();
  }
}
const withVisitor = (values, body) =>
  synced(values, (host, emulator) => visit(host, (dana, serving) => body(dana, host, emulator, serving)), { accounts });

const unescape = (text) => text.replaceAll('&amp;', '&');
const emailsIn = (html) => [...html.matchAll(/<td role="cell" data-label="Email"><a href="[^"]*">([^<]*)</g)].map(([, email]) => email);
const link = (html, label) => html.match(new RegExp(`href="([^"]*)">${label}</a>`))?.[1];

test('target users are sorted and filtered by every column, and paged both ways', () =>
  withVisitor({ ...everybody, method: 'matching_groups' }, async (dana, host) => {
    const now = Date.now() * 1000;
    const rows = Array.from({ length: 120 }, (_, i) =>
      `(${900000 + i}, 'acme', 'bulk${String(i).padStart(3, '0')}@acme.com', 'bulk${String(i).padStart(3, '0')}@acme.com', 'Bulk', '${i % 7}', '${i % 2 ? 'Night' : 'Day'} shift', 'active', '', ${now}, ${now - i * 86_400_000_000})`);
    await host.rows(`INSERT INTO target_users (id, company_id, email, email_key, first_name, last_name, department, status, provider, created_at, updated_at) VALUES ${rows.join(', ')}`);
    const all = await host.rows("SELECT id FROM target_users WHERE company_id = 'acme'");

    for (const sort of ['', '-email', 'name', '-name', 'department', '-department', 'changed', '-changed']) {
      const seen = [];
      let { text } = await dana.get(`/company/target-users?sort=${sort}`);
      assert.match(text, new RegExp(`>${all.length} users<`), sort);
      assert.equal(link(text, 'Previous'), undefined);
      const pages = [emailsIn(text)];
      for (let next = link(text, 'Next'); next; next = link(text, 'Next')) {
        ({ text } = await dana.get(unescape(next)));
        pages.push(emailsIn(text));
      }
      seen.push(...pages.flat());
      assert.equal(new Set(seen).size, all.length, `each user once: ${sort}`);
      for (const expected of pages.slice(0, -1).reverse()) {
        ({ text } = await dana.get(unescape(link(text, 'Previous'))));
        assert.deepEqual(emailsIn(text), expected, sort);
      }
      assert.equal(link(text, 'Previous'), undefined);
    }

    const count = async (query) => (await dana.get(`/company/target-users?${query}`)).text.match(/>([\d,]+) users?</)?.[1] ?? '0';
    assert.equal(await count('department=NIGHT+SHIFT'), '60');
    assert.equal(await count('department=Night'), '0', 'the whole department');
    assert.equal(await count(`search=bulk&since=${new Date(Date.now() - 9 * 86_400_000).toISOString().slice(0, 10)}`), '10');
    assert.equal(await count('provider=by-hand&status=active&department=Day+shift&search=bulk'), '60');
    assert.equal(await count('group_name=engineering'), '2');
    assert.equal(await count('group_name=no+such+group'), '0');
    assert.match((await dana.get('/company/target-users/departments?department=shi')).text, /^<option value="Day shift"><\/option><option value="Night shift"><\/option>$/);
    assert.match((await dana.get('/company/target-groups/names?group_name=ENGIN')).text, /<option value="Engineering">/);
    const { text: csv } = await dana.get('/company/target-users.csv?department=night+shift');
    assert.equal(csv.trimEnd().split('\r\n').length, 61);
  }));

test('target groups lead to their members and are exported', () =>
  withVisitor({ ...everybody, method: 'matching_groups' }, async (dana) => {
    const { text } = await dana.get('/company/target-groups?search=engin');
    const members = text.match(/href="(\/company\/target-users\?group=\d+)">2</)[1];
    assert.equal(emailsIn((await dana.get(members)).text).length, 2);
    const { text: csv } = await dana.get('/company/target-groups.csv?search=engin');
    assert.match(csv, /^name,members,provider,external_id,created_at,updated_at\r\nEngineering,2,google-workspace,/);
  }));

test("a person's page says why, what changed, and syncs and excludes", () =>
  withVisitor(everybody, async (dana, host, emulator) => {
    const [{ id }] = await host.rows("SELECT id FROM target_users WHERE external_id = '1005'");
    const address = `/company/target-users/${id}`;
    let { text } = await dana.get(address);
    assert.match(text, /From Google Workspace/);
    assert.match(text, /Unit \/ Engineering \/ Platform \(all units are selected\)\./, 'a sentence');
    assert.match(text, /Last synced<\/dt><dd[^>]*><time/);
    assert.match(text, /Changes of the last 90 days/);
    assert.match(text, /data-label="Change">Added</);

    await emulator.patch('users/1005', { name: { givenName: 'Grace', familyName: 'Murray' } });
    assert.equal((await dana.post(`${address}/actions/sync`)).location, address);
    ({ text } = await dana.get(address));
    assert.match(text, /Synced\. /);
    assert.match(text, /value="Murray"/);
    assert.match(text, /data-label="Why">Last name changed from “Hopper” to “Murray”\.</);

    assert.equal((await dana.post(`${address}/actions/exclude`)).location, address);
    ({ text } = await dana.get(address));
    assert.match(text, /Excluded: /);
    assert.match(text, /The next sync removes this target user, unless the exclusion is removed before then\./);
    await dana.post(`${address}/actions/exclude`);
    assert.match((await dana.get(address)).text, /already exists/);
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(report.removed, 1);
    assert.equal((await dana.get(address)).status, 404);
    const { text: audit } = await dana.get('/company/audit');
    for (const action of ['Exclusion added', 'Person synced', 'Sync finished']) assert.match(audit, new RegExp(`>${action}<`));
  }));

test('the dashboard says what needs a decision, with a link', () =>
  withVisitor({ ...everybody, removal_limit_percent: 1, removal_limit_at_least: 1 }, async (dana, host, emulator) => {
    assert.match((await dana.get('/')).text, /Nothing needs your decision\./);
    await emulator.delete('users/1016');
    await succeeds(host.sync('acme'), 5);
    const { text } = await dana.get('/');
    assert.match(text, /class="status tone-warning"/);
    assert.match(text, /A sync from Google needs your review/);
    assert.ok(text.includes(`href="${page}">Open</a>`));
  }));

test('a task is run now, and a failing database gives sentences with reference numbers that the log has', () =>
  withVisitor(everybody, async (dana, host, emulator, serving) => {
    const task = 'google-user-provisioning.daily-sync';
    const ended = async () => (await host.rows(`SELECT id FROM host_task_runs WHERE task_id = '${task}' AND company_id = 'acme'`)).length;
    assert.equal((await dana.post('/plugins/actions/run_task', { value: task })).location, '/plugins');
    assert.match((await dana.get('/plugins')).text, /“Google User Provisioning: daily sync” started/);
    while ((await ended()) < 1) await new Promise((resolve) => setImmediate(resolve));
    assert.equal((await dana.post('/plugins/actions/run_task', { value: 'no.such-task' })).status, 404);

    await host.rows('ALTER TABLE gup_connections RENAME TO gup_gone');
    const { status, text } = await dana.get(page);
    assert.equal(status, 502);
    assert.match(text, /The platform&#39;s database reported an error\. Reference number: [0-9a-f]{8}\./);
    const reference = text.match(/Reference number: ([0-9a-f]{8})/)[1];
    assert.doesNotMatch(text, /gup_|SQL|relation|exist/i, 'the text of the database');
    assert.match(serving.output(), new RegExp(`hook_failed .*${reference}.*gup_connections`));
    assert.match((await dana.get('/')).text, /Reference number: [0-9a-f]{8}/);
    await host.rows('ALTER TABLE gup_gone RENAME TO gup_connections');
    assert.equal((await dana.get(page)).status, 200);
  }));

test('a request for a picker that a live update removed returns nothing', () =>
  withVisitor(everybody, async (dana) => {
    const picker = `${page}/options/no_such_picker`;
    assert.equal((await dana.get(picker)).status, 404);
    dana.headers = { 'HX-Request': 'true' };
    assert.equal((await dana.get(picker)).status, 204);
  }));
