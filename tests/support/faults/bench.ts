import type { HandlerName } from './call.ts';
import type { Nursery, Worker } from './child.ts';
import type { Gate } from './gate.ts';

/** A worker, and another one whenever it was killed. */
export function openBench(nursery: Nursery, gate: Gate) {
  let worker: Worker | undefined;
  let environment: Readonly<Record<string, string>> = {};
  let ahead = 0;

  async function seated(): Promise<Worker> {
    if (worker) return worker;
    worker = await nursery.take();
    worker.tell({ kind: 'anew', variables: environment });
    worker.tell({ kind: 'clock', ahead });
    return worker;
  }

  return {
    furnish(variables: Readonly<Record<string, string>>) {
      environment = variables;
    },
    setClock(milliseconds: number) {
      ahead = milliseconds;
      worker?.tell({ kind: 'clock', ahead });
    },
    /** Throws Killed where the worker was killed over it. */
    async call(handler: HandlerName, event?: unknown, job: string = handler): Promise<unknown> {
      gate.begins(handler, job);
      return (await seated()).call(handler, event);
    },
    keep: async () => worker?.keep(),
    /** Whoever is there forgets all that it knows. */
    renew: () => worker?.tell({ kind: 'anew', variables: environment }),
    async kill() {
      const victim = worker;
      worker = undefined;
      await victim?.kill();
    },
  };
}

export type Bench = ReturnType<typeof openBench>;
