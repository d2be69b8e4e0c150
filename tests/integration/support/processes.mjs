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

/** `fetch`, whose errors say what failed: its own message is always "fetch failed". */
export async function reach(url, options) {
  try {
    return await fetch(url, options);
  } catch (error) {
    throw new Error(`${options?.method ?? 'GET'} ${url}: ${error.cause?.message ?? error.message}`, { cause: error });
  }
}

// Ports come in blocks, below the system's ephemeral ports and those of tests/support/database-server, and above 10080, which
// `fetch` and browsers refuse. A process listens at the first port of its blocks, so no other test process takes the rest.
const blockSize = 100;
const firstBlock = 120;
const blocks = 180;
let nextPort = 0;
let endOfBlock = 0;

function listenAt(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

async function takeBlock() {
  for (let tried = 0; tried < blocks; ++tried) {
    const port = (firstBlock + ((process.pid + tried) % blocks)) * blockSize;
    const held = await listenAt(port);
    if (!held) continue;
    held.unref();
    nextPort = port + 1;
    endOfBlock = port + blockSize;
    return;
  }
  throw new Error(`no ${blockSize} ports are free between ${firstBlock * blockSize} and ${(firstBlock + blocks) * blockSize}`);
}

/** Returns a free port that no other test process will use. */
export async function freePort() {
  for (;;) {
    if (nextPort === endOfBlock) await takeBlock();
    const port = nextPort++;
    const server = await listenAt(port);
    if (!server) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

const shiftClock = new URL('../lib/shift_clock.so', `file://${programs}/`).pathname;
/** Options of a process whose clock is that many seconds ahead. */
export const ahead = (seconds) => ({ env: { ...process.env, LD_PRELOAD: shiftClock, SHIFT_CLOCK: String(seconds) } });
