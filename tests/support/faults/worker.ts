import { flushCompileCache } from 'node:module';
import type { APIGatewayProxyEventV2, Context, SQSEvent } from 'aws-lambda';
import { handler as check } from '../../../handlers/check.ts';
import { handler as fix } from '../../../handlers/fix.ts';
import { handler as slack } from '../../../handlers/slack.ts';
import { handler as sweep } from '../../../handlers/sweep.ts';
import { handler as talk } from '../../../handlers/talk.ts';
import type { HandlerName } from './call.ts';
import type { Order, Report } from './orders.ts';
import { setClock } from './worker-clock.ts';

const say = (report: Report): unknown => process.send?.(report);

/** The few fields of a Lambda context that the door looks at. */
const context = { awsRequestId: 'local', getRemainingTimeInMillis: () => 6_000 } as Context;

const HANDLERS: Readonly<Record<HandlerName, (event: unknown) => Promise<unknown>>> = {
  check: (event) => check(event as SQSEvent),
  fix: (event) => fix(event as SQSEvent),
  slack: (event) => slack(event as APIGatewayProxyEventV2, context),
  sweep: () => sweep(),
  talk: (event) => talk(event as SQSEvent),
};

async function answer({ id, handler, event }: Extract<Order, { kind: 'call' }>): Promise<void> {
  try {
    say({ kind: 'returned', id, value: await HANDLERS[handler](event) });
  } catch (error) {
    say({ kind: 'threw', id, message: error instanceof Error ? error.message : String(error) });
  }
}

process.on('message', (order: Order) => {
  if (order.kind === 'environment') Object.assign(process.env, order.variables);
  else if (order.kind === 'clock') setClock(order.ahead);
  else void answer(order);
});
process.on('disconnect', () => process.exit());
// A process that is killed keeps nothing for the next one.
flushCompileCache();
say({ kind: 'ready' });
