import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { handler } from '../../../handlers/slack.ts';

/** The few fields of a Lambda context that the door looks at. */
const context = { awsRequestId: 'local', getRemainingTimeInMillis: () => 6_000 } as Context;

/** The product's door, as it is. It keeps nothing that one case could hand to the next. */
export const handlers = { slack: (event: unknown) => handler(event as APIGatewayProxyEventV2, context) };
