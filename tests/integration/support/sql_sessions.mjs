// Sessions with a database server. Starting a process for each statement would cost more than the statement.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import { programs } from './processes.mjs';

/** A process of `run_sql`. It ends with its first error. */
class SqlSession {
  constructor(backend, connection) {
    this.child = spawn(`${programs}/run_sql`, [backend, connection], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.handles = [this.child, ...this.child.stdio];
    this.child.stdin.on('error', () => {});
    let problem = '';
    this.child.stderr.setEncoding('utf8').on('data', (text) => (problem += text));
    this.lines = createInterface({ input: this.child.stdout });
    this.ended = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', (code) => reject(new Error(problem.trim() || `run_sql ended with ${code}`)));
    });
    // Whoever asks next is told.
    this.ended.catch(() => {});
  }
  /** Returns the rows of the last SELECT. */
  async ask(statements) {
    for (const handle of this.handles) handle.ref();
    const answer = new Promise((resolve) => this.lines.once('line', resolve));
    this.child.stdin.write(`${JSON.stringify(statements)}\n`);
    const rows = JSON.parse(await Promise.race([answer, this.ended]));
    // An idle session does not keep the tests' process alive.
    for (const handle of this.handles) handle.unref();
    return rows;
  }
  end = () => this.child.stdin.end();
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
