import type { Job } from '../../lib/job.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type GoodFor = { readonly ms: number; readonly else: string };

/** Safe at any time: the record is looked at first, and what was done or told is not done or told again. */
const ALWAYS: GoodFor = { ms: Number.POSITIVE_INFINITY, else: '' };
const CLICK: GoodFor = { ms: 30 * MINUTE, else: 'a click is no standing order; whoever still wants it clicks again' };
const ANSWER: GoodFor = { ms: 30 * MINUTE, else: 'it says how things stood then' };
/** For as long as the ledger remembers what was done (lib/adapters/ledger/day.ts). */
const QUESTION: GoodFor = { ms: 24 * HOUR, else: 'what was done is remembered for a day only' };

/** For how long a job is still what whoever asked for it wants. */
const GOOD_FOR: Readonly<Record<Job['kind'], GoodFor>> = {
  apply: ALWAYS,
  announce: ALWAYS,
  progress: ALWAYS,
  decide: CLICK,
  propose: CLICK,
  open: CLICK,
  'open-plan': CLICK,
  plan: CLICK,
  undo: CLICK,
  'cancel-wave': CLICK,
  tell: ANSWER,
  share: ANSWER,
  doctor: ANSWER,
  'doctor-report': ANSWER,
  examine: QUESTION,
  'examine-again': QUESTION,
  explain: QUESTION,
  history: QUESTION,
  pending: QUESTION,
  refresh: QUESTION,
  wave: QUESTION,
  'judge-wave': QUESTION,
  'show-wave': QUESTION,
};

/** Why a job of this age (milliseconds) is not sent back; undefined where it is. */
export function whyNot(job: Job | undefined, age: number): string | undefined {
  if (!job) return 'not to be read by this version';
  const { ms, else: why } = GOOD_FOR[job.kind];
  return age > ms ? `too old: ${why}` : undefined;
}
