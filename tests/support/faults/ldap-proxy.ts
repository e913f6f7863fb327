import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { writeResult } from '../../../infra/local/ldap/answer.ts';
import { sizeOfFirst } from '../../../infra/local/ldap/framing.ts';
import { readRequest } from '../../../infra/local/ldap/request.ts';
import type { Request as Asked } from './call.ts';
import type { Fault, Hands } from './gate.ts';
import { type Modify, modifyOf, readAnswer, tagOf, wordsOf } from './ldap-messages.ts';

/** Stands before an LDAP server on 127.0.0.1 and lets things go wrong on the way. */
export async function startLdapProxy(upstreamPort: number, hands: Hands) {
  const modifies: Modify[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client.on('close', () => sockets.delete(client)));
    converse(client, { upstream: connect(upstreamPort, '127.0.0.1'), hands, modifies, leave });
  });
  const listen = (port: number) => once(server.listen(port, '127.0.0.1'), 'listening');
  await listen(0);
  const { port } = server.address() as AddressInfo;

  function disconnect(): void {
    for (const socket of sockets) socket.destroy();
  }
  /** Nobody listens any more. */
  function leave(): void {
    if (server.listening) server.close();
    disconnect();
  }

  return {
    url: `ldap://127.0.0.1:${port}`,
    /** Every modify since the last `forget`, oldest first. */
    modifies: modifies as readonly Modify[],
    forget: () => void modifies.splice(0),
    disconnect,
    leave,
    comeBack: () => (server.listening ? undefined : listen(port)),
  };
}

type Talk = {
  readonly upstream: Socket;
  readonly hands: Hands;
  readonly modifies: Modify[];
  readonly leave: () => void;
};

/** What waits for the server's answer to one message. */
type Awaited = { readonly asked: Asked; readonly modify: Modify | undefined; readonly fault: Fault | undefined };

function converse(client: Socket, talk: Talk): void {
  const { upstream } = talk;
  const awaited = new Map<number, Awaited>();
  const end = (): void => {
    client.destroy();
    upstream.destroy();
  };
  for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
  inMessages(client, (message) => void hear(message, client, { ...talk, awaited }));
  inMessages(upstream, (message) => void answer(message, client, { ...talk, awaited }));
}

function inMessages(socket: Socket, take: (message: Buffer) => void): void {
  let waiting: Buffer = Buffer.alloc(0);
  socket.on('data', (data) => {
    waiting = Buffer.concat([waiting, data]);
    for (let size = sizeOfFirst(waiting); typeof size === 'number'; size = sizeOfFirst(waiting)) {
      take(waiting.subarray(0, size));
      waiting = waiting.subarray(size);
    }
  });
}

type Talking = Talk & { readonly awaited: Map<number, Awaited> };

async function hear(message: Buffer, client: Socket, talk: Talking): Promise<void> {
  const { id, request } = readRequest(message);
  const what = wordsOf(request);
  if (!what) return void talk.upstream.write(message);
  const modify = request.kind === 'modify' ? modifyOf(request) : undefined;
  if (modify) talk.modifies.push(modify);
  const asked = { service: 'directory', what, writes: modify !== undefined } as const;
  const fault = talk.hands.gate.meet(asked);
  const answer = (code: number): unknown => client.write(writeResult(id, tagOf(request), { code }));
  if (fault?.when === 'before' && (await spoils(fault, client, { ...talk, asked, answer }))) return;
  talk.awaited.set(id, { asked, modify, fault: fault?.when === 'after' ? fault : undefined });
  talk.upstream.write(message);
}

async function answer(message: Buffer, client: Socket, talk: Talking): Promise<void> {
  const { id, result } = readAnswer(message);
  const { asked, modify, fault } = talk.awaited.get(id) ?? {};
  if (modify && result !== undefined) modify.result = result;
  if (!fault || !asked) return void client.write(message);
  // All that belongs to the answer is kept back; what goes wrong does so at its end.
  if (result !== undefined) await spoils(fault, client, { ...talk, asked, answer: () => undefined });
}

type Spoiling = Talk & { readonly asked: Asked; readonly answer: (code: number) => unknown };

/** Does what is to go wrong; false where the call goes on all the same. */
async function spoils({ effect }: Fault, client: Socket, { hands, leave, asked, answer }: Spoiling): Promise<boolean> {
  switch (effect.kind) {
    case 'kill':
      await hands.kill();
      client.destroy();
      return true;
    case 'reset':
      client.resetAndDestroy();
      return true;
    case 'silence':
      hands.wait();
      return true;
    case 'gone':
      leave();
      return true;
    case 'answer':
      if (!('code' in effect.answer)) throw new Error('A directory answers with an LDAP result');
      answer(effect.answer.code);
      return true;
    case 'meanwhile':
      hands.meanwhile(effect.deed, asked);
      return false;
    case 'deliver':
      throw new Error('A directory delivers nothing');
    default:
      return effect satisfies never;
  }
}
