import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A server that runs as a child of this process, on 127.0.0.1. */
export type ChildServer = { readonly port: number; close(): Promise<void> };

const LONGEST_START_MS = 20_000;

/**
 * Starts a program that listens on the port handed to `argumentsFor`, and waits until it does. It ends with this
 * process at the latest. Throws what the program said when it stops before it listens.
 */
export async function startChildServer(
  program: string,
  argumentsFor: (port: number) => readonly string[],
): Promise<ChildServer> {
  const port = await freePort();
  // A group of its own: Ctrl-C reaches this process alone, which lets work in flight end before it stops the server.
  const child = spawn(program, argumentsFor(port), { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const said: Buffer[] = [];
  child.stderr.on('data', (words: Buffer) => said.push(words));
  child.on('error', (error) => said.push(Buffer.from(error.message)));
  const stop = () => void child.kill();
  process.once('exit', stop);
  try {
    await untilListening(child, port);
  } catch (cause) {
    stop();
    throw new Error(`${program} did not start: ${Buffer.concat(said)}`, { cause });
  }
  return { port, close: () => close(child, stop) };
}

async function close(child: ChildProcess, stop: () => void): Promise<void> {
  process.off('exit', stop);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  stop();
  await gone;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1');
  return address.port;
}

async function untilListening(child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + LONGEST_START_MS;
  while (!(await accepts(port))) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) throw new Error('It stopped');
    if (Date.now() > deadline) throw new Error(`It does not listen after ${LONGEST_START_MS / 1000} s`);
    await delay(20);
  }
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
