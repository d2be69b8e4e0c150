// Starts the sample host in a folder of its own, on a port that the system chooses.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { passwordHash } from '../../support/account.mjs';

const programs = process.env.PROGRAMS ?? 'build/debug/bin';

/**
 * Writes host.yaml for these plugins and serves it. A plugin: `{manifest, settings?, redirectOrigins?}`;
 * `config` is appended to host.yaml. The accounts are dana (administrator of acme), vera (viewer of acme) and otto (administrator of other).
 */
export async function startHost({ plugins = [], files = {}, config = '', listen = '127.0.0.1:0' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'sample-host-browser-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const pluginLines = plugins.map(({ manifest, settings, redirectOrigins }) =>
    `  - {manifest: ${manifest}${settings ? `, settings: ${settings}` : ''}` +
    `${redirectOrigins ? `, redirect_origins: [${redirectOrigins.map((origin) => `"${origin}"`).join(', ')}]` : ''}}`);
  await writeFile(join(folder, 'host.yaml'), `listen: ${listen}
database: {backend: sqlite3, connection: "dbname=host.db"}
secrets: {key_file: host.key}
plugins:${plugins.length ? `\n${pluginLines.join('\n')}` : ' []'}
companies:
  - {id: acme, name: Acme Inc.}
  - {id: other, name: Other Ltd.}
accounts:
  - {name: dana, password_hash: "${passwordHash}", company: acme, role: administrator}
  - {name: vera, password_hash: "${passwordHash}", company: acme, role: viewer}
  - {name: otto, password_hash: "${passwordHash}", company: other, role: administrator}
${config}`);
  const child = spawn(join(programs, 'sample-host'), ['serve', '--config', join(folder, 'host.yaml')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = [];
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
  const ended = once(child, 'exit');
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /https?:\/\/[^\s/]+/.exec(line);
      if (found) resolve(found[0]);
    });
    ended.then(([code]) => reject(new Error(`the host ended with ${code}:\n${log.join('\n')}`)));
  });
  return {
    url, folder, log,
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM');
      const [code] = await ended;
      await rm(folder, { recursive: true, force: true });
      return code;
    },
  };
}
