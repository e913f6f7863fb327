import type { SQSBatchResponse } from 'aws-lambda';
import { failedMessages } from '../../../infra/local/sqs-event.ts';
import type { QueueName } from '../../../lib/job.ts';
import { isUntold, type Proposal } from '../../../lib/migration/proposal.ts';
import type { Bench } from './bench.ts';
import type { HandlerName } from './call.ts';
import { Broken } from './child.ts';
import type { Clock } from './clock.ts';
import type { Gate } from './gate.ts';
import type { Outside } from './outside.ts';
import { eventOf, type Message } from './queues.ts';
import { proposalsIn } from './tables.ts';

const MINUTE = 60_000;
/** More steps than anything that goes on needs. */
const MOST_STEPS = 40;

const WORKER_OF: Readonly<Record<QueueName, HandlerName>> = {
  talk: 'talk',
  checks: 'check',
  waves: 'wave',
  fixes: 'fix',
};

type Parts = { readonly bench: Bench; readonly clock: Clock; readonly gate: Gate; readonly outside: Outside };

/** Something is to be done about it, and it waits for nobody's decision; or somebody is still to be told. */
const isUnderWay =
  (gone: boolean) =>
  (proposal: Proposal): boolean =>
    (proposal.dueAt !== undefined && proposal.state !== 'open') || (!gone && isUntold(proposal));

/** Runs what is queued and what the schedule calls for, and moves the clock on where everybody only waits. */
export function openSchedule({ bench, clock, gate, outside }: Parts) {
  const { queues, directory } = outside;
  let nextSweep = 0;
  let mended: number | undefined;

  async function sweep(): Promise<void> {
    nextSweep = clock.now() + MINUTE;
    // It comes again in a minute, whatever became of it.
    await bench.call('sweep').catch(unlessBroken);
  }

  async function moveTo(at: number): Promise<void> {
    if (gate.hasStruck()) mended ??= clock.now() + (gate.lasts() ?? 0);
    clock.moveTo(Math.max(at, clock.now()));
    if (mended !== undefined && gate.lasts() !== undefined && clock.now() >= mended) {
      gate.mend();
      await directory.comeBack();
    }
    if (clock.now() >= nextSweep) await sweep();
  }

  async function handOver(message: Message): Promise<void> {
    message.receives += 1;
    const event = eventOf(message);
    const response = await bench
      .call(WORKER_OF[message.queue], event, JSON.parse(message.body).kind)
      .catch(unlessBroken);
    const ids = event.Records.map(({ messageId }) => messageId);
    const failed = response === undefined ? new Set(ids) : failedMessages(response as SQSBatchResponse, ids);
    if (failed.has(message.id)) queues.failed(message);
    else queues.done(message);
  }

  /** Until no message is left, or until it is enough. */
  async function settle(isEnough = () => false): Promise<void> {
    while (!isEnough()) {
      const message = queues.next();
      const readyAt = message ? undefined : queues.readyAt();
      if (message) await handOver(message);
      else if (readyAt === undefined) return;
      else await moveTo(readyAt);
    }
  }

  return {
    settle,
    begin() {
      nextSweep = clock.now() + MINUTE;
      mended = undefined;
    },
    /** Lets time pass, with a sweep at its end, and all that follows. */
    async later(milliseconds: number) {
      await moveTo(clock.now() + milliseconds);
      await settle();
    },
    /** Until nothing is under way any more. Throws where that does not come to an end. */
    async recover() {
      await settle();
      const isWaited = isUnderWay(gate.lasts() === Number.POSITIVE_INFINITY);
      for (let step = 0; step < MOST_STEPS; step += 1) {
        const isBroken = mended !== undefined && Number.isFinite(gate.lasts());
        if (!isBroken && !proposalsIn(await outside.tables.rows()).some(isWaited)) return;
        await moveTo(clock.now() + MINUTE * 2 ** Math.min(step, 5));
        await settle();
      }
      throw new Error('It does not come to an end');
    },
  };
}

/** A worker that was killed, or a handler that threw, has given no answer; one that ended by itself is broken. */
function unlessBroken(error: Error): undefined {
  if (error instanceof Broken) throw error;
  return undefined;
}
