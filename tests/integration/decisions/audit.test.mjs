// The audit trail: who did what, when and from where.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { hostname } from 'node:os';
import { test } from 'node:test';

import { everybody, scene, succeeds } from '../support/scene.mjs';
import { Visitor } from '../support/visitor.mjs';

const { synced, withHost } = scene();
const page = '/company/settings/google-user-provisioning';
const accounts = [
  { name: 'dana', company: 'acme', role: 'administrator' },
  { name: 'vic', company: 'acme', role: 'viewer' },
  { name: 'robin', company: 'birch', role: 'administrator' },
];
const companies = ['acme', 'birch'];
const commandLine = `command line, ${execFileSync('id', ['-un']).toString().trim()} on ${hostname()}`;

const audit = async (host, company = 'acme') => JSON.parse((await succeeds(host.command(['audit'], ['--company', company, '--json']))).stdout);
const told = (entries) => entries.map(({ who, from, action }) => [who, from, action]).reverse();

/** Runs `body` with a serving host behind a reverse proxy, and visitors that come through it. */
async function serving(host, body) {
  const server = await host.serve();
  try {
    await body((name, client = '203.0.113.7') => Visitor.signIn(server.url, name, { 'x-forwarded-for': client }));
  } finally {
    await server.stop();
  }
}

test('every action on the command line is recorded with the user and the machine', () =>
  withHost({}, async (host) => {
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'save', everybody));
    await succeeds(host.act('acme', 'start_sync'));
    await succeeds(host.sync('acme'));
    await succeeds(host.act('acme', 'stop_sync'));
    await succeeds(host.act('acme', 'save', { removal_limit_percent: 7, method: 'matching_groups' }));
    await succeeds(host.act('acme', 'unlink', { confirmation: 'acme.com' }));
    const entries = await audit(host);
    assert.deepEqual(told(entries), [
      ['Command line', commandLine, 'connect_started'],
      ['Command line', commandLine, 'connected'],
      ['Command line', commandLine, 'settings_saved'],
      ['Command line', commandLine, 'daily_sync_started'],
      ['Command line', commandLine, 'sync_started'],
      ['Command line', commandLine, 'sync_finished'],
      ['Command line', commandLine, 'sync_started'],
      ['Command line', commandLine, 'sync_finished'],
      ['Command line', commandLine, 'schedule_paused'],
      ['Command line', commandLine, 'settings_saved'],
      ['Command line', commandLine, 'unlink_started'],
      ['Command line', commandLine, 'unlinked'],
    ]);
    const saved = entries.filter(({ action }) => action === 'settings_saved');
    assert.match(saved[1].detail, /^First settings\. .*Sync method: target users only\./);
    assert.match(saved[0].detail, /^Sync method: target users only → matching groups\. Removal limit: 5% .* → 7% /);
    for (const { at } of entries) assert.match(at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.doesNotMatch(JSON.stringify(entries), /1\/\/|demo-client-secret/);
  }));

test('approving, dismissing, undoing and the schedule are recorded', () =>
  synced({ ...everybody, removal_limit_percent: 1, removal_limit_at_least: 1 }, async (host, emulator) => {
    await emulator.delete('users/1016');
    await emulator.delete('users/1017');
    await succeeds(host.sync('acme'), 5);
    await succeeds(host.act('acme', 'dismiss_removals', { removals: '1016' }));
    await succeeds(host.act('acme', 'approve_removals', { removals: '1017', count: 1 }));
    const [{ id: run, kept_changes: count }] = await host.rows('SELECT id, kept_changes FROM gup_runs ORDER BY id DESC LIMIT 1');
    await succeeds(host.command(['task', 'run'], ['--company', 'acme', '--task', 'google-user-provisioning.daily-sync']));
    await succeeds(host.act('acme', 'undo_run', { run, count }));
    const entries = await audit(host);
    const [dismissed] = entries.filter(({ action }) => action === 'removals_dismissed');
    const [approved] = entries.filter(({ action }) => action === 'removals_approved');
    assert.match(dismissed.detail, /Dismissed 1 removal: \S+@/);
    assert.match(approved.detail, /Approved 1 removal: \S+@/);
    const [undone] = entries.filter(({ action }) => action === 'run_undone');
    assert.match(undone.detail, /1 user restored/);
    assert.deepEqual([dismissed.from, approved.from, undone.from], [commandLine, commandLine, commandLine]);
    const scheduled = entries.filter(({ who }) => who === 'Schedule');
    assert.deepEqual(scheduled.map(({ action, from }) => [action, from]), ['sync_finished', 'sync_started'].map((action) => [action, `host process on ${hostname()}`]));
    assert.match(scheduled[0].detail, /^0 added, 0 updated, 0 removed/);
  }));

test('actions on the page are recorded with the client, as the trusted proxy names it', () =>
  synced(everybody, async (host) => {
    await serving(host, async (visit) => {
      const dana = await visit('dana');
      await dana.get(page);
      await dana.post(`${page}/actions/resume_schedule`);
      await dana.post('/company/target-users', { email: 'x@acme.com', first_name: "Robert'); DROP TABLE host_audit; --" });
    });
    const entries = await audit(host);
    const [resumed] = entries.filter(({ action }) => action === 'schedule_resumed');
    const [added] = entries.filter(({ action }) => action === 'user_added');
    assert.equal(added.who, 'dana');
    assert.equal(added.from, 'page, 203.0.113.7');
    assert.equal(resumed.who, 'dana');
    assert.equal(resumed.from, 'page, 203.0.113.7');
  }, { companies: ['acme'], accounts, companies, hostSettings: 'trusted_proxies: [127.0.0.1]\n' }));

test('a client that no trusted proxy names cannot choose its address', () =>
  withHost({ accounts, companies }, async (host) => {
    await serving(host, async (visit) => {
      const dana = await visit('dana', '198.51.100.1');
      await dana.post('/company/target-groups', { name: 'By hand' });
    });
    const [added] = await audit(host);
    assert.deepEqual([added.action, added.from], ['group_added', 'page, 127.0.0.1']);
  }));

test('administrators read, filter and export the trail of their own company, and no one can change it', () =>
  withHost({ accounts, companies }, async (host) => {
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'save', everybody));
    await succeeds(host.connect('birch'));
    const before = await host.rows('SELECT * FROM host_audit ORDER BY id');
    await serving(host, async (visit) => {
      const dana = await visit('dana');
      const shown = await dana.get('/company/audit');
      assert.match(shown.text, /Settings saved/);
      assert.match(shown.text, new RegExp(hostname()));
      const filtered = await dana.get('/company/audit?action=settings_saved');
      assert.doesNotMatch(filtered.text, /Opened Google/);
      assert.match((await dana.get('/company/audit?search=FIRST+settings')).text, /First settings/);
      assert.match(filtered.text, />1 entry</);
      for (const nothing of ['actor=dana', 'until=2001-01-01', 'from=2999-01-01', 'actor=Command+line&from=2999-01-01'])
        assert.match((await dana.get(`/company/audit?${nothing}`)).text, />0 entries</, nothing);
      assert.match((await dana.get('/company/audit?actor=Command+line&from=2001-01-01&until=2999-01-01&action=settings_saved')).text, />1 entry</);
      const { text: csv } = await dana.get('/company/audit.csv?action=connected');
      assert.match(csv, /^at,who,account,from,action,detail,recorded_by\r\n/);
      assert.equal(csv.trim().split('\r\n').length, 2);
      for (const path of ['/company/audit', '/company/audit.csv', `/company/audit/${before[0].id}`, `/company/audit/${before[0].id}/delete`])
        assert.equal((await dana.post(path, { detail: 'changed' })).status, 404, path);
      const vic = await visit('vic');
      assert.equal((await vic.get('/company/audit')).status, 403);
      assert.equal((await vic.get('/company/audit.csv')).status, 403);
      const robin = await visit('robin');
      assert.doesNotMatch((await robin.get('/company/audit')).text, /Settings saved/);
    });
    assert.deepEqual(await host.rows('SELECT * FROM host_audit ORDER BY id'), before);
  }));
