// The Google emulator, and a person who gives consent in it.
import { programs, reach, startServer } from './processes.mjs';

const unescape = (text) =>
  text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Returns the fields of the page's form as a browser posts them unchanged. */
function readForm(html, pageUrl) {
  const form = html.match(/<form\b[^>]*>/)?.[0] ?? '';
  const action = new URL(unescape(form.match(/action="([^"]*)"/)?.[1] ?? ''), pageUrl);
  const fields = new URLSearchParams();
  for (const [input] of html.matchAll(/<input\b[^>]*>/g)) {
    const attribute = (name) => {
      const found = input.match(new RegExp(`\\s${name}="([^"]*)"`));
      return found ? unescape(found[1]) : undefined;
    };
    const type = attribute('type') ?? 'text';
    if (type === 'submit' || (['radio', 'checkbox'].includes(type) && !/\schecked/.test(input))) continue;
    if (attribute('name')) fields.append(attribute('name'), attribute('value') ?? '');
  }
  return { action, fields };
}

export class Emulator {
  static async start(args) {
    const emulator = new Emulator();
    emulator.server = await startServer(`${programs}/google-emulator`, [...args, '--listen', '127.0.0.1:0']);
    emulator.url = emulator.server.url;
    return emulator;
  }

  async call(method, path, body) {
    const answer = await reach(`${this.url}/emulator/${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} /emulator/${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
  get = (path) => this.call('GET', path);
  post = (path, body = {}) => this.call('POST', path, body);
  put = (path, body) => this.call('PUT', path, body);
  patch = (path, body) => this.call('PATCH', path, body);
  delete = (path) => this.call('DELETE', path);

  /** Signs in and consents as `account`. Returns the address that Google redirects to. */
  async consent(authorizationUrl, account, { decide = 'allow', without = [] } = {}) {
    // `account` wins over the login hint.
    const wanted = new URL(authorizationUrl);
    wanted.searchParams.delete('login_hint');
    let answer = await reach(wanted, { redirect: 'manual' });
    let address = wanted.href;
    for (let page = 0; page < 4; ++page) {
      if (answer.status === 302 || answer.status === 303) return answer.headers.get('location');
      const html = await answer.text();
      if (answer.status !== 200) throw new Error(`consent page: ${answer.status} ${html}`);
      const { action, fields } = readForm(html, address);
      if (/name="account"/.test(html)) fields.set('account', account);
      if (/name="action"/.test(html)) fields.set('action', decide);
      const scopes = fields.getAll('scope').filter((scope) => !without.includes(scope));
      if (fields.has('scope')) {
        fields.delete('scope');
        for (const scope of scopes) fields.append('scope', scope);
      }
      address = action.href;
      answer = await reach(action, { method: 'POST', body: fields, redirect: 'manual' });
    }
    throw new Error('the consent pages do not end');
  }

  /** Returns the requests that the discovery document does not allow; a suite fails if there are any. */
  async violations() {
    const { violations } = await this.get('violations');
    return violations;
  }

  stop = () => this.server.stop();
}
