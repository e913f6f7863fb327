import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A server that runs as a child of this process, on 127.0.0.1. */
export type ChildServer = { readonly port: number; close(): Promise<void> };

const leash = join(dirname(fileURLToPath(import.meta.url)), 'leash.mjs');

const LONGEST_START_MS = 60_000;

/**
 * Starts a program that listens on the port handed to `argumentsFor`, and waits until it does. It ends with this
 * process at the latest, however that ends. Throws what the program said when it stops before it listens.
 */
export async function startChildServer(
  program: string,
  argumentsFor: (port: number) => readonly string[],
): Promise<ChildServer> {
  const port = await freePort();
  // A group of its own: Ctrl-C reaches this process alone, which lets work in flight end before it stops the server.
  const child = spawn(process.execPath, [leash, program, ...argumentsFor(port)], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  const said: Buffer[] = [];
  child.stderr.on('data', (words: Buffer) => said.push(words));
  try {
    await untilListening(child, port);
  } catch (cause) {
    await close(child);
    // Its last words may still be on their way when it is gone.
    if (!child.stderr.readableEnded) await once(child.stderr, 'end');
    throw new Error(`${program} did not start: ${Buffer.concat(said)}`, { cause });
  }
  return { port, close: () => close(child) };
}

async function close(child: ChildProcessByStdio<Writable, null, Readable>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.stdin.end();
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
