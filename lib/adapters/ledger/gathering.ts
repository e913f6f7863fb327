import { NotAsKept } from '../../errors.ts';
import type { Clock, Gathering, SurveyPiece } from '../../ports.ts';
import { type Summary, summing } from '../../wave/summary.ts';
import type { Judged } from '../../wave/survey.ts';
import type { WaveWork } from '../../wave/wave.ts';
import { type Kept, keepPieces, readPieces } from './pieces.ts';
import type { Store } from './record.ts';
import { epochSeconds } from './rows.ts';
import { findingsIn, foundIn, linesOf } from './survey-lines.ts';
import { finish } from './wave-parts.ts';
import { KEPT_FOR } from './wave-rows.ts';

/** So many people are kept together: packed, most of the time, they have room in one row. */
const TOGETHER = 4_000;

/** Some people of a part, where they are kept. */
type KeptPiece = { readonly people: number; readonly kept: Kept };

/** What a part came to, and where its people are kept. */
type Whole = { readonly summary: Summary; readonly pieces: readonly KeptPiece[] };

/** Keeps what a worker finds while it finds it. Each start has rows of its own: one taken for dead mixes nothing in. */
export function gather(store: Store, clock: Clock, work: WaveWork): Gathering {
  const { wave, part, start } = work;
  const under = (what: string): string => `wave-survey#${wave.id}#${part}.${start}#${what}`;
  const keep = (what: string, bytes: Uint8Array): Promise<Kept> =>
    keepPieces(store, under(what), { bytes, ttl: epochSeconds(clock.now()) + KEPT_FOR });
  const pieces: KeptPiece[] = [];
  const sums = summing();
  let waiting: Judged = { verdicts: [], findings: [] };
  let last: Promise<void> = Promise.resolve();
  /** Beside the work, but never two of them. */
  const flush = async (): Promise<void> => {
    await last;
    const people = waiting.verdicts.length;
    if (people + waiting.findings.length === 0) return;
    const bytes = linesOf(waiting);
    waiting = { verdicts: [], findings: [] };
    last = keep(String(pieces.length), bytes).then((kept) => void pieces.push({ people, kept }));
    // Whoever waits for it next hears of it.
    last.catch(() => undefined);
  };
  return {
    keep: async (judged) => {
      const { verdicts, findings } = judged;
      sums.add(judged);
      waiting = { verdicts: [...waiting.verdicts, ...verdicts], findings: [...waiting.findings, ...findings] };
      if (waiting.verdicts.length >= TOGETHER) await flush();
    },
    end: async (head) => {
      await flush();
      await last;
      const summary = sums.with(head);
      const whole: Whole = { summary, pieces };
      const found = await keep('all', Buffer.from(JSON.stringify(whole)));
      const progress = { at: clock.now(), doing: 'checking', people: summary.people } as const;
      return finish(store, work, { progress, found });
    },
  };
}

/** What a part came to; undefined where it has been forgotten. */
export async function gathered(store: Store, found: Kept) {
  const bytes = await readPieces(store, found);
  if (!bytes) return undefined;
  const { summary, pieces } = JSON.parse(bytes.toString('utf8')) as Whole;
  return { summary, pieces: pieces.map((piece) => pieceOf(store, piece)) };
}

function pieceOf(store: Store, { people, kept }: KeptPiece): SurveyPiece {
  const bytes = async (): Promise<Buffer> => {
    const read = await readPieces(store, kept);
    if (!read) throw new NotAsKept(`${kept.of} is not kept any more`);
    return read;
  };
  return {
    people,
    read: async () => foundIn(await bytes(), people),
    findings: async () => findingsIn(await bytes(), people),
  };
}
