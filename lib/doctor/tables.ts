import { type AwsTrouble, awsCure } from './aws.ts';
import { type ClockSeen, judgeClock } from './clock.ts';
import { type Finding, findingsOf } from './finding.ts';

/** What DynamoDB says of a table. Keys are written `pk:HASH`, indices `due(due:HASH,dueAt:RANGE)`. */
export type TableShape = { readonly keys: readonly string[]; readonly indices: readonly string[] };

/** As infra/tables.json has them. */
export const TABLE_SHAPES = {
  proposals: { keys: ['pk:HASH'], indices: ['due(due:HASH,dueAt:RANGE)'] },
  audit: {
    keys: ['chain:HASH', 'number:RANGE'],
    indices: ['actor(actorKey:HASH,number:RANGE)', 'recipient(recipientKey:HASH,number:RANGE)'],
  },
} as const satisfies Record<string, TableShape>;

export type TableRole = keyof typeof TABLE_SHAPES;

export type TableSeen = {
  readonly role: TableRole;
  readonly name: string;
  readonly table: (TableShape & { readonly status: string; readonly protectedFromDeletion: boolean }) | AwsTrouble;
  /** Point in time recovery, where DynamoDB says; a stand-in does not. */
  readonly recovery?: 'on' | 'off' | AwsTrouble;
  readonly clock?: ClockSeen;
};

const VARIABLE = { proposals: 'PROPOSALS_TABLE', audit: 'AUDIT_TABLE' } as const;
const say = findingsOf('Tables');

/** What the two tables are, how they are kept, and DynamoDB's clock. */
export function judgeTables(tables: readonly TableSeen[]): readonly Finding[] {
  const clock = tables.find((table) => table.clock)?.clock;
  return [
    ...tables.flatMap(judgeTable),
    ...(clock ? [judgeClock({ part: 'Tables', whose: "DynamoDB's Date", fatal: true }, clock)] : []),
  ];
}

function judgeTable(seen: TableSeen): readonly Finding[] {
  const { role, name, table } = seen;
  const tried = `table of ${role === 'audit' ? 'the record' : 'proposals'}, ${name}`;
  if ('trouble' in table) {
    const absent = `Look at ${VARIABLE[role]}, AWS_REGION and the stage; npm run deploy makes it.`;
    const action = `dynamodb:DescribeTable on ${name}`;
    return [
      say.broken(
        tried,
        table.trouble,
        awsCure(table, { action, absent, endpoint: 'the DynamoDB gateway endpoint and its routes' }),
      ),
    ];
  }
  return [shapeOf(seen, table, tried), ...keptHow(seen, table)];
}

function shapeOf({ role }: TableSeen, table: TableShape & { readonly status: string }, tried: string): Finding {
  const wanted = TABLE_SHAPES[role];
  const missing = [...wanted.keys, ...wanted.indices].filter(
    (part) => ![...table.keys, ...table.indices].includes(part),
  );
  if (missing.length > 0)
    return say.broken(
      tried,
      `its key schema is another: it lacks ${missing.join(', ')}`,
      `${VARIABLE[role]} names another table, or it was made by hand: it has to be as infra/tables.json says.`,
    );
  return table.status === 'ACTIVE'
    ? say.well(tried, 'is there, with its keys and indices')
    : say.warning(tried, `its status is ${table.status}`, 'Wait until it is ACTIVE, and look again.');
}

const KEPT = 'infra/tables.json switches it on; npm run deploy puts it back.';

function keptHow(
  { name, recovery }: TableSeen,
  { protectedFromDeletion }: { readonly protectedFromDeletion: boolean },
): readonly Finding[] {
  const tried = `point in time recovery of ${name}`;
  if (recovery === undefined) return [say.untold(tried, 'this DynamoDB does not say', 'AWS itself says it.')];
  const deletion = protectedFromDeletion ? [] : [say.warning(`protection of ${name} from deletion`, 'is off', KEPT)];
  if (recovery === 'on') return [say.well(tried, 'is on'), ...deletion];
  if (recovery === 'off') return [say.warning(tried, 'is off: a lost row stays lost', KEPT), ...deletion];
  const action = `dynamodb:DescribeContinuousBackups on ${name}`;
  return [say.warning(tried, recovery.trouble, awsCure(recovery, { action, absent: KEPT, endpoint: 'DynamoDB' }))];
}
