// Commands of the sample host, each in a process of its own that tests/support/host_commands.cpp forks.
import { constants } from 'node:os';

import { LineServer } from './line_server.mjs';
import { programs } from './processes.mjs';

const nameOfSignal = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));
const running = new Map();
let server;
let last = 0;

function answer(line) {
  const { id, signal, ...result } = JSON.parse(line);
  running.get(id)({ ...result, signal: signal === null ? null : nameOfSignal.get(signal) });
  running.delete(id);
}

/** The same as `run` of the program, without loading its libraries again. */
export function runCommand(args, input = '') {
  server ??= new LineServer(`${programs}/host_commands`, [], answer);
  const id = ++last;
  const result = new Promise((resolve) => running.set(id, resolve));
  return server.send(JSON.stringify({ id, arguments: args, input }), result);
}
