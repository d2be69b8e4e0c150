// Google answers over HTTP/2: many requests share one connection, which the server may end whenever it likes.
import assert from 'node:assert/strict';
import { constants } from 'node:http2';
import { after, test } from 'node:test';

import { Http2Front } from '../support/http2_front.mjs';
import { scene, succeeds } from '../support/scene.mjs';
import { threeTables } from '../support/tables.mjs';

const demo = new URL('../../../sample-host/google-emulator/data/demo-workspace.yaml', import.meta.url).pathname;
const stage = scene(['--workspace', demo]);
const matchingGroups = { source: 'groups', scope: 'all', method: 'matching_groups' };
let front;
after(() => front.stop());

/** A company that was synced over HTTP/2; `body` gets what a further sync has to leave as it is. */
const syncedOverHttp2 = async (body) => {
  front ??= await Http2Front.start(stage.emulator.url);
  front.forget();
  await stage.synced(
    matchingGroups,
    async (host, emulator) => {
      const tables = await threeTables(host);
      assert.ok(tables.users.length > 100 && tables.groups.length > 3);
      await body(host, emulator, tables);
    },
    { directory: front.url, settings: `  ca_file: ${front.caFile}` },
  );
};

test('concurrent lists share one connection', () =>
  syncedOverHttp2(async (host, emulator, tables) => {
    await emulator.put('switches', { latency_ms: 20 });
    front.forget();
    const { report } = await succeeds(host.sync('acme'));
    await emulator.put('switches', { latency_ms: 0 });
    assert.equal(front.seen.streams, report.requests);
    assert.equal(front.seen.connections, 1);
    assert.ok(front.seen.atOnce > 4, `${front.seen.atOnce} requests at once`);
    assert.deepEqual(await threeTables(host), tables);
  }));

test('reconnects after the server closes the connection (GOAWAY)', () =>
  syncedOverHttp2(async (host, emulator, tables) => {
    front.forget();
    front.misbehave = (stream, headers, count) => {
      if (count === 3 || count === 9) stream.session.close();
      return false;
    };
    await succeeds(host.sync('acme'));
    assert.ok(front.seen.connections > 1);
    assert.deepEqual(await threeTables(host), tables);
  }));

test('reconnects after the connection breaks', () =>
  syncedOverHttp2(async (host, emulator, tables) => {
    front.forget();
    front.misbehave = (stream, headers, count) => {
      if (count === 4) stream.session.destroy();
      return count === 4;
    };
    const { report } = await succeeds(host.sync('acme'));
    assert.ok(report.retries > 0);
    assert.deepEqual(await threeTables(host), tables);
  }));

for (const reason of ['NGHTTP2_REFUSED_STREAM', 'NGHTTP2_INTERNAL_ERROR', 'NGHTTP2_ENHANCE_YOUR_CALM'])
  test(`retries a single request that is reset (${reason})`, () =>
    syncedOverHttp2(async (host, emulator, tables) => {
      front.forget();
      front.misbehave = (stream, headers, count) => {
        if (count % 5 !== 0 || count > 25) return false;
        stream.close(constants[reason]);
        return true;
      };
      await succeeds(host.sync('acme'));
      assert.deepEqual(await threeTables(host), tables);
    }));

test('retries a response that is reset in the middle', () =>
  syncedOverHttp2(async (host, emulator, tables) => {
    front.forget();
    const { answer } = front;
    let cut = 0;
    front.answer = (stream, headers, body) => {
      if (cut === 3 || body.length < 200) return answer(stream, headers, body);
      ++cut;
      const { 'content-length': length, ...rest } = headers;
      stream.respond(rest);
      stream.write(body.subarray(0, body.length / 2), () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
    };
    const { report } = await succeeds(host.sync('acme'));
    assert.equal(cut, 3);
    assert.ok(report.retries >= 3);
    assert.deepEqual(await threeTables(host), tables);
  }));
