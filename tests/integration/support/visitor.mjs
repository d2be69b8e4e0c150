// A person who is signed in to the host, without a browser: cookies, forms and their tokens.
import assert from 'node:assert/strict';

import { password } from '../../support/account.mjs';
import { reach } from './processes.mjs';

const tokenIn = (html) => html.match(/name="_csrf" value="([^"]*)"/)?.[1];

export class Visitor {
  /** Signs in at `url`. `headers` go with every request: those of a reverse proxy. */
  static async signIn(url, name, headers = {}) {
    const visitor = new Visitor();
    Object.assign(visitor, { url, headers, cookies: new Map() });
    await visitor.get('/sign-in');
    const { status } = await visitor.post('/sign-in', { name, password, next: '/' });
    assert.equal(status, 303, `${name} cannot sign in`);
    await visitor.get('/');
    return visitor;
  }

  async send(path, options) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await reach(this.url + path, { redirect: 'manual', ...options, headers: { ...this.headers, cookie } });
    for (const line of answer.headers.getSetCookie?.() ?? [answer.headers.get('set-cookie') ?? '']) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/) ?? [];
      if (name) this.cookies.set(name, value);
    }
    const text = await answer.text();
    this.token = tokenIn(text) ?? this.token;
    return { status: answer.status, text, location: answer.headers.get('location') };
  }
  get = (path) => this.send(path, {});
  post = (path, fields = {}) => this.send(path, { method: 'POST', body: new URLSearchParams({ _csrf: this.token, ...fields }) });
}
