// The database of one host: a SQLite file in its folder, or one on the tests' own server that DATABASE names.
import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ask, endSessions } from './sql_sessions.mjs';

class SqliteFile {
  backend = 'sqlite3';
  constructor(folder) {
    this.file = join(folder, 'host.db');
    this.connection = `dbname=${this.file}`;
  }
  rows = (sql) => ask(this.backend, this.file, [sql]);
  run = (statements) => ask(this.backend, this.file, ['BEGIN', ...statements, 'COMMIT']);
  tables = async () => (await this.rows(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`)).map(({ name }) => name);
  async create() {}
  /** The next process that opens the file is the first one. */
  close = () => endSessions(this.backend, this.file);
  async remove() {
    this.close();
    for (const suffix of ['', '-wal', '-shm']) await rm(this.file + suffix, { force: true });
  }
}

/** On PostgreSQL a schema, which is made and dropped faster than a database. */
class OnServer {
  constructor(backend, server) {
    this.backend = backend;
    this.server = server;
    this.kind = backend === 'postgresql' ? 'SCHEMA' : 'DATABASE';
    this.name = `test_${randomBytes(6).toString('hex')}`;
    this.connection = server + (backend === 'postgresql' ? '&options=-csearch_path%3D' : ' db=') + this.name;
  }
  rows = (sql) => this.run([sql]);
  run = (statements) => ask(this.backend, this.connection, statements);
  tables = async () => (await this.rows(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = '${this.name}'`)).map(({ name }) => name);
  create = () => ask(this.backend, this.server, [`CREATE ${this.kind} ${this.name}`]);
  close() {}
  async remove() {
    endSessions(this.backend, this.connection);
    await ask(this.backend, this.server, [`DROP ${this.kind} ${this.name}${this.backend === 'postgresql' ? ' CASCADE' : ''}`]);
  }
}

/** An empty database for the host in that folder. */
export async function openDatabase(folder, backend = process.env.DATABASE ?? 'sqlite3') {
  const server = join(process.env.TEST_SERVERS ?? '', backend);
  if (backend === 'sqlite3') return new SqliteFile(folder);
  const database = new OnServer(backend, (await readFile(join(server, 'connection'), 'utf8')).trim());
  await database.create();
  return database;
}
