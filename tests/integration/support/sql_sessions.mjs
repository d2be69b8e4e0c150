// Sessions with a database. Starting a process for each statement would cost more than the statement.
import { LineServer } from './line_server.mjs';
import { programs } from './processes.mjs';

/** SQLite's own shell prints this after the rows of a request. */
const endOfRows = 'end-of-rows';

const shellOfSqlite = (file) => ['sqlite3', ['-json', '-bail', '-cmd', '.timeout 10000', file]];

/** A process that runs statements. It ends with its first error. */
class SqlSession {
  #lines = [];
  constructor(backend, connection) {
    this.isShell = backend === 'sqlite3';
    const [program, args] = this.isShell ? shellOfSqlite(connection) : [`${programs}/run_sql`, [backend, connection]];
    this.server = new LineServer(program, args, (line) => {
      if (this.isShell && line !== endOfRows) return this.#lines.push(line);
      const rows = this.isShell ? this.#lines.splice(0).join('\n') : line;
      this.answer(rows ? JSON.parse(rows) : []);
    });
  }
  /** Returns the rows of the last SELECT. */
  ask(statements) {
    const answer = new Promise((resolve) => (this.answer = resolve));
    return this.server.send(this.isShell ? `${statements.join(';')};\n.print ${endOfRows}` : JSON.stringify(statements), answer);
  }
  end = () => this.server.end();
}

const idle = new Map();
const keyOf = (backend, connection) => `${backend} ${connection}`;

/** Runs statements in a session of their own, which later ones use again. Returns the rows of the last SELECT. */
export async function ask(backend, connection, statements) {
  const key = keyOf(backend, connection);
  const session = idle.get(key)?.pop() ?? new SqlSession(backend, connection);
  const rows = await session.ask(statements);
  if (!idle.has(key)) idle.set(key, []);
  idle.get(key).push(session);
  return rows;
}

/** The same in a session that ends: for a server that may be killed. */
export async function askOnce(backend, connection, statements) {
  const session = new SqlSession(backend, connection);
  try {
    return await session.ask(statements);
  } finally {
    session.end();
  }
}

/** Ends the idle sessions of that connection. */
export function endSessions(backend, connection) {
  for (const session of idle.get(keyOf(backend, connection)) ?? []) session.end();
  idle.delete(keyOf(backend, connection));
}
