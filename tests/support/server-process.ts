import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { programPath } from './program-path.ts';

/** A server of somebody else's that runs as a child of the tests. */
export type ServerProcess = { stop(): Promise<void> };

/** Starts a program that stays in the foreground, and waits until all `ports` answer on 127.0.0.1. */
export async function startServer(
  program: string,
  words: readonly string[],
  ports: readonly number[],
): Promise<ServerProcess> {
  const [command, ...before] = tied(program);
  const child = spawn(command, [...before, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => said.push(data.toString()));
  const died = once(child, 'exit').then(() => {
    throw new Error(`${program} stopped before it listened:\n${said.join('').slice(-2000)}`);
  });
  const listening = Promise.all(ports.map(untilListening));
  await Promise.race([listening, died]);
  died.catch(() => undefined);
  return { stop: () => stop(child) };
}

/** The kernel ends the server when the tests end, even when they are killed; a leftover would hold its ports. */
const tied = (program: string): [string, ...string[]] => {
  const setpriv = programPath('setpriv');
  return setpriv ? [setpriv, '--pdeathsig', 'TERM', program] : [program];
};

async function untilListening(port: number): Promise<void> {
  while (!(await isListening(port))) await delay(20);
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const answer = (yes: boolean) => (): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });

/** True when somebody listens on one of these ports of 127.0.0.1 already. */
export const isAnyTaken = async (ports: readonly number[]): Promise<boolean> =>
  (await Promise.all(ports.map(isListening))).includes(true);

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

/** A port of 127.0.0.1 on which nobody listens just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
