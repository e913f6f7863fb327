import { PutItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Clock, Waves } from '../../ports.ts';
import { joined, type Summary } from '../../wave/summary.ts';
import type { NewWave, Wave } from '../../wave/wave.ts';
import { gather, gathered } from './gathering.ts';
import { judge, newest } from './newest-waves.ts';
import { keepPieces, readPieces } from './pieces.ts';
import type { Store } from './record.ts';
import { epochSeconds, keyOf } from './rows.ts';
import { beat, cut, start } from './wave-parts.ts';
import { after, change, DUE, KEPT_FOR, partsIn, readRow, SILENCE, unlessRefused, waveOf } from './wave-rows.ts';

/** The waves in the proposals table. A wave's row says what and how far; list and survey are in pieces beside it. */
export function openWaves(store: Store, clock: Clock): Waves {
  return {
    begin: (wave, list) => begin(store, wave, list),
    wave: async (id) => {
      const row = await readRow(store, clock, id);
      return row && waveOf(row);
    },
    list: async (id) => {
      const kept = (await readRow(store, clock, id))?.list;
      return kept && readPieces(store, kept);
    },
    survey: (id) => survey(store, clock, id),
    newest: (key) => newest(store, clock, key),
    place: async (id, place) => void (await change(store, id, { set: { place } })),
    start: (id, asked) => start(store, clock, { id, ...asked }),
    cut: (work, how) => cut(store, clock, { work, ...how }),
    beat: (work, progress) => beat(store, work, progress),
    gather: (work) => gather(store, clock, work),
    judge: (id, found) => judge(store, clock, { id, ...found }),
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

async function begin(store: Store, wave: NewWave, list: Uint8Array | undefined): Promise<void> {
  const ttl = epochSeconds(wave.askedAt) + KEPT_FOR;
  const kept = list && (await keepPieces(store, `wave-list#${wave.id}`, { bytes: list, ttl }));
  const { id, ...facts } = wave;
  const row = {
    schema: wave.schema,
    body: JSON.stringify(facts),
    state: 'asked',
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

/** Whatever all parts came to, as a whole; their people in the order of the wave. */
async function survey(store: Store, clock: Clock, id: string): ReturnType<Waves['survey']> {
  const row = await readRow(store, clock, id);
  const parts = row ? partsIn(row) : [];
  const kept = parts.flatMap(({ found }) => found ?? []);
  if (kept.length === 0 || kept.length < parts.length) return undefined;
  const all = await Promise.all(kept.map((found) => gathered(store, found)));
  const there = all.flatMap((part) => part ?? []);
  const [first, ...others] = there.map(({ summary }): Summary => summary);
  if (!first || there.length < all.length) return undefined;
  return { ...joined([first, ...others]), pieces: there.flatMap(({ pieces }) => pieces) };
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
    waves.push(...Items.map((row) => unmarshall(row)).flatMap((row) => (row.schema === 1 ? [waveOf(row)] : [])));
  return waves;
}
