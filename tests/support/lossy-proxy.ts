import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong between us and the server. `operation` is the last word of X-Amz-Target. */
export type Mishaps = {
  /** True for a request that is carried out, but whose answer gets lost. `nth` counts that operation from 1. */
  readonly losesAnswer: (operation: string, nth: number) => boolean;
  /** What the server gets to see of a request. */
  readonly forwards?: (operation: string, body: string) => string;
};

/** Stands before an AWS-like server on 127.0.0.1 and loses answers. */
export async function startLossyProxy(upstream: string, { losesAnswer, forwards = (_, body) => body }: Mishaps) {
  const seen = new Map<string, number>();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const nth = (seen.get(operation) ?? 0) + 1;
    seen.set(operation, nth);
    const body = forwards(operation, Buffer.concat(await request.toArray()).toString());
    const reply = await fetch(upstream, { method: 'POST', headers: headersOf(request), body });
    const text = await reply.text();
    if (losesAnswer(operation, nth)) return void request.socket.destroy();
    response.writeHead(reply.status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
  };
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    times: (operation: string) => seen.get(operation) ?? 0,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    ['content-type', 'x-amz-target', 'x-amz-date', 'authorization'].map((name) => [name, String(headers[name])]),
  );
