import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { startGateway } from '../../../infra/local/gateway.ts';
import { peopleOf } from '../rig/people.ts';
import { type Bench, openBench } from './bench.ts';
import { Killed, type Nursery } from './child.ts';
import { openClock } from './clock.ts';
import { openGate, type Plan } from './gate.ts';
import { startOutside, VALUE, type World } from './outside.ts';
import { openSchedule } from './schedule.ts';

/** Longer than the product waits for anybody. */
const PATIENCE = 6_000;
/** How often a person tries who is told that it did not work. */
const TRIES = 3;

export type LaneOptions = {
  readonly nursery: Nursery;
  /** Where the DynamoDB is in which the lane has its tables. */
  readonly dynamo: string;
};

/** The whole bot with everything outside it, its handlers in a process that can be killed. */
export async function openLane({ nursery, dynamo }: LaneOptions) {
  const gate = openGate();
  const bench = openBench(nursery, gate);
  const clock = openClock(bench.setClock);
  const outside = await startOutside({
    dynamo,
    now: clock.now,
    hands: {
      gate,
      kill: bench.kill,
      wait: () => clock.moveTo(clock.now() + PATIENCE),
      meanwhile: (deed, { ts }) =>
        deed === 'adds-the-value' ? outside.putProxies([...outside.proxies(), VALUE]) : outside.deleteMessage(ts),
    },
  });
  bench.furnish(outside.environment);
  const schedule = openSchedule({ bench, clock, gate, outside });
  const gateway = await startGateway(doorTo(bench));
  outside.slack.controls.sendEventsTo(gateway.url);

  return {
    ...peopleOf(outside.slack),
    ...outside,
    ...schedule,
    gate,
    /** Begins anew from there, with this to go wrong. */
    async begin(world: World, plan?: Plan) {
      gate.arm();
      await outside.directory.comeBack();
      await outside.restore(world);
      bench.renew();
      clock.moveTo(world.at);
      schedule.begin();
      gate.arm(plan);
    },
    /** Lets the workers that come after this one start as warm as it is. */
    keep: bench.keep,
    async close() {
      await bench.kill();
      await gateway.close();
      await outside.close();
    },
  };
}

export type Lane = Awaited<ReturnType<typeof openLane>>;

const doorTo = (bench: Bench) => (event: APIGatewayProxyEventV2) =>
  bench.call('slack', event).then(
    (value) => value as APIGatewayProxyStructuredResultV2,
    (error: Error): APIGatewayProxyStructuredResultV2 => {
      if (error instanceof Killed) return { statusCode: 502 };
      throw error;
    },
  );

/** Does it again as often as a person would whom Slack tells that it did not work. */
export async function insists(deed: () => Promise<{ readonly ok: boolean }>): Promise<void> {
  for (let tried = 0; tried < TRIES; tried += 1) if ((await deed()).ok) return;
}
