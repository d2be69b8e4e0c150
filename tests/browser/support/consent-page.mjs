// A fake consent page on another site: `localhost`, while the host is at 127.0.0.1, so that cookies and the
// Content-Security-Policy are tested as with a real one.
import { createServer } from 'node:http';
import { once } from 'node:events';

export async function startConsentPage() {
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const back = new URL(url.searchParams.get('redirect_uri') ?? 'http://127.0.0.1/');
    const link = (query, label) => `<a href="${back.origin}${back.pathname}?${query}">${label}</a>`;
    const state = encodeURIComponent(url.searchParams.get('state') ?? '');
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Consent</title>
      ${link(`state=${state}&code=1`, 'Allow')} ${link(`state=${state}&error=access_denied`, 'Cancel')}`);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const origin = `http://localhost:${server.address().port}`;
  return { origin, stop: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }) };
}
