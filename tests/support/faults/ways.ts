import type { Call, Request, Service } from './call.ts';
import type { Answer, Effect } from './gate.ts';
import { slackWays } from './slack-ways.ts';
import { after, answered, before, TEN_MINUTES, type Way } from './way.ts';

const KILLED_BEFORE = before('is not done, since the worker is killed', { kind: 'kill' });
const KILLED_AFTER = after('is done, and the worker is killed before it hears of it', { kind: 'kill' });

/**
 * The worker is killed on either side of every write. After one write and before the next of the same piece of work is
 * the same outside, and is done once.
 */
export function killingAt(call: Call, calls: readonly Call[]): readonly Way[] {
  if (!call.writes) return [];
  const isLast = calls.findLast(({ piece, writes }) => writes && piece === call.piece) === call;
  return isLast ? [KILLED_BEFORE, KILLED_AFTER] : [KILLED_BEFORE];
}

const touches = (service: Service) => (request: Request) => request.service === service;

const result = (code: number, name: string): Way => answered(`is answered with ${code} (${name})`, { code });

const DIRECTORY: readonly Way[] = [
  before(
    'finds that nobody listens any more',
    { kind: 'gone' },
    { lasts: { for: TEN_MINUTES, touches: touches('directory') } },
  ),
  before('loses its connection', { kind: 'reset' }),
  before('is lost, and never answered', { kind: 'silence' }),
  result(51, 'busy'),
  result(53, 'unwillingToPerform'),
  result(10, 'referral'),
  result(50, 'insufficientAccessRights'),
];

const MODIFY: readonly Way[] = [
  result(52, 'unavailable'),
  after('is done, and its connection breaks', { kind: 'reset' }),
  after('is done, and never answered', { kind: 'silence' }),
  before('finds that somebody else added the value a moment ago', { kind: 'meanwhile', deed: 'adds-the-value' }),
  answered('is answered with 20 (attributeOrValueExists), though nothing is there', { code: 20 }),
];

const amazon = (status: number, type: string, more: object = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: type, ...more }),
});
const FAILED: Effect = { kind: 'answer', answer: amazon(500, 'InternalServerError') };

/** As often as the SDK tries. */
const ALL_TRIES = { times: 3 };

const LEDGER: readonly Way[] = [
  answered('is throttled, however often it is tried', amazon(400, 'ProvisionedThroughputExceededException'), ALL_TRIES),
];

const LEDGER_WRITE: readonly Way[] = [
  after('is done, and never answered', { kind: 'silence' }),
  after('is done, and answered with 500, however often it is tried', FAILED, ALL_TRIES),
];

const cancelled = (codes: readonly string[]): Answer =>
  amazon(400, 'TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });

const TRANSACTION: readonly Way[] = [
  answered('loses its place in the chain to another', cancelled(['None', 'ConditionalCheckFailed', 'None'])),
  answered('is in conflict with another transaction', cancelled(['TransactionConflict', 'None', 'None'])),
];
const SINGLE_WRITE: readonly Way[] = [
  answered('is in conflict with a transaction', amazon(400, 'TransactionConflictException')),
];

const QUEUES: readonly Way[] = [
  answered('is refused', amazon(400, 'AccessDenied')),
  answered('is answered with 500, however often it is tried', amazon(500, 'ServiceUnavailable'), ALL_TRIES),
  after('is done, and never answered, however often it is tried', { kind: 'silence' }, ALL_TRIES),
  before('is delivered twice', { kind: 'deliver', how: 'twice' }),
  before('is delivered twice at once', { kind: 'deliver', how: 'together' }),
  before('is overtaken by what was queued after it', { kind: 'deliver', how: 'overtaken' }),
  before('is delivered after twenty minutes', { kind: 'deliver', how: 'late' }),
  before('is delivered after nine hours', { kind: 'deliver', how: 'too-late' }),
];

const ledgerWays = ({ what, writes }: Call): readonly Way[] => {
  if (!writes) return LEDGER;
  return [...LEDGER, ...LEDGER_WRITE, ...(what.startsWith('the record') ? TRANSACTION : SINGLE_WRITE)];
};

/** Every way in which this call can fail. */
export function waysOf(call: Call): readonly Way[] {
  switch (call.service) {
    case 'directory':
      return call.what === 'the modify' ? [...DIRECTORY, ...MODIFY] : DIRECTORY;
    case 'ledger':
      return ledgerWays(call);
    case 'queues':
      return QUEUES;
    case 'slack':
      return slackWays(call);
    default:
      return call.service satisfies never;
  }
}
