import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

export type Keys = { readonly key: string; readonly cert: string };

/** The listening sockets of one server, all on the loopback address. */
export type Doors = {
  readonly port: number;
  readonly securePort: number | undefined;
  disconnectAll(): void;
  close(): Promise<void>;
};

/** Opens a plain port (`port`, or any free one for 0), and one for LDAPS where there are keys for it. */
export async function openDoors(welcome: (socket: Socket) => void, port: number, tls?: Keys): Promise<Doors> {
  const servers = [createServer(welcome), ...(tls ? [createTlsServer(tls, welcome)] : [])];
  const sockets = new Set<Socket>();
  for (const server of servers)
    server.on('connection', (socket) => sockets.add(socket.on('close', () => sockets.delete(socket))));
  const ports = await Promise.all(servers.map((server, index) => listen(server, index === 0 ? port : 0)));
  const disconnectAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const close = async (): Promise<void> => {
    const closed = Promise.all(servers.map(stopped));
    disconnectAll();
    await closed;
  };
  return { port: ports[0] ?? 0, securePort: ports[1], disconnectAll, close };
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

const stopped = (server: Server): Promise<void> => new Promise((resolve) => void server.close(() => resolve()));
