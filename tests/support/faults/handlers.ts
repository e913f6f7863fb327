import type { APIGatewayProxyEventV2, Context, SQSEvent } from 'aws-lambda';
import { handler as check } from '../../../handlers/check.ts';
import { handler as fix } from '../../../handlers/fix.ts';
import { handler as slack } from '../../../handlers/slack.ts';
import { handler as sweep } from '../../../handlers/sweep.ts';
import { handler as talk } from '../../../handlers/talk.ts';
import type { HandlerName } from './call.ts';

/** The few fields of a Lambda context that the door looks at. */
const context = { awsRequestId: 'local', getRemainingTimeInMillis: () => 6_000 } as Context;

export type Handlers = Readonly<Record<HandlerName, (event: unknown) => Promise<unknown>>>;

/** The product's handlers, as they are. */
export const handlers: Handlers = {
  check: (event) => check(event as SQSEvent),
  fix: (event) => fix(event as SQSEvent),
  slack: (event) => slack(event as APIGatewayProxyEventV2, context),
  sweep: () => sweep(),
  talk: (event) => talk(event as SQSEvent),
};
