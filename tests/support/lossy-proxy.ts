import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong between us and the server. `operation` is the last word of X-Amz-Target. */
export type Mishaps = {
  /** True for a request that is carried out, but whose answer gets lost. `nth` counts that operation from 1. */
  readonly losesAnswer?: (operation: string, nth: number) => boolean;
  /** The body of a 400 in the place of what the server would do. */
  readonly refuses?: (operation: string, nth: number) => object | undefined;
  /** What the server gets to see of a request. */
  readonly forwards?: (operation: string, body: string) => string;
};

const JSON_1_0 = { 'content-type': 'application/x-amz-json-1.0' };

/** Stands before an AWS-like server on 127.0.0.1, loses answers, and refuses. */
export async function startLossyProxy(upstream: string, mishaps: Mishaps) {
  const { losesAnswer = () => false, refuses = () => undefined, forwards = (_, body) => body } = mishaps;
  const seen = new Map<string, number>();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const nth = (seen.get(operation) ?? 0) + 1;
    seen.set(operation, nth);
    const refused = refuses(operation, nth);
    const body = forwards(operation, Buffer.concat(await request.toArray()).toString());
    if (refused) return void response.writeHead(400, JSON_1_0).end(JSON.stringify(refused));
    const reply = await fetch(upstream, { method: 'POST', headers: headersOf(request), body });
    const text = await reply.text();
    if (losesAnswer(operation, nth)) return void request.socket.destroy();
    response.writeHead(reply.status, JSON_1_0).end(text);
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
