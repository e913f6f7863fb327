import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { sizeOfFirst } from './framing.ts';
import { answerTo, type House, type Visitor } from './house.ts';
import { readRequest } from './request.ts';

/** Talks to one client until it leaves: cuts what it sends into messages, and answers them in order. */
export function converse(socket: Socket, house: House, tls: SecureContext | undefined): void {
  const visitor: Visitor = { client: undefined, open: new Map(), isSecure: socket instanceof TLSSocket };
  // A client that goes away in the middle is its own business.
  socket.on('error', () => socket.destroy());
  listen(socket, { house, tls, visitor });
}

type Talk = { readonly house: House; readonly tls: SecureContext | undefined; readonly visitor: Visitor };

function listen(socket: Socket, talk: Talk): void {
  let waiting: Buffer = Buffer.alloc(0);
  const onData = (data: Buffer): void => {
    waiting = Buffer.concat([waiting, data]);
    for (let size = sizeOfFirst(waiting); size !== 'incomplete'; size = sizeOfFirst(waiting)) {
      if (size === 'no LDAP') {
        socket.destroy();
        return;
      }
      const message = waiting.subarray(0, size);
      waiting = waiting.subarray(size);
      if (hear(message, socket, talk) === 'tls') {
        socket.off('data', onData);
        listen(secured(socket, talk), talk);
        return;
      }
    }
  };
  socket.on('data', onData);
}

function hear(message: Buffer, socket: Socket, { house, tls, visitor }: Talk): 'tls' | undefined {
  const heard = understand(message);
  if (!heard || heard.request.kind === 'unbind') {
    socket.end();
    return undefined;
  }
  const reply = answerTo(heard, visitor, { ...house, hasTls: tls !== undefined });
  if (reply.bytes) socket.write(reply.bytes);
  if (reply.next === 'reset') breakOff(socket);
  return reply.next === 'tls' ? 'tls' : undefined;
}

/** Whoever does not speak LDAP is not answered. */
function understand(message: Buffer): ReturnType<typeof readRequest> | undefined {
  try {
    return readRequest(message);
  } catch {
    return undefined;
  }
}

const breakOff = (socket: Socket): unknown =>
  socket instanceof TLSSocket ? socket.destroy() : socket.resetAndDestroy();

function secured(socket: Socket, { tls, visitor }: Talk): TLSSocket {
  visitor.isSecure = true;
  const secure = new TLSSocket(socket, { isServer: true, ...(tls && { secureContext: tls }) });
  secure.on('error', () => socket.destroy());
  return secure;
}
