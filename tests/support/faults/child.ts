import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { HandlerName } from './call.ts';
import type { Order, Report } from './orders.ts';

/** What a call ends with whose worker was killed. */
export class Killed extends Error {}

/** What it ends with when its worker ended by itself; the message is what that said. */
export class Broken extends Error {}

/** A process that runs the handlers. */
export type Worker = {
  call(handler: HandlerName, event: unknown): Promise<unknown>;
  tell(order: Exclude<Order, { kind: 'call' }>): void;
  /** Has it keep what it compiled; a process that is killed keeps nothing. */
  keep(): Promise<void>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
};

type Pending = { resolve(value: unknown): void; reject(error: Error): void };

/** Starts a worker from its bundle; resolves once everything in it is loaded. */
async function startWorker(bundle: string): Promise<Worker> {
  const child = spawn(process.execPath, [bundle], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {},
  });
  const pending = new Map<number, Pending>();
  const gone = once(child, 'exit');
  const said: Buffer[] = [];
  child.stderr?.on('data', (words: Buffer) => said.push(words));
  let killed = false;
  let calls = 0;
  void gone.then(() => {
    const error = killed ? new Killed('The worker was killed') : new Broken(Buffer.concat(said).toString());
    for (const { reject } of pending.values()) reject(error);
  });
  await readiness(child);
  child.on('message', (report: Report) => settle(pending, report));
  return {
    call: (handler, event) =>
      new Promise((resolve, reject) => {
        if (killed) throw new Killed('The worker was killed');
        calls += 1;
        const id = calls;
        pending.set(id, { resolve, reject });
        child.send({ kind: 'call', id, handler, event } satisfies Order);
      }),
    tell: (order) => {
      if (child.connected) child.send(order satisfies Order);
    },
    async keep() {
      child.send({ kind: 'keep' } satisfies Order);
      await once(child, 'message');
    },
    async kill() {
      killed = true;
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function readiness(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('The worker did not start');
  });
  await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
}

function settle(pending: Map<number, Pending>, report: Report): void {
  if (!('id' in report)) return;
  const call = pending.get(report.id);
  pending.delete(report.id);
  if (report.kind === 'returned') call?.resolve(report.value);
  else call?.reject(new Error(report.message));
}

/** Workers that are started ahead, since a start takes longer than the work. */
export function openNursery(bundle: string, ahead: number) {
  const spare: Promise<Worker>[] = [];
  const all = new Set<Worker>();
  const begin = (): void => {
    const worker = startWorker(bundle);
    worker.then((one) => all.add(one)).catch(() => undefined);
    spare.push(worker);
  };
  for (let started = 0; started < ahead; started += 1) begin();
  return {
    take(): Promise<Worker> {
      begin();
      return spare.shift() as Promise<Worker>;
    },
    async close() {
      await Promise.allSettled(spare);
      await Promise.all([...all].map((worker) => worker.kill()));
    },
  };
}

export type Nursery = ReturnType<typeof openNursery>;
