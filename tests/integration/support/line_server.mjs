// A program of the tests that answers lines with lines until its standard input ends.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Between an answer and the next question, it does not keep the tests' process alive. */
export class LineServer {
  #waiting = 0;
  /** `onLine` receives each line of its standard output. */
  constructor(program, args, onLine) {
    this.child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.handles = [this.child, ...this.child.stdio];
    this.child.stdin.on('error', () => {});
    let problem = '';
    this.child.stderr.setEncoding('utf8').on('data', (text) => (problem += text));
    createInterface({ input: this.child.stdout }).on('line', onLine);
    this.ended = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', (code) => reject(new Error(problem.trim() || `${program} ended with ${code}`)));
    });
    // The next caller gets the error.
    this.ended.catch(() => {});
    for (const handle of this.handles) handle.unref();
  }
  /** Sends a line, and returns `answer`, a promise that `onLine` resolves, unless the program ends before. */
  async send(line, answer) {
    if (this.#waiting++ === 0) for (const handle of this.handles) handle.ref();
    this.child.stdin.write(`${line}\n`);
    try {
      return await Promise.race([answer, this.ended]);
    } finally {
      if (--this.#waiting === 0) for (const handle of this.handles) handle.unref();
    }
  }
  end = () => this.child.stdin.end();
}
