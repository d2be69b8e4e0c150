// An SMTP server (RFC 5321) with STARTTLS or TLS, a certificate of its own authority, and faults.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket, createSecureContext } from 'node:tls';

export const user = 'awareness';
export const password = 'smtp "pass\\word';

const decoded = (text) => Buffer.from(text ?? '', 'base64').toString('utf8');

/** Decodes a message as its receiver would: {headers: {name: value}, body}. */
export function readMessage(source) {
  const end = source.indexOf('\r\n\r\n');
  const headers = {};
  for (const line of source.slice(0, end).replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (name in headers) throw new Error(`two headers ${name}`);
    headers[name] = line
      .slice(colon + 1)
      .trim()
      .replace(/\?= =\?/g, '?==?')
      .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, text) => decoded(text));
  }
  return { headers, body: decoded(source.slice(end + 4)) };
}

class Session {
  constructor(server, socket) {
    this.server = server;
    this.encrypted = server.security === 'tls';
    this.user = undefined;
    this.attach(socket);
    this.reply('220 mail.test ready');
  }

  attach(socket) {
    this.socket = socket;
    this.rest = '';
    socket.setEncoding('latin1');
    socket.on('error', () => {});
    socket.on('data', (text) => this.receive(text));
  }
  reply = (...lines) => this.socket.write(lines.map((line) => `${line}\r\n`).join(''));

  receive(text) {
    this.rest += text;
    for (let end = this.rest.indexOf('\r\n'); end >= 0; end = this.rest.indexOf('\r\n')) {
      const line = this.rest.slice(0, end);
      this.rest = this.rest.slice(end + 2);
      if (this.lines) this.receiveLine(line);
      else if (this.signsIn) this.authenticate(line);
      else this.obey(line);
    }
  }

  receiveLine(line) {
    if (line !== '.') return this.lines.push(line.startsWith('.') ? line.slice(1) : line);
    const { from, to, lines } = this;
    this.lines = undefined;
    const refusal = this.server.refuse({ command: 'END', from, to });
    if (refusal) return this.reply(refusal);
    const source = Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1').toString('utf8');
    this.server.mails.push({ from, to, user: this.user, encrypted: this.encrypted, source, ...readMessage(source) });
    return this.reply('250 accepted');
  }

  /** `text`: authorization identity, name and secret of AUTH PLAIN (RFC 4616). */
  authenticate(text) {
    this.signsIn = false;
    const [, name, secret] = decoded(text).split('\0');
    if (name !== user || secret !== password) return this.reply('535 5.7.8 authentication failed');
    this.user = name;
    return this.reply('235 welcome');
  }

  obey(line) {
    const command = line.split(' ')[0].toUpperCase();
    const address = line.match(/<([^>]*)>/)?.[1];
    this.server.commands.push(command);
    const refusal = this.server.refuse({ command, address });
    if (refusal === 'hang') return undefined;
    if (refusal) return this.reply(refusal);
    switch (command) {
      case 'EHLO': {
        const offers = ['250-mail.test', '250-8BITMIME'];
        if (!this.encrypted && this.server.security === 'starttls') offers.push('250-STARTTLS');
        if (this.encrypted || this.server.security === 'none') offers.push('250-AUTH PLAIN');
        return this.reply(...offers, '250 OK');
      }
      case 'STARTTLS': {
        this.reply('220 go ahead');
        this.socket.removeAllListeners('data');
        this.encrypted = true;
        return this.attach(new TLSSocket(this.socket, { isServer: true, secureContext: this.server.context }));
      }
      case 'AUTH':
        if (line.split(' ')[2]) return this.authenticate(line.split(' ')[2]);
        this.signsIn = true;
        return this.reply('334 ');
      case 'MAIL':
        this.from = address;
        return this.reply('250 OK');
      case 'RCPT':
        this.to = address;
        return this.reply('250 OK');
      case 'DATA':
        this.lines = [];
        return this.reply('354 go ahead');
      case 'QUIT':
        this.reply('221 bye');
        return this.socket.end();
      default:
        return this.reply('250 OK');
    }
  }
}

export class MailServer {
  /** `name`: the host or address in its certificate. */
  static async start({ security = 'starttls', name = '127.0.0.1' } = {}) {
    const server = new MailServer();
    Object.assign(server, { security, mails: [], commands: [], sockets: new Set() });
    server.accept();
    server.folder = await mkdtemp(join(tmpdir(), 'mail-server-'));
    server.caFile = join(server.folder, 'certificate.pem');
    const keyFile = join(server.folder, 'key.pem');
    const subject = /^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`;
    execFileSync('openssl', [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=mail.test',
      '-addext', `subjectAltName=${subject}`, '-keyout', keyFile, '-out', server.caFile,
    ], { stdio: 'ignore' });
    server.context = createSecureContext({ key: await readFile(keyFile), cert: await readFile(server.caFile) });
    server.listener = createServer((socket) => {
      server.sockets.add(socket);
      socket.on('close', () => server.sockets.delete(socket));
      socket.on('error', () => {});
      if (security !== 'tls') return new Session(server, socket);
      return new Session(server, new TLSSocket(socket, { isServer: true, secureContext: server.context }));
    });
    await server.listen(0);
    return server;
  }

  async listen(port) {
    this.listener.listen(port, '127.0.0.1');
    await once(this.listener, 'listening');
    this.port = this.listener.address().port;
  }

  /** Ends all faults. */
  accept() {
    this.refuse = () => undefined;
  }
  /** `answer({command, address})` may return a reply instead of the usual one, or 'hang'. */
  fault(answer) {
    this.refuse = answer;
  }

  /** The section of host.yaml. */
  settings(change = {}) {
    const keys = { server: '127.0.0.1', port: this.port, security: this.security, from: 'no-reply@awareness.example', ...change };
    if (this.security !== 'none') Object.assign(keys, { ca_file: this.caFile, user, password_file: 'mail-password' }, change);
    return `mail:\n${Object.entries(keys).filter(([, value]) => value !== undefined).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`).join('')}`;
  }

  /** Returns the emails so far and forgets them. */
  take() {
    return this.mails.splice(0);
  }

  async stop() {
    for (const socket of this.sockets) socket.destroy();
    if (this.listener.listening) {
      this.listener.close();
      await once(this.listener, 'close');
    }
    await rm(this.folder, { recursive: true });
  }
}
