import {
  ConditionalCheckFailedException,
  GetItemCommand,
  type Update,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Clock } from '../../ports.ts';
import type { Wave, WavePart, WaveProgress } from '../../wave/wave.ts';
import type { Kept } from './pieces.ts';
import type { Store } from './record.ts';
import { epochSeconds, keyOf } from './rows.ts';
import { whenFree } from './when-free.ts';

/** Names, addresses and verdicts of people are kept no longer than a team compares one wave with the next. Seconds. */
export const KEPT_FOR = 30 * 24 * 60 * 60;

/** Milliseconds without a word after which a worker is taken for dead, or a telling for lost. */
export const SILENCE = 120_000;

/** The partition of the index `due` in which waves stand. */
export const DUE = 'wave';

export const after = (at: string, milliseconds: number): string =>
  new Date(Date.parse(at) + milliseconds).toISOString();

type Values = Readonly<Record<string, unknown>>;

/** A part as it stands on the row of its wave; `found`: where what it came to is kept. */
export type PartRow = { readonly starts: number; readonly progress: WaveProgress; readonly found?: Kept };

/** The parts by their numbers, so that each is changed by itself. */
export type PartRows = Readonly<Record<string, PartRow>>;

export type KeptRow = Values & { readonly list?: Kept; readonly parts?: PartRows };

/** What an update sets, by the paths of attributes, and on what condition; `remove` names attributes. */
type Change = {
  readonly set: Values;
  readonly remove?: readonly string[];
  readonly when?: string;
  readonly values?: Values;
};

/** DynamoDB may take two days to delete a row whose time is over; for us it is gone at once. */
export async function readRow({ client, proposalsTable }: Store, clock: Clock, id: string) {
  const Key = keyOf.wave(id);
  const { Item } = await client.send(new GetItemCommand({ TableName: proposalsTable, Key, ConsistentRead: true }));
  const isKept = Item && Number(Item.ttl?.N ?? 0) > epochSeconds(clock.now());
  return isKept ? (unmarshall(Item) as KeptRow) : undefined;
}

const partOf = ({ starts, progress, found }: PartRow): WavePart => ({ starts, progress, isDone: found !== undefined });

/** By their numbers; DynamoDB keeps them in no order. */
export const partsIn = ({ parts = {} }: KeptRow): readonly PartRow[] =>
  Object.entries(parts)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, part]) => part);

export function waveOf(row: KeptRow): Wave {
  const { pk, schema, body, state, people, place, since, first, end } = row;
  if (schema !== 1) throw new Error(`${pk} has schema ${schema}, and this version reads schema 1`);
  const beside = Object.entries({ people, place, since, first, end }).filter(([, value]) => value !== undefined);
  const id = String(pk).slice(String(pk).indexOf('#') + 1);
  const parts = partsIn(row).map(partOf);
  return { ...JSON.parse(String(body)), id, state, parts, ...Object.fromEntries(beside) };
}

const nameIn = (path: string): string => path.replaceAll(/\w+/g, '#$&');
const valueFor = (path: string): string => `new_${path.replaceAll('.', '_')}`;

/** An update of a wave's row that there is. */
export function updateOf({ proposalsTable }: Store, id: string, { set, remove = [], when, values }: Change): Update {
  const sets = Object.entries(set).filter(([, value]) => value !== undefined);
  const conditions = ['attribute_exists(#pk)', ...(when ? [`(${when})`] : [])].join(' AND ');
  const expression = [
    ...(sets.length > 0 ? [`SET ${sets.map(([path]) => `${nameIn(path)} = :${valueFor(path)}`).join(', ')}`] : []),
    ...(remove.length > 0 ? [`REMOVE ${remove.map((name) => `#${name}`).join(', ')}`] : []),
  ].join(' ');
  const named = new Set(`${expression} ${conditions}`.match(/(?<=#)\w+/g));
  const all = { ...values, ...Object.fromEntries(sets.map(([path, value]) => [valueFor(path), value])) };
  return {
    TableName: proposalsTable,
    Key: keyOf.wave(id),
    UpdateExpression: expression,
    ConditionExpression: conditions,
    ExpressionAttributeNames: Object.fromEntries([...named].map((name) => [`#${name}`, name])),
    ...(Object.keys(all).length > 0 ? { ExpressionAttributeValues: marshalled(all) } : {}),
  };
}

/** Changes a wave's row; the row as it then is, undefined when it is not as `when` says, or not there. */
export async function change(store: Store, id: string, how: Change): Promise<KeptRow | undefined> {
  const update = new UpdateItemCommand({ ...updateOf(store, id, how), ReturnValues: 'ALL_NEW' });
  const { Attributes } = (await whenFree(() => store.client.send(update)).catch(unlessRefused)) ?? {};
  return Attributes && (unmarshall(Attributes) as KeptRow);
}

const marshalled = (values: Values) =>
  marshall(Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])), {
    removeUndefinedValues: true,
  });

export function unlessRefused(error: unknown): undefined {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
}
