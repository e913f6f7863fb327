import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Clock, Waves } from '../../ports.ts';
import type { NewWave, Wave } from '../../wave/wave.ts';
import { type Kept, keepPieces, readPieces } from './pieces.ts';
import type { Store } from './record.ts';
import { epochSeconds, keyOf, type Row } from './rows.ts';
import { linesOfSurvey, surveyIn } from './survey-lines.ts';

/** Names, addresses and verdicts of people are kept no longer than a team compares one wave with the next. */
const KEPT_FOR = 30 * 24 * 60 * 60;

/** Milliseconds without a word after which a worker is taken for dead, or a telling for lost. */
const SILENCE = 120_000;

/** The partition of the index `due` in which waves stand. */
const DUE = 'wave';

const after = (at: string, milliseconds: number): string => new Date(Date.parse(at) + milliseconds).toISOString();

type Values = Readonly<Record<string, unknown>>;

/** What an update sets, and on what condition; `remove` names attributes. */
type Change = {
  readonly set: Values;
  readonly remove?: readonly string[];
  readonly when?: string;
  readonly values?: Values;
};

/** The waves in the proposals table. A wave's row says what and how far; list and survey are in pieces beside it. */
export function openWaves(store: Store, clock: Clock): Waves {
  return {
    begin: (wave, list) => begin(store, wave, list),
    wave: async (id) => waveOf(await readRow(store, clock, id)),
    list: async (id) => {
      const kept = (await readRow(store, clock, id))?.list;
      return kept && readPieces(store, kept);
    },
    survey: async (id) => {
      const kept = (await readRow(store, clock, id))?.survey;
      const bytes = kept && (await readPieces(store, kept));
      return bytes && surveyIn(bytes);
    },
    newest: (key) => newest(store, clock, key),
    place: async (id, place) => void (await change(store, id, { set: { place } })),
    start: (id, silentSince) => start(store, clock, { id, silentSince }),
    beat: async ({ id, starts }, progress) =>
      (await change(store, id, {
        set: { progress, dueAt: after(progress.at, SILENCE) },
        ...inHand(starts),
      })) !== undefined,
    judge: (wave, survey, { keys, since }) => judge(store, clock, { wave, survey, keys, since }),
    end: async (id, state, end) =>
      (await change(store, id, {
        set: { state, end, due: DUE, dueAt: after(end.at, SILENCE) },
        when: '#state IN (:asked, :running)',
        values: { asked: 'asked', running: 'running' },
      })) !== undefined,
    markTold: async (id) => void (await change(store, id, { set: {}, remove: ['due', 'dueAt'] })),
    due: (now) => due(store, now),
    postpone: async (id, until) =>
      void (await change(store, id, { set: { dueAt: until }, when: 'attribute_exists(#due)' })),
  };
}

/** A wave that is in this worker's hands and in no other's. */
const inHand = (starts: number) => ({
  when: '#state = :running AND #starts = :mine',
  values: { running: 'running', mine: starts },
});

type KeptRow = Values & { readonly list?: Kept; readonly survey?: Kept };

async function begin(store: Store, wave: NewWave, list: Uint8Array | undefined): Promise<void> {
  const ttl = epochSeconds(wave.askedAt) + KEPT_FOR;
  const kept = list && (await keepPieces(store, `wave-list#${wave.id}`, { bytes: list, ttl }));
  const { id, ...facts } = wave;
  const row = {
    schema: wave.schema,
    body: JSON.stringify(facts),
    state: 'asked',
    starts: 0,
    ttl,
    due: DUE,
    dueAt: after(wave.askedAt, SILENCE),
    ...(kept ? { list: kept } : {}),
  };
  const put = new PutItemCommand({
    TableName: store.proposalsTable,
    Item: { ...keyOf.wave(id), ...marshall(row) },
    ConditionExpression: 'attribute_not_exists(#pk)',
    ExpressionAttributeNames: { '#pk': 'pk' },
  });
  await store.client.send(put).catch(unlessRefused);
}

/** DynamoDB may take two days to delete a row whose time is over; for us it is gone at once. */
async function readRow({ client, proposalsTable }: Store, clock: Clock, id: string): Promise<KeptRow | undefined> {
  const Key = keyOf.wave(id);
  const { Item } = await client.send(new GetItemCommand({ TableName: proposalsTable, Key, ConsistentRead: true }));
  return Item && Number(Item.ttl?.N ?? 0) > epochSeconds(clock.now()) ? unmarshall(Item) : undefined;
}

function waveOf(row: KeptRow | undefined): Wave | undefined {
  if (!row) return undefined;
  const { pk, schema, body, state, starts, place, progress, since, end } = row;
  if (schema !== 1) throw new Error(`${pk} has schema ${schema}, and this version reads schema 1`);
  const beside = Object.entries({ place, progress, since, end }).filter(([, value]) => value !== undefined);
  const id = String(pk).slice(String(pk).indexOf('#') + 1);
  return { ...JSON.parse(String(body)), id, state, starts, ...Object.fromEntries(beside) };
}

/** Changes a wave's row; the row as it then is, undefined when it is not as `when` says, or not there. */
async function change({ client, proposalsTable }: Store, id: string, { set, remove = [], when, values }: Change) {
  const sets = Object.entries(set).filter(([, value]) => value !== undefined);
  const conditions = ['attribute_exists(#pk)', ...(when ? [`(${when})`] : [])].join(' AND ');
  const expression = [
    ...(sets.length > 0 ? [`SET ${sets.map(([name]) => `#${name} = :new_${name}`).join(', ')}`] : []),
    ...(remove.length > 0 ? [`REMOVE ${remove.map((name) => `#${name}`).join(', ')}`] : []),
  ].join(' ');
  const named = new Set(`${expression} ${conditions}`.match(/(?<=#)\w+/g));
  const all = { ...values, ...Object.fromEntries(sets.map(([name, value]) => [`new_${name}`, value])) };
  const update = new UpdateItemCommand({
    TableName: proposalsTable,
    Key: keyOf.wave(id),
    UpdateExpression: expression,
    ConditionExpression: conditions,
    ExpressionAttributeNames: Object.fromEntries([...named].map((name) => [`#${name}`, name])),
    ReturnValues: 'ALL_NEW',
    ...(Object.keys(all).length > 0 ? { ExpressionAttributeValues: marshalled(all) } : {}),
  });
  const { Attributes } = (await client.send(update).catch(unlessRefused)) ?? {};
  return Attributes && (unmarshall(Attributes) as KeptRow);
}

const marshalled = (values: Values) =>
  marshall(Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])), {
    removeUndefinedValues: true,
  });

function unlessRefused(error: unknown): undefined {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
}

async function start(store: Store, clock: Clock, { id, silentSince }: { id: string; silentSince: string }) {
  const row = await readRow(store, clock, id);
  const wave = waveOf(row);
  if (!wave || (wave.state !== 'asked' && wave.state !== 'running')) return 'over' as const;
  const starts = wave.starts + 1;
  const now = clock.now();
  const begun = await change(store, id, {
    set: { state: 'running', starts, progress: { at: now, doing: 'reading', people: 0 }, dueAt: after(now, SILENCE) },
    when: '#starts = :before AND (#state = :asked OR (#state = :running AND #progress.#at <= :silent))',
    values: { before: wave.starts, asked: 'asked', running: 'running', silent: silentSince },
  });
  return waveOf(begun) ?? ('busy' as const);
}

type Judged = {
  readonly wave: Wave;
  readonly survey: Parameters<Waves['judge']>[1];
  readonly keys: readonly string[];
  readonly since: Wave['since'];
};

/** Each start keeps its own survey, so that a worker that was taken for dead mixes nothing into another's. */
async function judge(store: Store, clock: Clock, { wave, survey, keys, since }: Judged): Promise<boolean> {
  const now = clock.now();
  const ttl = epochSeconds(now) + KEPT_FOR;
  const kept = await keepPieces(store, `wave-survey#${wave.id}#${wave.starts}`, { bytes: linesOfSurvey(survey), ttl });
  const judged = await change(store, wave.id, {
    set: { state: 'judged', survey: kept, end: { at: now }, since, ttl, dueAt: after(now, SILENCE) },
    ...inHand(wave.starts),
  });
  if (!judged) return false;
  for (const key of keys) {
    const Item = { ...keyOf.newestWave(key), ...marshall({ wave: wave.id, ttl }) };
    await store.client.send(new PutItemCommand({ TableName: store.proposalsTable, Item }));
  }
  return true;
}

async function newest({ client, proposalsTable }: Store, clock: Clock, key: string): Promise<string | undefined> {
  const Key: Row = keyOf.newestWave(key);
  const { Item } = await client.send(new GetItemCommand({ TableName: proposalsTable, Key, ConsistentRead: true }));
  return Number(Item?.ttl?.N ?? 0) > epochSeconds(clock.now()) ? Item?.wave?.S : undefined;
}

async function due({ client, proposalsTable }: Store, now: string): Promise<readonly Wave[]> {
  const query = {
    TableName: proposalsTable,
    IndexName: 'due',
    KeyConditionExpression: '#due = :due AND #dueAt <= :now',
    ExpressionAttributeNames: { '#due': 'due', '#dueAt': 'dueAt' },
    ExpressionAttributeValues: marshall({ ':due': DUE, ':now': now }),
  };
  const waves: Wave[] = [];
  for await (const { Items = [] } of paginateQuery({ client }, query))
    waves.push(...Items.map((row) => unmarshall(row)).flatMap((row) => (row.schema === 1 ? (waveOf(row) ?? []) : [])));
  return waves;
}
