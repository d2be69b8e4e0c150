// The real sample host in its own folder, controlled through its command line.
import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { passwordHash } from '../../support/account.mjs';
import { openDatabase } from './database.mjs';
import { runCommand } from './host_commands.mjs';
import { freePort, programs, reach, run, startServer } from './processes.mjs';

const page = 'google-user-provisioning';
const manifest = new URL('../../../manifests/google-user-provisioning.plugin.yaml', import.meta.url);

/** Options of a command that the test needs to know the process of, which is then `lastCommand`. */
export const watched = { timeout: 120_000 };

/** What the command `password` says for host.yaml. */
export const hashOf = async (text) => (await runCommand(['password'], `${text}\n${text}\n`)).stdout.trim().split('\n').at(-1);

export class Host {
  /** Creates a host with these companies and its own database. Its plugin uses the emulator and reads the directory at
   *  `directory`. `settings` adds settings to `google`, `hostSettings` to host.yaml, `accounts` are {name, company, role}, all
   *  with the tests' password unless they have a `hash`. A company is an id or its keys in host.yaml. */
  static async create(emulator, { companies = ['acme'], settings = '', directory = emulator.url, database, accounts = [], hostSettings = '' } = {}) {
    const host = new Host();
    host.emulator = emulator;
    host.folder = await mkdtemp(join(tmpdir(), 'sample-host-'));
    host.database = database ?? (await openDatabase(host.folder));
    // Every process on a server's database shares this file, so the host must not create its own.
    if (host.database.backend !== 'sqlite3') await writeFile(join(host.folder, 'host.key'), randomBytes(32), { mode: 0o600 });
    host.port = await freePort();
    host.publicUrl = `http://127.0.0.1:${host.port}`;
    const library = join(programs, '../lib/google-user-provisioning.so');
    const text = await readFile(manifest, 'utf8');
    await writeFile(join(host.folder, 'plugin.yaml'), text.replace(/^library:.*$/m, `library: ${library}`));
    await writeFile(
      join(host.folder, 'settings.yaml'),
      `google:
  client_id: 1234.apps.googleusercontent.com
  client_secret: demo-client-secret
  endpoints:
    authorization: ${emulator.url}/o/oauth2/v2/auth
    token: ${emulator.url}/token
    revocation: ${emulator.url}/revoke
    directory: ${directory}
  requests_per_minute: 100000
${settings}`,
    );
    host.companies = companies;
    host.accounts = accounts;
    host.hostSettings = hostSettings;
    await host.configure(host.database);
    return host;
  }

  /** Writes host.yaml, pointing at that database. */
  async configure({ backend, connection, password }) {
    if (password !== undefined) await writeFile(join(this.folder, 'database-password'), password, { mode: 0o600 });
    await writeFile(
      join(this.folder, 'host.yaml'),
      `listen: 127.0.0.1:${this.port}
public_url: ${this.publicUrl}
database:
  backend: ${backend}
  connection: "${connection}"
${password === undefined ? '' : '  password_file: database-password'}
secrets: ${this.secrets ?? '{key_file: host.key}'}
plugins:
  - {manifest: plugin.yaml, settings: settings.yaml}
companies:
${this.companies.map((company) => `  - ${JSON.stringify(typeof company === 'string' ? { id: company, name: company } : company)}`).join('\n')}
accounts: [${this.accounts.map(({ name, company, role, hash = passwordHash }) => `{name: ${name}, password_hash: "${hash}", company: ${company}, role: ${role}}`).join(', ')}]
${this.hostSettings}`,
    );
  }

  /** Runs one command; the arguments are the words after the configuration. */
  command(words, args = [], { input, ...options } = {}) {
    const all = [...words, '--config', join(this.folder, 'host.yaml'), ...args];
    if (words[0] !== 'serve' && Object.keys(options).length === 0) return runCommand(all, input);
    const running = run(`${programs}/sample-host`, all, { input, ...options });
    this.lastCommand = running.child;
    return running;
  }

  act(company, action, values = {}, options = {}) {
    const set = Object.entries(values).filter(([, value]) => value !== undefined).flatMap(([field, value]) => ['--set', `${field}=${value}`]);
    return this.command(['page', 'act'], ['--company', company, '--page', page, '--action', action, ...set], options);
  }

  /** Runs the action “Connect to Google” and consents as `account`. */
  connect = (company, account, consent) => this.connectWith(company, 'connect', consent, account);

  /** The same with another action that leads to Google's consent. */
  async connectWith(company, action, consent = {}, account = 'dana.reyes@acme.com') {
    let visit;
    const connecting = this.act(company, action, {}, {
      onLine: (line) => {
        if (!line.startsWith('http')) return;
        visit = this.emulator.consent(line, account, consent).then((address) => reach(address, { redirect: 'manual' }));
        // Without the visit, the command would wait until its timeout.
        visit.catch(() => connecting.child.kill());
      },
    });
    const result = await connecting;
    await visit;
    return result;
  }

  async page(company) {
    const { stdout } = await this.command(['page', 'show'], ['--company', company, '--page', page, '--json']);
    return JSON.parse(stdout);
  }

  async sync(company, options = {}) {
    const result = await this.command(['sync'], ['--company', company, '--provider', 'google-workspace', '--json'], options);
    const last = result.stdout.trim().split('\n').at(-1);
    return { ...result, report: last ? JSON.parse(last) : undefined };
  }

  async users(company) {
    return JSON.parse((await this.command(['users'], ['--company', company, '--json'])).stdout);
  }

  async groups(company) {
    return JSON.parse((await this.command(['groups'], ['--company', company, '--json'])).stdout);
  }

  /** Reads rows of the host's database. */
  rows = (sql) => this.database.rows(sql);

  serve(options = {}) {
    return startServer(`${programs}/sample-host`, ['serve', '--config', join(this.folder, 'host.yaml')], options);
  }

  /** Another host on the same database and key, as on another machine. */
  async another() {
    const other = Object.assign(new Host(), this);
    other.folder = await mkdtemp(join(tmpdir(), 'sample-host-'));
    other.port = await freePort();
    other.publicUrl = `http://127.0.0.1:${other.port}`;
    for (const file of ['host.key', 'plugin.yaml', 'settings.yaml']) await copyFile(join(this.folder, file), join(other.folder, file));
    await other.configure(this.database);
    other.remove = () => rm(other.folder, { recursive: true, force: true });
    return other;
  }

  async remove() {
    await this.database.remove();
    await rm(this.folder, { recursive: true, force: true });
  }
}
