import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forwardTo } from '../faults/http-proxy.ts';

/** One request to an AWS-like service: `operation` is the last word of X-Amz-Target, `by` whoever was at work. */
export type Recorded = { readonly by: string; readonly operation: string; readonly body: unknown };

/** Which requests are refused; none, unless a test says so. */
type Refusal = (request: Recorded) => boolean;

/** Instead of being done, or after it was done, so that only the good answer is lost. */
type When = 'before' | 'after';

const REFUSED = '{"__type":"ValidationException"}';

/** Stands before an AWS-like server on 127.0.0.1, passes everything on, and writes down what was asked by whom. */
export async function startRecordingProxy(upstream: string, by: () => string) {
  const seen: Recorded[] = [];
  let [isRefused, refused]: [Refusal, When] = [() => false, 'before'];
  const { carryOut, close } = forwardTo(upstream);
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = 'POST', url: path = '/', headers } = request;
    const operation = String(headers['x-amz-target']).split('.').at(-1) ?? '';
    const body = Buffer.concat(await request.toArray()).toString();
    const recorded = { by: by(), operation, body: JSON.parse(body) };
    seen.push(recorded);
    if (refused === 'before' && isRefused(recorded)) return void response.writeHead(400).end(REFUSED);
    const reply = await carryOut({ method, path, headers, body });
    const isDone = reply.status < 300;
    if (refused === 'after' && isDone && isRefused(recorded)) return void response.writeHead(400).end(REFUSED);
    response.writeHead(reply.status, reply.headers).end(reply.body);
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    seen: seen as readonly Recorded[],
    /** Refuses what this is true of, in a way that the SDK does not try again. */
    refuse: (refusal: Refusal, when: When = 'before') => {
      [isRefused, refused] = [refusal, when];
    },
    close: () => {
      close();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
