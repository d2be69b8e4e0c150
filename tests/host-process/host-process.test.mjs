// What a process of the host does when a plugin blocks, hangs, crashes or fails.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { freePort, programs, run, startServer } from '../integration/support/processes.mjs';
import { password, passwordHash } from '../support/account.mjs';

/**
 * A folder with a host that loads the plugin in this mode. `schedule` goes into the manifest; each of `companies`
 * has an administrator of the same name.
 */
async function withHost({ mode, port = 0, schedule, companies = [], environment = {} }, body) {
  const folder = await mkdtemp(join(tmpdir(), 'host-process-'));
  await writeFile(join(folder, 'mode'), `${mode}\n`);
  await writeFile(join(folder, 'plugin.yaml'), `id: misbehaving
name: Misbehaving
version: 1.0.0
sdk: "1.9"
library: ${process.env.MISBEHAVING}
hooks: [settings_page, scheduled_task, user_provider]
redirect_origins: [https://accounts.example.com]
${schedule ? `schedule: ${schedule}\n` : ''}`);
  await writeFile(join(folder, 'host.yaml'), `listen: 127.0.0.1:${port}
database: {backend: sqlite3, connection: "dbname=host.db"}
secrets: {key_file: host.key}
plugins:
  - {manifest: plugin.yaml, settings: mode}
companies:
  - {id: acme, name: Acme Inc.}
${companies.map((id) => `  - {id: ${id}, name: ${id}}\n`).join('')}accounts:
  - {name: dana, password_hash: "${passwordHash}", company: acme, role: administrator}
${companies.map((id) => `  - {name: ${id}, password_hash: "${passwordHash}", company: ${id}, role: administrator}\n`).join('')}`);
  const words = (command) => [...command, '--config', join(folder, 'host.yaml')];
  const servers = [];
  const command = (name, options, args) => run(join(programs, 'sample-host'), [...words(name), ...args], { env: { ...process.env, ...environment }, ...options });
  const rows = async (sql) => {
    const { code, stdout, stderr } = await run('sqlite3', ['-json', join(folder, 'host.db'), sql]);
    assert.equal(code, 0, stderr);
    return stdout ? JSON.parse(stdout) : [];
  };
  try {
    await body({
      rows,
      /** The address of a target user of the plugin's in that company. */
      addPerson: async (company) => {
        const sql = `INSERT INTO target_users (company_id, email, email_key, provider, external_id) VALUES ('${company}', 'ada@${company}.com', 'ada@${company}.com', 'misbehaving', '1') RETURNING id`;
        return `/company/target-users/${(await rows(sql))[0].id}`;
      },
      /** Runs `body` while another process holds the lock for writing. */
      locked: async (body) => {
        const holder = spawn('sqlite3', [join(folder, 'host.db')], { stdio: ['pipe', 'pipe', 'inherit'] });
        holder.stdin.write("BEGIN IMMEDIATE; SELECT 'held';\n");
        await once(holder.stdout, 'data');
        try {
          await body();
        } finally {
          holder.stdin.end('ROLLBACK;\n');
          await once(holder, 'exit');
        }
      },
      become: (next) => writeFile(join(folder, 'mode'), `${next}\n`),
      command: (name, ...args) => command(name, {}, args),
      /** The same, with a function that gets each line of the output at once. */
      watch: (name, onLine, ...args) => command(name, { onLine }, args),
      serve: async () => {
        servers.push(await startServer(join(programs, 'sample-host'), words(['serve'])));
        return servers.at(-1);
      },
    });
  } finally {
    for (const server of servers) await server.stop('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

/** The session cookie of an administrator. */
async function signIn(url, name = 'dana') {
  const form = await fetch(`${url}/sign-in`);
  const cookie = form.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  const token = /name="_csrf" value="([^"]*)"/.exec(await form.text())[1];
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST', redirect: 'manual', headers: { cookie },
    body: new URLSearchParams({ _csrf: token, name, password }),
  });
  assert.equal(answer.status, 303);
  return answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
}

/** An administrator with a browser: `get` and `post` take a path. */
async function visit(url, name = 'dana') {
  const headers = { cookie: await signIn(url, name) };
  const get = (path) => fetch(url + path, { headers });
  const token = /name="_csrf" value="([^"]*)"/.exec(await (await get('/')).text())[1];
  const post = (path, fields = {}) => fetch(url + path, {
    method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ _csrf: token, ...fields }),
  });
  return { get, post };
}

/** Resolves once the server's output matches. */
async function says(server, pattern) {
  for (let i = 0; i < 600 && !pattern.test(server.output()); ++i) await pause(50);
  assert.match(server.output(), pattern);
}

const seconds = (since) => (performance.now() - since) / 1000;

test('a page that blocks answers 503 alone, and neither sign-in nor shutdown waits for it', () =>
  withHost({ mode: 'block_page' }, async (host) => {
    const server = await host.serve();
    const cookie = await signIn(server.url);
    const blocked = Array.from({ length: 16 }, () => fetch(`${server.url}/company/settings/misbehaving`, { headers: { cookie } }));
    const start = performance.now();
    for (const path of ['/sign-in', '/', '/company/target-users']) {
      const answer = await fetch(server.url + path, { headers: { cookie } });
      assert.equal(answer.status, 200, path);
    }
    assert.ok(seconds(start) < 8, `the other pages took ${seconds(start)} s`);
    for (const answer of await Promise.all(blocked)) {
      assert.equal(answer.status, 503);
      assert.ok(answer.headers.get('retry-after'));
    }
    assert.match(server.output(), /page_slow plugin=misbehaving hook=\w+ seconds=\d+/);
    assert.match(server.output(), /page_busy plugin=misbehaving/);
    const stopped = performance.now();
    await server.stop('SIGTERM');
    assert.ok(seconds(stopped) < 10, `the shutdown took ${seconds(stopped)} s`);
    assert.match(server.output(), /plugin_not_stopped plugin=misbehaving/);
  }));

test('a plugin whose hooks all block leaves threads for the host\'s own pages', () =>
  withHost({ mode: 'block_all', companies: ['globex', 'initech'] }, async (host) => {
    const server = await host.serve();
    const page = `${server.url}/company/settings/misbehaving`;
    const requests = [];
    for (const name of ['dana', 'globex', 'initech']) {
      const headers = { cookie: await signIn(server.url, name) };
      const token = /name="_csrf" value="([^"]*)"/.exec(await (await fetch(page, { headers })).text())[1];
      const act = (action) => fetch(`${page}/actions/${action}`, {
        method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ _csrf: token }),
      });
      for (let i = 0; i < 2; ++i) {
        const { searchParams } = new URL((await act('connect')).headers.get('location'));
        requests.push(() => fetch(`${server.url}/plugins/misbehaving/callback/return?state=${searchParams.get('state')}`, { headers }));
        requests.push(() => fetch(`${page}/options/units`, { headers }));
        requests.push(() => act('save'));
      }
    }
    const answers = Promise.allSettled(requests.map((send) => send()));
    // Of six calls of each hook, three of act and at most five of callback may run.
    await says(server, /(page_busy plugin=misbehaving[\s\S]*){4}/);
    const start = performance.now();
    await signIn(server.url);
    assert.ok(seconds(start) < 5, `signing in took ${seconds(start)} s`);
    await server.stop('SIGKILL');
    await answers;
  }));

test('syncs of single people that block leave threads for pages and for tasks', () =>
  withHost({ mode: 'block_all', companies: ['globex', 'initech'] }, async (host) => {
    const server = await host.serve();
    const clicks = [];
    const visitors = [];
    for (const [name, company] of [['dana', 'acme'], ['globex', 'globex'], ['initech', 'initech']]) {
      const visitor = { ...await visit(server.url, name), person: await host.addPerson(company) };
      visitors.push(visitor);
      for (let i = 0; i < 20; ++i) clicks.push(() => visitor.post(`${visitor.person}/actions/${i % 2 ? 'sync' : 'check'}`));
    }
    const answers = Promise.all(clicks.map((click) => click()));
    await says(server, /page_busy plugin=misbehaving hook=synchronize_person/);
    const start = performance.now();
    const dana = await visit(server.url);
    assert.ok(seconds(start) < 5, `signing in took ${seconds(start)} s`);
    assert.equal((await dana.post('/plugins/actions/run_task', { value: 'misbehaving.task' })).status, 303);
    const ended = () => host.rows("SELECT 1 FROM host_task_runs WHERE task_id = 'misbehaving.task'");
    for (let i = 0; i < 600 && (await ended()).length === 0; ++i) await pause(50);
    assert.equal((await ended()).length, 1, 'the task waits for a thread');
    for (const answer of await answers) assert.equal(answer.status, 303);
    // Two of each company hang.
    for (const { get, post, person } of visitors) {
      await post(`${person}/actions/sync`);
      const shown = await (await get(person)).text();
      assert.match(shown, /Several people are being synced one by one at the moment\. Nothing was started\./);
    }
    assert.doesNotMatch(server.output(), /page_slow|page_timeout/);
    const stopped = performance.now();
    await server.stop('SIGTERM');
    assert.ok(seconds(stopped) < 15, `the shutdown took ${seconds(stopped)} s`);
    assert.match(server.output(), /plugin_not_stopped plugin=misbehaving/);
  }));

test('a second SIGTERM ends a shutdown that hangs', () =>
  withHost({ mode: 'hang_in_stop' }, async (host) => {
    const server = await host.serve();
    process.kill(server.pid, 'SIGTERM');
    await says(server, /stopping/);
    const start = performance.now();
    assert.deepEqual(await server.stop('SIGTERM'), { code: null, signal: 'SIGTERM' });
    assert.ok(seconds(start) < 5);
  }));

test('a shutdown that hangs ends within 30 seconds', () =>
  withHost({ mode: 'hang_in_stop' }, async (host) => {
    const server = await host.serve();
    const start = performance.now();
    assert.deepEqual(await server.stop('SIGTERM'), { code: 4, signal: null });
    assert.ok(seconds(start) < 30);
    assert.match(server.output(), /shutdown_forced seconds=\d+/);
  }));

test('a crash in a hook names the plugin and the hook', async () => {
  await withHost({ mode: 'crash_page' }, async (host) => {
    const { signal, stderr } = await host.command(['page', 'show'], '--company', 'acme', '--page', 'misbehaving');
    assert.equal(signal, 'SIGSEGV');
    assert.match(stderr, /crashed signal=SIGSEGV plugin=misbehaving hook=page company=acme/);
  });
  await withHost({ mode: 'crash_task' }, async (host) => {
    const { signal, stderr } = await host.command(['task', 'run'], '--company', 'acme');
    assert.equal(signal, 'SIGSEGV');
    assert.match(stderr, /crashed signal=SIGSEGV plugin=misbehaving hook=run company=acme/);
  });
  for (const stage of ['loading', 'creating'])
    await withHost({ mode: 'none', environment: { CRASH_WHILE: stage } }, async (host) => {
      const { signal, stderr } = await host.command(['plugins']);
      assert.equal(signal, 'SIGSEGV');
      assert.match(stderr, /crashed signal=SIGSEGV plugin=misbehaving hook=load\n/);
    });
});

test('a port that is taken is reported with its address', async () => {
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  await withHost({ mode: 'none', port }, async (host) => {
    const { code, stderr } = await host.command(['serve']);
    assert.equal(code, 4);
    assert.match(stderr, new RegExp(`127\\.0\\.0\\.1:${port} is already in use`));
  });
  other.close();
});

test('a closed reader of the log or of the output does not end the process', () =>
  withHost({ mode: 'none' }, async (host) => {
    const server = await host.serve();
    server.closeOutput();
    const cookie = await signIn(server.url);
    for (let i = 0; i < 3; ++i) assert.equal((await fetch(`${server.url}/plugins`, { headers: { cookie } })).status, 200);
    assert.deepEqual(await server.stop('SIGTERM'), { code: 0, signal: null });
  }));

test('a command whose output is not read ends without a signal', () =>
  withHost({ mode: 'none' }, async (host) => {
    const running = host.command(['plugins']);
    running.child.stdout.destroy();
    const { signal } = await running;
    assert.equal(signal, null);
  }));

test('commands that only read do not wait for a process that writes', () =>
  withHost({ mode: 'none' }, async (host) => {
    assert.equal((await host.command(['task', 'list'])).code, 0);
    await host.locked(async () => {
      for (const command of [['task', 'list'], ['plugins'], ['page', 'show', '--company', 'acme', '--page', 'misbehaving']]) {
        const { code, stderr } = await host.command(command);
        assert.equal(code, 0, stderr);
      }
    });
  }));

test('hooks that fail without a reason are reported with one, and never as done', () =>
  withHost({ mode: 'fail_quietly' }, async (host) => {
    const failed = (hook) => new RegExp(`The plugin 'misbehaving' failed in '${hook}' without a reason \\(operator_action\\)\\.`);
    const failedInPage = (hook) => new RegExp(`failed in &#39;${hook}&#39; without a reason`);
    const page = ['--company', 'acme', '--page', 'misbehaving'];
    const provider = ['--company', 'acme', '--provider', 'misbehaving'];
    for (const [hook, command, ...args] of [
      ['run', ['task', 'run'], '--company', 'acme'],
      ['act', ['page', 'act'], ...page, '--action', 'save'],
      ['options', ['page', 'options'], ...page, '--action', 'units'],
      ['synchronize', ['sync'], ...provider],
      ['explain', ['explain'], ...provider, '--email', 'ada@example.com'],
      ['synchronize_person', ['explain'], ...provider, '--email', 'ada@example.com', '--now'],
      ['remove_all', ['unlink'], ...provider, '--yes'],
    ]) {
      const { code, stdout, stderr } = await host.command(command, ...args);
      assert.equal(code, 4, stderr);
      assert.match(stderr, failed(hook));
      assert.doesNotMatch(stdout + stderr, /done/i);
    }
    // The callback, in a browser and on the command line that waits for it.
    const server = await host.serve();
    let returned;
    const waiting = host.watch(['page', 'act'], (line) => {
      const state = /state=(.*)/.exec(line)?.[1];
      if (state) returned = fetch(`${server.url}/plugins/misbehaving/callback/return?state=${state}`);
    }, ...page, '--action', 'connect');
    const { code, stderr } = await waiting;
    assert.equal(code, 4, stderr);
    assert.match(stderr, failed('callback'));
    const answer = await returned;
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), failedInPage('callback'));
    // The page of a person, and the sync of this person alone.
    const person = await host.addPerson('acme');
    const dana = await visit(server.url);
    assert.equal((await dana.post(`${person}/actions/sync`)).status, 303);
    const shown = await (await dana.get(person)).text();
    for (const hook of ['explain', 'synchronize_person']) assert.match(shown, failedInPage(hook));
  }));

test('a plugin that fails to start without a reason is refused with one', () =>
  withHost({ mode: 'fail_start' }, async (host) => {
    const { code, stderr } = await host.command(['plugins']);
    assert.equal(code, 3);
    assert.match(stderr, /plugin\.yaml was refused: .*failed in start\(\) without a reason/);
  }));

test('a plugin that cannot start for now ends commands with 4, and starts later in a serving host', () =>
  withHost({ mode: 'start_later' }, async (host) => {
    for (const command of [['task', 'run', '--company', 'acme', '--task', 'misbehaving.task'], ['page', 'show', '--company', 'acme', '--page', 'misbehaving'], ['plugins']]) {
      const { code, stderr } = await host.command(command);
      assert.equal(code, 4, stderr);
      assert.match(stderr, /plugin\.yaml is not started yet: The database cannot be reached at the moment\./);
    }
    const server = await host.serve();
    const cookie = await signIn(server.url);
    const show = async (path) => (await fetch(server.url + path, { headers: { cookie } })).text();
    assert.match(await show('/plugins'), /Will be retried[\s\S]*is not started yet: The database cannot be reached at the moment\./);
    await host.become('none');
    await says(server, /plugin_started plugin=misbehaving/);
    assert.doesNotMatch(await show('/plugins'), /is not started yet/);
    assert.match(await show('/company/settings/misbehaving'), /Limit/);
  }));

test('an invalid page is refused with a sentence, which is in the log', () =>
  withHost({ mode: 'invalid_page' }, async (host) => {
    const { code, stderr } = await host.command(['page', 'show'], '--company', 'acme', '--page', 'misbehaving');
    assert.equal(code, 4);
    assert.match(stderr, /page_invalid page=misbehaving .*the number 'limit'/);
    assert.match(stderr, /sample-host: The plugin 'misbehaving' returned an invalid page: the number 'limit'/);
  }));

test('values that do not fit the page are refused on the command line', () =>
  withHost({ mode: 'none' }, async (host) => {
    const save = (...fields) => host.command(['page', 'act'], '--company', 'acme', '--page', 'misbehaving', '--action', 'save', ...fields.flatMap((field) => ['--set', field]));
    const refused = await save('limit=500', 'limits=1');
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /limit: must be from 0 to 100, not 500/);
    assert.match(refused.stderr, /limits: is not known; did you mean 'limit'\?/);
    const options = await host.command(['page', 'options'], '--company', 'acme', '--page', 'misbehaving', '--action', 'units', '--set', 'limit=500');
    assert.equal(options.code, 2);
    assert.match(options.stderr, /limit: must be from 0 to 100, not 500/);
    assert.equal((await save('limit=100')).code, 0);
  }));

test('the manifest sets how often tasks run', () =>
  withHost({ mode: 'none', schedule: '30m' }, async (host) => {
    const { stdout } = await host.command(['task', 'list'], '--json');
    assert.equal(JSON.parse(stdout)[0].period_seconds, 1800);
  }));
