import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request } from './call.ts';
import type { Delivery, Fault, Hands } from './gate.ts';

export type Heard = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};
export type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type HttpProxyOptions = {
  readonly hands: Hands;
  /** What a request is, in words. */
  readonly describe: (heard: Heard) => Request;
  /** Has it done; `how` only where a queue is to deliver it in a particular way. */
  readonly carryOut: (heard: Heard, how?: Delivery) => Promise<Answered>;
};

/** A server on 127.0.0.1 through which a worker reaches another one, and that lets things go wrong on the way. */
export async function startHttpProxy(options: HttpProxyOptions) {
  const server = createServer(
    (request, response) =>
      void answer(request, response, options).catch(() => {
        response.destroy();
      }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: HttpProxyOptions): Promise<void> {
  const { method = 'GET', url: path = '/', headers } = request;
  const heard = { method, path, headers, body: Buffer.concat(await request.toArray()).toString() };
  const asked = options.describe(heard);
  const fault = options.hands.gate.meet(asked);
  const spoiling = { response, asked, hands: options.hands };
  if (fault?.when === 'before' && (await spoils(fault, spoiling))) return;
  const how = fault?.effect.kind === 'deliver' ? fault.effect.how : undefined;
  const answered = await options.carryOut(heard, how);
  if (fault?.when === 'after' && (await spoils(fault, spoiling))) return;
  send(response, answered);
}

const send = (response: ServerResponse, { status, headers, body }: Answered): unknown =>
  response.writeHead(status, headers).end(body);

type Spoiling = { readonly response: ServerResponse; readonly asked: Request; readonly hands: Hands };

/** Does what is to go wrong; false where the call goes on all the same. */
async function spoils({ effect }: Fault, { response, asked, hands }: Spoiling): Promise<boolean> {
  switch (effect.kind) {
    case 'kill':
      await hands.kill();
      response.destroy();
      return true;
    case 'reset':
    case 'gone':
      response.socket?.resetAndDestroy();
      return true;
    case 'silence':
      hands.wait();
      return true;
    case 'answer':
      if ('code' in effect.answer) throw new Error('An LDAP result is no answer over HTTP');
      send(response, { headers: { 'content-type': 'application/json' }, ...effect.answer });
      return true;
    case 'meanwhile':
      hands.meanwhile(effect.deed, asked);
      return false;
    case 'deliver':
      return false;
    default:
      return effect satisfies never;
  }
}

/** Hands every request on to a server on 127.0.0.1, over connections that are kept. */
export function forwardTo(upstream: string) {
  const agent = new Agent({ keepAlive: true });
  const { host, hostname, port } = new URL(upstream);
  const carryOut = async ({ method, path, headers, body }: Heard): Promise<Answered> => {
    const given = { ...headers, host, 'content-length': String(Buffer.byteLength(body)) };
    const request = open({ agent, hostname, port, method, path, headers: given }).end(body);
    const [response]: IncomingMessage[] = await once(request, 'response');
    if (!response) throw new Error('There was no response');
    const text = Buffer.concat(await response.toArray()).toString();
    return { status: response.statusCode ?? 500, headers: plain(response.headers), body: text };
  };
  return { carryOut, close: () => agent.destroy() };
}

/** Without what belongs to one connection alone. */
const plain = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !['connection', 'keep-alive', 'transfer-encoding', 'content-length'].includes(name))
      .map(([name, value]) => [name, String(value)]),
  );
