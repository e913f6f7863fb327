import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A way to the look-alike whose clock is so many seconds off: everything passes, the Date header is another. */
export async function startShiftedSlack(apiUrl: string, seconds: number) {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const method = (request.url ?? '').replace(/^\/api\//, '');
    const answer = await fetch(new URL(method, apiUrl), {
      method: 'POST',
      headers: { authorization, 'content-type': type },
      body,
    });
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'x-oauth-scopes': answer.headers.get('x-oauth-scopes') ?? '',
      date: new Date(Date.now() + seconds * 1000).toUTCString(),
    });
    response.end(await answer.text());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
