// Starting and stopping the real programs.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** The folder with the built programs; CTest passes it. */
export const programs = process.env.PROGRAMS ?? new URL('../../../build/debug/bin', import.meta.url).pathname;

/** Starts a server and resolves with its address once it says `listening on http://…`. */
export async function startServer(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const log = [];
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  child.stderr.setEncoding('utf8').on('data', (text) => log.push(text));
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      log.push(`${line}\n`);
      const said = line.match(/(?:listening on|Serving at) (http:\/\/\S+)/);
      if (said) resolve(said[1]);
    });
    child.once('error', reject);
    ended.then((end) => reject(new Error(`${command} ended (${JSON.stringify(end)}) before it listened:\n${log.join('')}`)));
  });
  return {
    url,
    pid: child.pid,
    ended,
    output: () => log.join(''),
    /** Closes the pipes that the server writes to. */
    closeOutput() {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return ended;
    },
  };
}

/** Runs a program to its end. `onLine` receives each line of standard output immediately. */
export function run(command, args, { onLine, input, ...options } = {}) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: 120_000, ...options });
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  if (onLine) createInterface({ input: child.stdout }).on('line', onLine);
  child.stdin.on('error', () => {});
  child.stdin.end(input ?? '');
  const done = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return Object.assign(done, { child });
}

// Below the system's ephemeral ports and different for each test process, so that no other process takes a port
// between the check and the start of the host.
let nextPort = 10000 + (process.pid % 1000) * 20;

/** Returns a free port. */
export async function freePort() {
  for (;;) {
    const port = nextPort++;
    const free = await new Promise((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
}

const shiftClock = new URL('../lib/shift_clock.so', `file://${programs}/`).pathname;
/** Options of a process that believes that it is so many seconds later. */
export const ahead = (seconds) => ({ env: { ...process.env, LD_PRELOAD: shiftClock, SHIFT_CLOCK: String(seconds) } });
