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
  const lost = new Promise<never>((_, reject) => {
    socket.once('close', () => reject(new ConnectionLost('the connection was lost')));
  });
  // Nobody may be waiting when it is lost; whoever asks next finds out.
  lost.catch(() => undefined);
  const inTime = <T>(work: () => Promise<T>): Promise<T> => {
    const { late, stop } = alarm(timeoutMs, () => socket.destroy());
    return Promise.race([lost, late, work()]).finally(stop);
  };
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

/** Goes off after a time, unless stopped. An answer that comes too late must find nobody: hence `onLate`. */
function alarm(ms: number, onLate: () => void): { late: Promise<never>; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TooLate(`no answer within ${ms} ms`));
      onLate();
    }, ms);
  });
  return { late, stop: () => clearTimeout(timer) };
}
