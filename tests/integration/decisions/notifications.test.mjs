// Notices by email: problems at once and at growing intervals, their end, a digest a day, chosen recipients.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { watched } from '../support/host.mjs';
import { MailServer, password, user } from '../support/mail_server.mjs';
import { everybody, scene, succeeds } from '../support/scene.mjs';
import { Visitor } from '../support/visitor.mjs';

const stage = scene();
let server;
before(async () => {
  server = await MailServer.start();
});
after(() => server.stop());

const accounts = [
  { name: 'dana', company: 'acme', role: 'administrator' },
  { name: 'vic', company: 'acme', role: 'viewer' },
];
const companies = [{ id: 'acme', name: 'Acme “Grüße” Inc.', notify: ['it@acme.com', 'boss@acme.com'] }, { id: 'birch', name: 'Birch' }];

/** A host that sends emails through `mails`, connected and synced once. */
const mailing = (body, { mails = server, change = {}, values = everybody } = {}) =>
  stage.withHost({ accounts, companies, hostSettings: mails.settings(change) }, async (host, emulator) => {
    mails.accept();
    mails.take();
    await writeFile(join(host.folder, 'mail-password'), password);
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'save', values));
    await succeeds(host.sync('acme'));
    await body(host, emulator);
  });

const send = (host, code = 0) => succeeds(host.command(['mail', 'send']), code);
const subjects = (mails) => mails.map(({ to, headers }) => `${to}: ${headers.subject.replace('[Acme “Grüße” Inc.] ', '')}`).sort();
const breakGoogle = (emulator) => emulator.post('faults', [{ match: { path_regex: '/users$' }, fault: { kind: 'status', status: 403, reason: 'accessNotConfigured', message: 'The API is off.' } }]);
/** Moves what was sent into the past, instead of waiting. */
const hoursPass = (host, hours) => host.rows(`UPDATE host_notice_mails SET last_at = last_at - ${hours * 3_600_000_000}`);
const mails = (host) => host.rows('SELECT recipient, state, attempts, reason FROM host_mails ORDER BY id');

test('a failing sync is reported at once, again at growing intervals, and its end once', () =>
  mailing(async (host, emulator) => {
    await breakGoogle(emulator);
    await succeeds(host.sync('acme'), 4);
    const { stdout } = await send(host);
    assert.match(stdout, /2 sent/);
    const sent = server.take();
    assert.deepEqual(subjects(sent), ['boss@acme.com: The sync from Google failed', 'it@acme.com: The sync from Google failed']);
    const [mail] = sent;
    assert.deepEqual([mail.from, mail.user, mail.encrypted], ['no-reply@awareness.example', user, true]);
    assert.equal(mail.headers['auto-submitted'], 'auto-generated');
    assert.match(mail.headers['message-id'], /^<[\w-]+@awareness\.example>$/);
    assert.match(mail.headers.date, /^\w{3}, \d\d? \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
    assert.match(mail.body, /Admin SDK API is not enabled/);
    assert.ok(mail.body.includes(`${host.publicUrl}/company/settings/google-user-provisioning\r\n`), mail.body);
    assert.match(mail.body, /^Acme “Grüße” Inc\.: /);
    assert.doesNotMatch(mail.source, /demo-client-secret|1\/\//);

    await succeeds(host.sync('acme'), 4);
    await send(host);
    assert.deepEqual(server.take(), [], 'the same problem within the hour');
    for (const [hours, next] of [[1, '4 hours'], [4, '12 hours'], [12, '24 hours'], [24, '24 hours']]) {
      await hoursPass(host, hours - 0.1);
      await send(host);
      assert.deepEqual(server.take(), [], `before ${hours} h`);
      await hoursPass(host, 0.1);
      await send(host);
      const reminders = server.take();
      assert.deepEqual(subjects(reminders), ['boss@acme.com: Reminder: The sync from Google keeps failing', 'it@acme.com: Reminder: The sync from Google keeps failing']);
      assert.match(reminders[0].body, new RegExp(`next reminder follows in ${next}`));
    }

    await emulator.delete('faults');
    await succeeds(host.sync('acme'));
    await succeeds(host.sync('acme'));
    await send(host);
    await hoursPass(host, 100);
    await send(host);
    assert.deepEqual(subjects(server.take()), ['boss@acme.com: The sync from Google works again', 'it@acme.com: The sync from Google works again']);
  }));

test('lost access is reported although the schedule is paused', () =>
  mailing(async (host, emulator) => {
    await emulator.post('grants/revoke', { account: 'dana.reyes@acme.com' });
    await succeeds(host.sync('acme'), 3);
    await send(host);
    const [mail] = server.take();
    assert.match(mail.headers.subject, /needs to be reconnected/);
    assert.match(mail.body, /Target users stay as they are/);
    await hoursPass(host, 1);
    await send(host);
    assert.match(server.take()[0].headers.subject, /Reminder: .*reconnected/);
    await succeeds(host.connect('acme'));
    await succeeds(host.sync('acme'));
    await send(host);
    assert.deepEqual(subjects(server.take()), ['boss@acme.com: The sync from Google works again', 'it@acme.com: The sync from Google works again']);
  }));

test('held removals come in a digest, once a day', () =>
  mailing(async (host, emulator) => {
    await emulator.delete('users/1016');
    await emulator.delete('users/1017');
    await succeeds(host.sync('acme'), 5);
    await send(host);
    assert.deepEqual(subjects(server.take()), ['boss@acme.com: A sync from Google needs your review', 'it@acme.com: A sync from Google needs your review']);
    await succeeds(host.sync('acme'), 5);
    await hoursPass(host, 23);
    await send(host);
    assert.deepEqual(server.take(), []);
    await hoursPass(host, 1);
    await send(host);
    assert.equal(server.take().length, 2);
    await succeeds(host.act('acme', 'approve_removals', { removals: 'all', count: 2 }));
    await hoursPass(host, 24);
    await send(host);
    assert.deepEqual(server.take(), [], 'nothing waits');
  }, { values: { ...everybody, removal_limit_percent: 1, removal_limit_at_least: 1 } }));

test('administrators choose the recipients and what each one gets', () =>
  mailing(async (host, emulator) => {
    const serving = await host.serve();
    try {
      const dana = await Visitor.signIn(serving.url, 'dana');
      const page = '/company/notifications';
      assert.match((await dana.get(page)).text, /boss@acme\.com/);
      for (const [fields, status] of [
        [{ do: 'add', address: 'ada@acme.com', problems: 'on' }, 303],
        [{ do: 'save', address: 'boss@acme.com', digest: 'on' }, 303],
        [{ do: 'remove', address: 'it@acme.com' }, 303],
        [{ do: 'remove', address: 'unknown@acme.com' }, 404],
        [{ do: 'add', address: 'a\r\nBcc: x@y.com', problems: 'on' }, 422],
        [{ do: 'add', address: 'Ada <ada@acme.com>', problems: 'on' }, 422],
        [{ do: 'test', address: 'unknown@example.com' }, 404],
      ])
        assert.equal((await dana.post(page, fields)).status, status, JSON.stringify(fields));
      const vic = await Visitor.signIn(serving.url, 'vic');
      assert.equal((await vic.get(page)).status, 403);
      assert.equal((await vic.post(page, { do: 'add', address: 'vic@acme.com', problems: 'on' })).status, 403);
    } finally {
      await serving.stop();
    }
    await breakGoogle(emulator);
    await succeeds(host.sync('acme'), 4);
    await send(host);
    assert.deepEqual(subjects(server.take()), ['ada@acme.com: The sync from Google failed']);
    const entries = JSON.parse((await host.command(['audit'], ['--company', 'acme', '--json'])).stdout);
    const changes = entries.filter(({ action }) => action.startsWith('notification_')).map(({ who, detail }) => `${who}: ${detail}`).sort();
    assert.deepEqual(changes, ['dana: ada@acme.com gets problems.', 'dana: boss@acme.com gets the daily digest.', 'dana: it@acme.com gets no more emails.']);
  }));

test('a serving host sends on its own, and two hosts send each email once', () =>
  mailing(async (host, emulator) => {
    await breakGoogle(emulator);
    await succeeds(host.sync('acme'), 4);
    const results = await Promise.all(Array.from({ length: 4 }, () => host.command(['mail', 'send'])));
    assert.deepEqual(results.map(({ code }) => code), [0, 0, 0, 0], results.map(({ stderr }) => stderr).join(''));
    assert.equal(server.take().length, 2);

    const serving = await host.serve();
    try {
      const dana = await Visitor.signIn(serving.url, 'dana');
      assert.equal((await dana.post('/company/notifications', { do: 'test', address: 'it@acme.com' })).status, 303);
      while (server.mails.length === 0) await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(subjects(server.take()), ['it@acme.com: Test email']);
    } finally {
      await serving.stop();
    }
    assert.match(serving.output(), /mail_sent recipient=it@acme\.com/);
  }));

test('an email survives a restart and an outage of the mail server, and a refused one is given up', () =>
  mailing(async (host, emulator) => {
    await breakGoogle(emulator);
    await succeeds(host.sync('acme'), 4);
    server.fault(({ command, address }) => (command === 'RCPT' && address === 'boss@acme.com' ? '550 5.1.1 no such user' : command === 'RCPT' ? '451 try later' : undefined));
    const { stdout } = await send(host, 4);
    assert.match(stdout, /0 sent, 1 to be retried, 1 given up/);
    const [first, second] = await mails(host);
    const [boss, it] = first.recipient === 'boss@acme.com' ? [first, second] : [second, first];
    assert.deepEqual([boss.state, it.state], [2, 0]);
    assert.match(boss.reason, /550 5\.1\.1 no such user/);
    assert.match(it.reason, /451 try later/);
    server.accept();
    await send(host);
    assert.deepEqual(server.take(), [], 'not due yet');
    await host.rows('UPDATE host_mails SET next_at = 0 WHERE state = 0');
    await send(host);
    assert.deepEqual(subjects(server.take()), ['it@acme.com: The sync from Google failed']);
    await send(host);
    assert.deepEqual(server.take(), []);
  }));

test('an email that is being sent when the host is killed is sent later', () =>
  mailing(async (host, emulator) => {
    await breakGoogle(emulator);
    await succeeds(host.sync('acme'), 4);
    const reached = new Promise((resolve) => server.fault(({ command }) => (command === 'DATA' ? (resolve(), 'hang') : undefined)));
    const sending = host.command(['mail', 'send'], [], watched);
    await reached;
    sending.child.kill('SIGKILL');
    await sending;
    server.accept();
    await host.rows('UPDATE host_mails SET next_at = 0 WHERE state = 0');
    await send(host);
    assert.equal(server.take().length, 2);
  }));

test('an email is given up after seven attempts', () =>
  mailing(async (host, emulator) => {
    await breakGoogle(emulator);
    await succeeds(host.sync('acme'), 4);
    server.fault(({ command }) => (command === 'MAIL' ? '421 too busy' : undefined));
    for (let attempt = 1; attempt <= 7; ++attempt) {
      const { stdout } = await send(host, 4);
      assert.match(stdout, attempt < 7 ? /2 to be retried, 0 given up/ : /0 to be retried, 2 given up/);
      await host.rows('UPDATE host_mails SET next_at = 0 WHERE state = 0');
    }
    server.accept();
    await send(host);
    assert.deepEqual(server.take(), []);
  }));

test('the password and the email go only to a server with a valid certificate', async () => {
  const cases = [
    [await MailServer.start({ name: 'mail.elsewhere.example' }), {}, /certificate could not be verified/],
    [await MailServer.start(), { ca_file: undefined }, /certificate could not be verified/],
    [await MailServer.start({ security: 'none' }), { security: 'starttls', user, password_file: 'mail-password' }, /does not offer STARTTLS/],
    [await MailServer.start({ security: 'tls' }), { password_file: 'wrong-password' }, /rejected the user or the password/],
  ];
  for (const [own, change, reason] of cases) {
    await stage.withHost({ companies, hostSettings: own.settings(change) }, async (host) => {
      await writeFile(join(host.folder, 'mail-password'), password);
      await writeFile(join(host.folder, 'wrong-password'), 'not this one');
      const { stdout, stderr } = await succeeds(host.command(['mail', 'test'], ['--company', 'acme', '--to', 'it@acme.com']), 4);
      assert.match(stderr, reason);
      assert.doesNotMatch(stdout + stderr, /smtp "pass|not this one/);
      assert.deepEqual(own.take(), []);
      if (!/rejected/.test(reason.source)) assert.ok(!own.commands.includes('AUTH'), 'no password was sent');
    });
    await own.stop();
  }
});

test('TLS from the start, and a relay on this machine without TLS', async () => {
  for (const security of ['tls', 'none']) {
    const own = await MailServer.start({ security });
    await stage.withHost({ companies, hostSettings: own.settings() }, async (host) => {
      await writeFile(join(host.folder, 'mail-password'), password);
      await succeeds(host.command(['mail', 'test'], ['--company', 'acme', '--to', 'it@acme.com']));
      const [mail] = own.take();
      assert.equal(mail.encrypted, security === 'tls');
      assert.equal(mail.headers.subject, '[Acme “Grüße” Inc.] Test email');
    });
    await own.stop();
  }
});

test('without a mail server, notices appear in the product only', () =>
  stage.withHost({ accounts, companies }, async (host, emulator) => {
    await succeeds(host.connect('acme'));
    await succeeds(host.act('acme', 'save', everybody));
    await breakGoogle(emulator);
    await succeeds(host.sync('acme'), 4);
    const { stderr } = await succeeds(host.command(['mail', 'send']), 2);
    assert.match(stderr, /Add mail: to host\.yaml/);
    assert.deepEqual(await mails(host), []);
    const [notice] = JSON.parse((await host.command(['notices'], ['--company', 'acme', '--json'])).stdout);
    assert.equal(notice.topic, 'google-failing');
  }));
