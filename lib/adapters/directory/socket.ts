import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions as TlsOptions } from 'node:tls';
import type { Server } from './settings.ts';
import { TooLate } from './trouble.ts';

/** Opens a connection, encrypted already where the server wants LDAPS. Throws Node's own error, or TooLate. */
export function openSocket(server: Server, options: { ca?: Buffer; connectTimeoutMs: number }): Promise<Socket> {
  const { host, port } = server;
  const isTls = server.encryption === 'ldaps';
  const socket = isTls ? connectTls({ ...tlsOptions(server, options.ca), port }) : connect({ host, port });
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(
      () => fail(new TooLate(`no connection within ${options.connectTimeoutMs} ms`)),
      options.connectTimeoutMs,
    );
    socket.once('error', fail);
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      socket.off('error', fail);
      resolve(socket);
    });
  });
}

/** The server must prove the name (or the IP address) that it was called by. */
export const tlsOptions = ({ host }: Server, ca: Buffer | undefined): TlsOptions => ({
  host,
  ...(isIP(host) ? {} : { servername: host }),
  ...(ca ? { ca } : {}),
});
