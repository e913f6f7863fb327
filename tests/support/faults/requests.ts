import type { Request } from './call.ts';
import type { Heard } from './http-proxy.ts';

/** The parts of a request to DynamoDB that say what it is for. */
type Item = {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly Key?: { readonly pk?: { readonly S: string } };
  readonly Item?: { readonly pk?: { readonly S: string }; readonly action?: { readonly S: string } };
};
type Transaction = { readonly TransactItems: readonly Readonly<Record<string, Item>>[] };

export const operationOf = ({ headers }: Heard): string => String(headers['x-amz-target']).split('.').at(-1) ?? '';

/** What stands in the row of a key: `proposal#…`, `done#…`. */
const ROWS: Readonly<Record<string, string>> = {
  proposal: "the proposal's row",
  check: 'the check',
  done: 'the mark that a job is done',
  taken: 'the mark that somebody is at it',
  rate: 'the count of questions',
  recipient: 'the newest proposal for the recipient',
  lock: 'the lock on the address',
};

const rowOf = ({ Key, Item: item }: Item): string => {
  const kind = (Key?.pk ?? item?.pk)?.S.split('#')[0] ?? '';
  return ROWS[kind] ?? kind;
};

/** What is kept beside a proposal, by the first of these attributes that a change of its row names. */
const BESIDE: Readonly<Record<string, string>> = {
  cards: 'noting where the card stands',
  told: 'noting that everybody was told',
  noted: 'noting that the thread was told',
  due: 'noting when to tell again',
};

function changeOf(body: Item): string {
  const names = Object.values(body.ExpressionAttributeNames ?? {});
  const beside = Object.keys(BESIDE).find((name) => names.includes(name));
  return (beside && BESIDE[beside]) ?? `changing ${rowOf(body)}`;
}

/** A request to the ledger, in words. */
export function ledgerRequest(heard: Heard): Request {
  const operation = operationOf(heard);
  const body = JSON.parse(heard.body);
  return { service: 'ledger', ...ledgerWords(operation, body) };
}

function ledgerWords(operation: string, body: Item & Transaction): Pick<Request, 'what' | 'writes'> {
  switch (operation) {
    case 'TransactWriteItems': {
      const actions = body.TransactItems.flatMap((one) =>
        Object.values(one).flatMap(({ Item }) => Item?.action?.S ?? []),
      );
      return { what: `the record "${actions.join('" and "')}"`, writes: true };
    }
    case 'PutItem':
      return { what: `writing ${rowOf(body)}`, writes: true };
    case 'UpdateItem':
      return { what: changeOf(body), writes: true };
    case 'DeleteItem':
      return { what: `deleting ${rowOf(body)}`, writes: true };
    case 'GetItem':
      return { what: `reading ${rowOf(body)}`, writes: false };
    case 'Query':
      return {
        what: `reading ${body.IndexName ? `the index "${body.IndexName}"` : 'the head of the chain'}`,
        writes: false,
      };
    default:
      return { what: operation, writes: !operation.startsWith('Get') };
  }
}

/** A request to the queues, in words. */
export function queueRequest({ body }: Heard): Request {
  const { MessageBody } = JSON.parse(body);
  return { service: 'queues', what: `queueing "${JSON.parse(MessageBody).kind}"`, writes: true };
}

const WRITING = /^(chat|files|views)\./;

/** A call of Slack's Web API or of a response_url, in words. */
export function slackRequest({ path, headers, body }: Heard): Request {
  if (!path.startsWith('/api/')) return { service: 'slack', what: 'answering by response_url', writes: true };
  const method = path.slice('/api/'.length);
  const isJson = headers['content-type']?.startsWith('application/json') ?? false;
  const fields: Readonly<Record<string, unknown>> = isJson
    ? JSON.parse(body)
    : Object.fromEntries(new URLSearchParams(body));
  const inThread = method === 'chat.postMessage' && fields.thread_ts !== undefined;
  const what = inThread ? 'chat.postMessage into the thread' : method;
  const text = (name: string) => (typeof fields[name] === 'string' ? { [name]: fields[name] } : {});
  return { service: 'slack', what, writes: WRITING.test(method), ...text('channel'), ...text('ts') };
}
