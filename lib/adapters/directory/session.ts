import type { Socket } from 'node:net';
import { Client } from 'ldapts';
import type { Server } from './settings.ts';
import { ConnectionLost, type Step, TooLate, unavailable } from './trouble.ts';

/** ldapts on one open socket, every request under a deadline. Once it is lost it stays lost. */
export type Session = {
  readonly client: Client;
  isAlive(): boolean;
  /** Does something that asks the server; throws whatever went wrong as it is. */
  inTime<T>(work: () => Promise<T>): Promise<T>;
  /** The same, and what goes wrong comes as DirectoryUnavailable. */
  at<T>(step: Step, work: () => Promise<T>): Promise<T>;
  destroy(): void;
};

export function openSession(socket: Socket, server: Server, timeoutMs: number): Session {
  const client = clientOn(socket, server);
  const inTime = deadlines(socket, timeoutMs);
  return {
    client,
    isAlive: () => !socket.destroyed && socket.readyState === 'open' && client.isBound,
    inTime,
    at: (step, work) =>
      inTime(work).catch((error: unknown) => {
        throw unavailable(error, server.url, step);
      }),
    destroy: () => void socket.destroy(),
  };
}

/**
 * Ends whatever waits for an answer when there is none in time, or when the connection goes. Whoever waits is known for
 * as long as they do: a race against one promise of the whole connection would keep every answer until its end.
 */
function deadlines(socket: Socket, timeoutMs: number): Session['inTime'] {
  const waiting = new Set<(error: Error) => void>();
  socket.once('close', () => {
    for (const end of waiting) end(new ConnectionLost('the connection was lost'));
  });
  return (work) =>
    new Promise((resolve, reject) => {
      if (socket.destroyed) return reject(new ConnectionLost('the connection was lost'));
      const done = (): void => {
        clearTimeout(timer);
        waiting.delete(end);
      };
      const end = (error: Error): void => {
        done();
        reject(error);
      };
      const timer = setTimeout(() => {
        end(new TooLate(`no answer within ${timeoutMs} ms`));
        // An answer that comes too late must find nobody.
        socket.destroy();
      }, timeoutMs);
      waiting.add(end);
      // In a function of its own, so that what is thrown at once is caught like the rest.
      (async () => work())().finally(done).then(resolve, reject);
    });
}

/** ldapts opens a second connection when the first is gone, and nobody would be bound on that one: it gets none. */
function clientOn(socket: Socket, { port }: Server): Client {
  let isTaken = false;
  const createConnection = (): Socket => {
    if (isTaken) throw new ConnectionLost('the connection was lost');
    isTaken = true;
    return socket;
  };
  return new Client({ url: `ldap://connected:${port}`, createConnection });
}
