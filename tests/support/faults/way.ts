import type { Answer, Fault } from './gate.ts';

/** One way in which a call can fail, in words that follow those of the call. */
export type Way = { readonly words: string; readonly fault: Fault };

export const before = (words: string, effect: Fault['effect'], more: Partial<Fault> = {}): Way => ({
  words,
  fault: { effect, when: 'before', ...more },
});
export const after = (words: string, effect: Fault['effect'], more: Partial<Fault> = {}): Way => ({
  words,
  fault: { effect, when: 'after', ...more },
});
export const answered = (words: string, answer: Answer, more: Partial<Fault> = {}): Way =>
  before(words, { kind: 'answer', answer }, more);

export const HOUR = 60 * 60 * 1_000;
/** Shorter than SQS goes on trying. */
export const TEN_MINUTES = HOUR / 6;
