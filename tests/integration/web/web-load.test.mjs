// Browsers that misbehave: many idle connections, pickers whose Google hangs, many event streams, a slow download.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';

import { everybody, scene, succeeds } from '../support/scene.mjs';
import { Visitor } from '../support/visitor.mjs';

const page = '/company/settings/google-user-provisioning';
const demo = new URL('../../../sample-host/google-emulator/data/demo-workspace.yaml', import.meta.url).pathname;
const { withHost } = scene(['--workspace', demo]);
const dana = { name: 'dana', company: 'acme', role: 'administrator' };
const bea = { name: 'bea', company: 'beta', role: 'administrator' };

async function serving(options, body) {
  await withHost(options, async (host, emulator) => {
    const server = await host.serve();
    try {
      await body(host, emulator, server);
    } finally {
      await server.stop();
    }
  });
}

for (const [kind, sent] of Object.entries({ idle: '', unfinished: 'POST /sign-in HTTP/1.1\r\nContent-Length: 9\r\n' }))
  test(`a thousand ${kind} connections from one address shut no user out`, () =>
    serving({ accounts: [dana] }, async (host) => {
      const sockets = [];
      for (let i = 0; i < 1000; ++i) {
        const socket = connect(host.port, '127.0.0.1');
        socket.on('error', () => {});
        sockets.push(socket);
        await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
        socket.write(sent);
      }
      try {
        const visitor = await Visitor.signIn(host.publicUrl, 'dana');
        assert.equal((await visitor.get(page)).status, 200);
      } finally {
        for (const socket of sockets) socket.destroy();
      }
    }));

test('pickers whose Google hangs leave the pages of other companies alone', (context) =>
  serving({ companies: ['acme', 'beta'], accounts: [dana, bea] }, async (host, emulator) => {
    for (const company of ['acme', 'beta']) await succeeds(host.connect(company));
    // The dashboard after signing in shows the plugin's page, which reads the directory.
    await emulator.put('switches', { latency_ms: 600_000 });
    const [visitor, other] = [await Visitor.signIn(host.publicUrl, 'dana'), await Visitor.signIn(host.publicUrl, 'bea')];
    let answered = 0;
    const hanging = Array.from({ length: 30 }, async (_, i) => {
      const { text } = await visitor.get(`${page}/options/organizational_units?_search=${i}`);
      ++answered;
      return text;
    });
    assert.match(await Promise.any(hanging), /is not responding/, 'more than a company may have at once are answered immediately');
    const times = [];
    for (let round = 0; round < 5; ++round)
      for (const address of ['/company/target-users', page, '/']) {
        const began = performance.now();
        assert.equal((await other.get(address)).status, 200, address);
        times.push(performance.now() - began);
      }
    context.diagnostic(`pages of the other company: ${times.length}, the slowest in ${Math.max(...times).toFixed(0)} ms`);
    assert.ok(answered < hanging.length, 'Google still hangs, and the other company did not wait for it');
    await emulator.put('switches', { latency_ms: 0 });
    await Promise.all(hanging);
  }));

test('a session has a few event streams, and its pages keep working', () =>
  serving({ accounts: [dana] }, async (host) => {
    await succeeds(host.connect('acme'));
    const visitor = await Visitor.signIn(host.publicUrl, 'dana');
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const ends = [];
    // Kept, since an answer without a reference closes its connection.
    const answers = [];
    for (let i = 0; i < 150; ++i) {
      const end = new AbortController();
      ends.push(end);
      answers.push(await fetch(`${host.publicUrl}${page}/events`, { headers: { cookie }, signal: end.signal }));
    }
    assert.equal(answers.filter(({ status }) => status === 200).length, 8);
    assert.equal(answers.filter(({ status }) => status === 429).length, 142);
    assert.equal((await visitor.get(page)).status, 200);
    for (const end of ends) end.abort();
  }));

test('a slow but steady download of 60,000 users completes', () =>
  serving({ accounts: [dana] }, async (host) => {
    await host.rows(`WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 60000)
      INSERT INTO target_users (id, company_id, email, email_key, first_name, last_name, status, provider, created_at, updated_at)
      SELECT n, 'acme', 'p' || n || '@acme.com', 'p' || n || '@acme.com', 'Person', n, 'active', '', 1, 1 FROM numbers`);
    const visitor = await Visitor.signIn(host.publicUrl, 'dana');
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { text } = await visitor.get('/company/target-users.csv');
    const read = await new Promise((resolve, reject) => {
      let body = '';
      // A receive window of a few kilobytes, emptied a little at a time.
      const socket = connect({ port: host.port, host: '127.0.0.1', highWaterMark: 1024 });
      socket.setEncoding('utf8');
      socket.on('readable', function some() {
        const part = socket.read();
        if (part === null) return;
        body += part;
        setImmediate(some);
      });
      socket.on('end', () => resolve(body));
      socket.on('error', reject);
      socket.write(`GET /company/target-users.csv HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`);
    });
    assert.equal(text.trim().split('\n').length, 60_001);
    assert.ok(read.slice(read.indexOf('\r\n\r\n') + 4) === text, 'each byte of it');
  }));
