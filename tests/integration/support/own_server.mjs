// A database server for one test, which may kill it; reached over TCP as an ordinary user with a difficult password.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { askOnce } from './sql_sessions.mjs';

const script = new URL('../../support/database-server', import.meta.url).pathname;

/** Contains every character that is special in some form of connection string. */
export const password = 'g3heim\'"\\ =:@/?#%x&';
const literal = `'${password.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

export class OwnServer {
  static async start(backend) {
    const server = new OwnServer();
    server.backend = backend;
    server.folder = await mkdtemp(join(tmpdir(), 'test-server-'));
    await server.command('start');
    server.administrator = (await readFile(join(server.folder, 'connection'), 'utf8')).trim();
    server.port = (await readFile(join(server.folder, 'port'), 'utf8')).trim();
    if (backend === 'postgresql') {
      await server.sql(`CREATE ROLE host LOGIN PASSWORD E${literal}`);
      await server.sql('CREATE DATABASE awareness OWNER host');
    } else {
      await server.sql('CREATE DATABASE awareness');
      await server.sql(`CREATE USER host@'%' IDENTIFIED BY ${literal}`);
      await server.sql('GRANT ALL ON awareness.* TO host@\'%\'');
    }
    return server;
  }

  /** As the administrator, outside the host's database. */
  sql = (text) => askOnce(this.backend, this.administrator, [text]);
  /** As the administrator, in the host's database. */
  rows = (text) => {
    const connection = this.backend === 'postgresql' ? this.administrator.replace('/postgres?', '/awareness?') : `${this.administrator} db=awareness`;
    return askOnce(this.backend, connection, [text]);
  };

  /** Returns the database section of host.yaml without the password. `change` overrides keys. */
  connection(change = {}) {
    const tls = this.backend === 'postgresql' ? { sslmode: 'verify-full', sslrootcert: `${this.folder}/ca.pem` } : { sslca: `${this.folder}/ca.pem` };
    const name = this.backend === 'postgresql' ? 'dbname' : 'db';
    const pairs = { host: '127.0.0.1', port: this.port, [name]: 'awareness', user: 'host', ...tls, ...change };
    return Object.entries(pairs).map(([key, value]) => `${key}=${value}`).join(' ');
  }

  /** The scripts start daemons, which must not inherit this process's pipes. */
  command(action) {
    return new Promise((resolve, reject) => {
      const child = spawn(script, [action, this.backend, this.folder], { stdio: ['ignore', 'ignore', 'inherit'] });
      child.once('error', reject);
      child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`database-server ${action} ended with ${code}`))));
    });
  }
  kill = () => this.command('kill');
  restart = () => this.command('start');
  async remove() {
    await this.command('stop');
    await rm(this.folder, { recursive: true, force: true });
  }
}
