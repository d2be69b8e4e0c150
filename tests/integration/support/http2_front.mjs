// Google speaks HTTP/2; the emulator does not. This stands before it, with TLS, and can misbehave as such a server may.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createSecureServer } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class Http2Front {
  /** Listens on a free port of the loopback and passes everything on to `target`. */
  static async start(target) {
    const front = new Http2Front();
    front.target = target;
    front.folder = await mkdtemp(join(tmpdir(), 'http2-front-'));
    front.caFile = join(front.folder, 'certificate.pem');
    const keyFile = join(front.folder, 'key.pem');
    execFileSync('openssl', [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
      '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', keyFile, '-out', front.caFile,
    ], { stdio: 'ignore' });
    front.server = createSecureServer({ key: await readFile(keyFile), cert: await readFile(front.caFile), allowHTTP1: false });
    front.sessions = new Set();
    front.server.on('session', (session) => {
      front.sessions.add(session);
      session.on('close', () => front.sessions.delete(session));
      ++front.seen.connections;
    });
    front.server.on('stream', (stream, headers) => front.serve(stream, headers));
    front.server.listen(0, '127.0.0.1');
    await once(front.server, 'listening');
    front.url = `https://127.0.0.1:${front.server.address().port}`;
    front.forget();
    return front;
  }

  /** Resets the counters and the faults. */
  forget() {
    this.seen = { connections: 0, streams: 0, atOnce: 0 };
    this.open = 0;
    /** Returns true if it handled the stream, which is not forwarded then. */
    this.misbehave = () => false;
    /** Sends the emulator's response: (stream, headers, body). */
    this.answer = (stream, headers, body) => {
      stream.respond(headers);
      stream.end(body);
    };
  }

  serve(stream, headers) {
    ++this.seen.streams;
    this.seen.atOnce = Math.max(this.seen.atOnce, ++this.open);
    stream.on('close', () => --this.open);
    // The client may abandon a stream. That is not a failure of the server.
    stream.on('error', () => {});
    if (this.misbehave(stream, headers, this.seen.streams)) return;
    const passed = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')));
    const onward = request(this.target + headers[':path'], { method: headers[':method'], headers: passed }, async (answer) => {
      const body = Buffer.concat(await answer.toArray());
      if (stream.destroyed) return;
      const { connection, 'transfer-encoding': coding, 'keep-alive': keep, ...kept } = answer.headers;
      this.answer(stream, { ':status': answer.statusCode, ...kept }, body);
    });
    onward.on('error', () => stream.close());
    stream.pipe(onward);
  }

  async stop() {
    for (const session of this.sessions) session.destroy();
    this.server.close();
    await once(this.server, 'close');
    await rm(this.folder, { recursive: true });
  }
}
