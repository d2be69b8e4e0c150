// When companies sync: periods, times of day in time zones, quiet days, pauses; from the command line to the run of a
// serving host.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everybody, scene, succeeds } from '../support/scene.mjs';

const task = 'google-user-provisioning.daily-sync';
const { synced } = scene();
const hour = 3600_000;
const day = 24 * hour;

async function until(ask) {
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const scheduleOf = async (host, company = 'acme') => {
  const { stdout } = await host.command(['task', 'list'], ['--company', company, '--task', task, '--json']);
  return JSON.parse(stdout)[0];
};
const save = (host, values, code = 0) => succeeds(host.act('acme', 'save_schedule', values), code);
const start = (host) => succeeds(host.act('acme', 'start_sync', everybody));
const runs = async (host) => Number((await host.rows(`SELECT COUNT(*) AS n FROM host_task_runs WHERE task_id = '${task}'`))[0].n);
const setDue = (host, at) => host.database.run([`UPDATE host_schedule SET due_at = ${Math.round(at * 1000)} WHERE task_id = '${task}'`]);

/** Hour, minute and weekday of a moment in a time zone, as the JavaScript engine knows it. */
const local = (at, timeZone) => {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', weekday: 'long' }).formatToParts(at);
  const part = (type) => parts.find((one) => one.type === type).value;
  return { time: `${part('hour')}:${part('minute')}`, weekday: part('weekday').toLowerCase() };
};

/** Serves until `done`. */
async function serveUntil(host, done) {
  const serving = await host.serve();
  try {
    return await until(done);
  } finally {
    assert.equal((await serving.stop()).code, 0, serving.output());
  }
}

for (const zone of ['Europe/Berlin', 'America/Los_Angeles', 'Asia/Kathmandu'])
  test(`a daily sync is due at its time in ${zone}`, () =>
    synced(everybody, async (host) => {
      await start(host);
      await save(host, { schedule_every: '24h', schedule_time: '02:30', schedule_zone: zone });
      const due = Date.parse((await scheduleOf(host)).due_at);
      assert.equal(local(due, zone).time, '02:30');
      assert.ok(due > Date.now() - hour && due < Date.now() + 25 * hour);
    }));

test('a company that syncs every 15 minutes is due within 15 minutes, and stays so when a host serves', () =>
  synced(everybody, async (host) => {
    await start(host);
    await save(host, { schedule_every: '15m' });
    assert.ok(Date.parse((await scheduleOf(host)).due_at) <= Date.now() + hour / 4);
    const before = await runs(host);
    await setDue(host, Date.now() - 1000);
    await serveUntil(host, async () => (await runs(host)) > before);
    const due = Date.parse((await scheduleOf(host)).due_at);
    assert.ok(due > Date.now() && due <= Date.now() + hour / 4, new Date(due).toISOString());
    assert.equal((await host.page('acme')).status.label, 'Healthy');
  }));

test('no scheduled sync starts on a quiet day, however overdue, but Sync now works', () =>
  synced(everybody, async (host) => {
    await start(host);
    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
    // Today and tomorrow, in case midnight comes during the test.
    const quiet = [local(Date.now(), 'UTC').weekday, local(Date.now() + day, 'UTC').weekday];
    await save(host, { schedule_every: '1h', quiet_days: quiet.join(',') });
    await setDue(host, Date.now() - 3 * day);
    const before = await runs(host);
    await serveUntil(host, async () => Date.parse((await scheduleOf(host)).due_at) > Date.now());
    const due = Date.parse((await scheduleOf(host)).due_at);
    assert.ok(days.includes(local(due, 'UTC').weekday) && !quiet.includes(local(due, 'UTC').weekday));
    assert.equal(await runs(host), before);
    await succeeds(host.act('acme', 'sync_now'));
    assert.equal(Date.parse((await scheduleOf(host)).due_at), due, 'a sync by hand does not move the schedule');
  }));

test('no scheduled sync starts on a quiet date; the page says them, and the file has them', () =>
  synced(everybody, async (host) => {
    await start(host);
    const date = (at) => new Date(at).toISOString().slice(0, 10);
    // Today and tomorrow, in case midnight comes during the test.
    const dates = `${date(Date.now())} to ${date(Date.now() + day)}`;
    await save(host, { schedule_every: '1h', quiet_dates: `2099-12-24,${dates}` });
    await setDue(host, Date.now() - 3 * day);
    const before = await runs(host);
    await serveUntil(host, async () => Date.parse((await scheduleOf(host)).due_at) > Date.now());
    assert.ok(date(Date.parse((await scheduleOf(host)).due_at)) > date(Date.now() + day));
    assert.equal(await runs(host), before);
    assert.match(JSON.stringify(await host.page('acme')), /Every 1 hour, not on \d+ \w+ \d+ to \d+ \w+ \d+ and 24 Dec 2099 \(UTC\)/);
    const { stdout } = await succeeds(host.act('acme', 'export_settings'));
    assert.ok(stdout.includes(`  quiet_dates:\n    - "${dates}"\n    - "2099-12-24"\n`), stdout);
  }));

test('a time zone is chosen from those of the system, by a part of its name', () =>
  synced(everybody, async (host) => {
    const options = async (query) => (await succeeds(host.command(['page', 'options'], ['--company', 'acme', '--page',
      'google-user-provisioning', '--action', 'schedule_zone', '--query', query]))).stdout.split('\n').filter((line) => line.includes('\t')).map((line) => line.split('\t')[0]);
    assert.deepEqual(await options('new york'), ['America/New_York']);
    assert.deepEqual(await options('berlin'), ['Europe/Berlin']);
    assert.equal((await options(''))[0], 'UTC');
    await save(host, { schedule_every: '24h', schedule_time: '02:30', schedule_zone: 'America/New_York' });
    assert.match(JSON.stringify(await host.page('acme')), /at 02:30 \(America\/New_York\)/);
    await save(host, { schedule_zone: 'UTC' });
    assert.match(JSON.stringify(await host.page('acme')), /at 02:30 \(UTC\)/);
  }));

test('a pause says who paused it, survives restarts and a reconnect, and ends with Resume', () =>
  synced(everybody, async (host, emulator) => {
    await start(host);
    await succeeds(host.act('acme', 'pause_schedule'));
    await succeeds(host.act('acme', 'pause_schedule'), 3);
    const paused = await scheduleOf(host);
    assert.equal(paused.paused, true);
    assert.equal(paused.paused_by, 'Command line');
    assert.match(JSON.stringify(await host.page('acme')), /Paused by Command line on \d+ [A-Z][a-z]{2} \d{4}\./);

    await setDue(host, Date.now() - day);
    const before = await runs(host);
    const serving = await host.serve();
    await succeeds(host.act('acme', 'sync_now'));
    assert.equal((await serving.stop()).code, 0);
    assert.equal(await runs(host), before, 'nothing runs on its own');

    await succeeds(host.connect('acme'));
    assert.equal((await scheduleOf(host)).paused_by, 'Command line', 'a reconnect does not resume it');
    await succeeds(host.act('acme', 'resume_schedule'));
    const resumed = await scheduleOf(host);
    assert.equal(resumed.paused, false);
    assert.ok(Date.parse(resumed.due_at) > Date.now(), 'at the next time, not at once');
    await succeeds(host.act('acme', 'resume_schedule'), 3);
  }));

test('an undo pauses the schedule in the name of the person who undid it', () =>
  synced(everybody, async (host, emulator) => {
    await start(host);
    await emulator.patch('users/1003', { suspended: true });
    const { report } = await host.sync('acme');
    const [{ id }] = await host.rows(`SELECT MAX(id) AS id FROM gup_runs WHERE kind = 0`);
    assert.equal(report.removed, 1);
    await succeeds(host.act('acme', 'undo_run', { run: id, count: 1 }));
    assert.equal((await scheduleOf(host)).paused_by, 'Command line');
    await succeeds(host.act('acme', 'resume_schedule'));
    assert.equal((await scheduleOf(host)).paused, false);
  }));

test('wrong values are refused with a sentence at their field, and change nothing', () =>
  synced(everybody, async (host) => {
    await start(host);
    const before = await scheduleOf(host);
    for (const [values, sentence] of [
      [{ schedule_zone: 'Europe/Berlim' }, /No time zone has this name/],
      [{ schedule_zone: "x'); DROP TABLE host_schedule" }, /No time zone has this name/],
      [{ schedule_time: '25:00' }, /Enter a time between 00:00 and 23:59/],
      [{ schedule_every: '1h', schedule_time: '02:30' }, /Only a sync every 24 hours has a time of day/],
      [{ schedule_every: '2h' }, /15m/],
      [{ quiet_dates: '2026-02-30' }, /is not a date/],
      [{ quiet_days: 'monday,tuesday,wednesday,thursday,friday,saturday,sunday' }, /Leave at least one day/],
    ]) {
      const { stdout, stderr } = await save(host, values, 2);
      assert.match(stdout + stderr, sentence);
    }
    assert.deepEqual(await scheduleOf(host), before);
  }));

test('the schedule of a former version continues: the period of the deployment, no quiet day', () =>
  synced(everybody, async (host) => {
    await start(host);
    const before = await scheduleOf(host);
    // As the fourth version of the host's tables has them.
    const columns = ['rule_seconds', 'rule_minute', 'rule_zone', 'rule_quiet_days', 'ahead_seconds', 'paused_by', 'paused_at', 'quiet_dates'];
    await host.database.run([
      ...columns.map((column) => `ALTER TABLE host_schedule DROP COLUMN ${column}`),
      'UPDATE host_schema SET version = 4',
    ]);
    const after = await scheduleOf(host);
    assert.deepEqual(after, before);
    const [{ ahead_seconds: ahead }] = await host.rows(`SELECT ahead_seconds FROM host_schedule WHERE task_id = '${task}'`);
    assert.equal(Number(ahead), 24 * 3600);
  }));
