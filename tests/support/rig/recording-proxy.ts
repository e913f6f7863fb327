import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request to an AWS-like service: `operation` is the last word of X-Amz-Target, `by` whoever was at work. */
export type Recorded = { readonly by: string; readonly operation: string; readonly body: unknown };

/** Which requests are refused; none, unless a test says so. */
type Refusal = (request: Recorded) => boolean;

/** Stands before an AWS-like server on 127.0.0.1, passes everything on, and writes down what was asked by whom. */
export async function startRecordingProxy(upstream: string, by: () => string) {
  const seen: Recorded[] = [];
  let isRefused: Refusal = () => false;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const body = Buffer.concat(await request.toArray()).toString();
    const recorded = { by: by(), operation, body: JSON.parse(body) };
    seen.push(recorded);
    if (isRefused(recorded)) return void response.writeHead(400).end('{"__type":"ValidationException"}');
    const reply = await fetch(upstream, { method: 'POST', headers: headersOf(request), body });
    const type = reply.headers.get('content-type') ?? 'application/x-amz-json-1.0';
    response.writeHead(reply.status, { 'content-type': type }).end(await reply.text());
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    seen: seen as readonly Recorded[],
    /** Refuses what this is true of, in a way that the SDK does not try again. */
    refuse: (refusal: Refusal) => {
      isRefused = refusal;
    },
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
