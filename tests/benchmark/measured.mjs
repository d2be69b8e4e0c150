// Measures a sync from outside: peak memory (VmHWM), wall and processor seconds of `sample-host sync`.
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const ticksASecond = 100;
export const noTimeLimit = { timeout: 0 };

/** The kernel's figures about a process until it ends. Misses at most the last hundredth of a second. */
async function watch(child) {
  const seen = { peakMiB: 0, cpuSeconds: 0 };
  while (child.exitCode === null && child.signalCode === null) {
    try {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8');
      const peak = status.match(/VmHWM:\s+(\d+) kB/);
      if (peak) seen.peakMiB = Math.max(seen.peakMiB, Number(peak[1]) / 1024);
      const [user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13).map(Number);
      seen.cpuSeconds = Math.max(seen.cpuSeconds, (user + system) / ticksASecond);
    } catch (error) {
      // It ended between the question and the answer.
      if (!['ENOENT', 'ESRCH'].includes(error.code)) throw error;
    }
    await pause(10);
  }
  return seen;
}

async function measured(running) {
  const started = performance.now();
  const [result, seen] = await Promise.all([
    running.then((ended) => ({ ...ended, seconds: (performance.now() - started) / 1000 })),
    watch(running.child),
  ]);
  if (result.code !== 0) throw new Error(`ended with ${result.code}: ${result.stderr}${result.stdout.slice(-2000)}`);
  return { ...seen, seconds: result.seconds, stdout: result.stdout };
}

export async function sync(host) {
  const words = ['--company', 'acme', '--provider', 'google-workspace', '--json'];
  const { stdout, ...figures } = await measured(host.command(['sync'], words, noTimeLimit));
  return { ...figures, report: JSON.parse(stdout.trim().split('\n').at(-1)) };
}
