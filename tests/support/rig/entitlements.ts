import * as z from 'zod';
import type { Request } from '../policy.ts';
import type { Recorded } from './recording-proxy.ts';

const Key = z.object({ pk: z.object({ S: z.string() }) });
const Item = z.object({
  TableName: z.string(),
  Key: Key.optional(),
  Item: z.record(z.string(), z.unknown()).optional(),
});
const Query = z.object({ TableName: z.string(), IndexName: z.string().optional() });
const Transaction = z.object({ TransactItems: z.array(z.record(z.string(), Item)) });
const Batch = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const Message = z.object({ QueueUrl: z.string() });

/** The tables and queues by the names that the template gives them. */
export type Names = Readonly<Record<string, string>>;

/**
 * What a role has to allow for a recorded request: one permission for each item of a transaction, under the names of
 * actions that IAM knows (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html).
 */
export function neededFor({ operation, body }: Recorded, names: Names): readonly Request[] {
  switch (operation) {
    case 'SendMessage':
      return [{ action: 'sqs:SendMessage', resource: `${nameOf(Message.parse(body).QueueUrl, names)}.Arn` }];
    case 'TransactWriteItems':
      return Transaction.parse(body).TransactItems.flatMap((item) =>
        Object.entries(item).map(([kind, fields]) =>
          onItem(kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`, fields, names),
        ),
      );
    case 'BatchGetItem':
      return Object.keys(Batch.parse(body).RequestItems).map((table) => ({
        action: 'dynamodb:BatchGetItem',
        resource: `${nameOf(table, names)}.Arn`,
      }));
    case 'Query': {
      const { TableName, IndexName } = Query.parse(body);
      const index = IndexName ? `/index/${IndexName}` : '';
      return [{ action: 'dynamodb:Query', resource: `${nameOf(TableName, names)}.Arn${index}` }];
    }
    default:
      return [onItem(operation, Item.parse(body), names)];
  }
}

function onItem(action: string, { TableName, Key: key, Item: item }: z.infer<typeof Item>, names: Names): Request {
  const pk = key?.pk.S ?? Key.safeParse(item).data?.pk.S;
  const context = pk === undefined ? {} : { context: { 'dynamodb:LeadingKeys': pk } };
  return { action: `dynamodb:${action}`, resource: `${nameOf(TableName, names)}.Arn`, ...context };
}

function nameOf(place: string, names: Names): string {
  const name = names[place];
  if (!name) throw new Error(`The template has no name for ${place}`);
  return name;
}
