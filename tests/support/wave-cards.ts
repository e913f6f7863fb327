import type { Card } from '../../lib/cards/card.ts';
import { waveCard, waveEndedCard, waveProgressCard, waveSentence } from '../../lib/cards/wave-card.ts';
import { tooManyCard, waveFilesCard, wrongListCard } from '../../lib/cards/wave-replies.ts';
import { RULES, type RuleName } from '../../lib/migration/rules.ts';
import type { FindingKind } from '../../lib/wave/findings.ts';
import { REMARKS } from '../../lib/wave/findings.ts';
import { MOST_IN_A_PLAN } from '../../lib/wave/plan/people.ts';
import { summaryOf } from '../../lib/wave/summary.ts';
import type { Survey } from '../../lib/wave/survey.ts';
import type { Verdict } from '../../lib/wave/verdict.ts';
import type { Wave } from '../../lib/wave/wave.ts';
import type { Data } from './every-card.ts';
import { poisoned } from './poison.ts';
import { APPROVER } from './proposals.ts';

const RULE_NAMES = Object.keys(RULES) as RuleName[];
const KINDS = ['conflict', 'missing-migrate', 'no-recipient', 'custom-recipient-only', 'held-by-another'] as const;

const verdictOf = (name: string, index: number): Verdict => {
  const kind = KINDS[index % KINDS.length] ?? 'conflict';
  return {
    line: index + 4,
    name,
    kind,
    found: index % 7 === 0 ? 'unclear' : 'no',
    rules: [RULE_NAMES[index % RULE_NAMES.length] ?? 'conflict'],
    source: `MS:CORP/PO1/${name}`,
    others: [],
  };
};

const some = (name: string) => ({ people: 12, names: Array.from({ length: 10 }, () => name) });

/** Every card of a wave, made of such data. */
export function waveCards({ everywhere, displayName, dn }: Data): readonly (readonly [string, Card])[] {
  const name = displayName ?? 'John Doe';
  const from = <Thing extends object>(thing: Thing): Thing =>
    everywhere === undefined ? thing : poisoned(thing, everywhere);
  const at = '2026-12-01T10:00:00.000Z';
  const wave: Wave = from({
    id: 'p-1',
    schema: 1,
    by: { enterprise: null, team: 'T1', user: APPROVER.user },
    askedAt: at,
    subject: { kind: 'list', name, format: 'user list', people: 150 },
    digest: 'd',
    state: 'running',
    parts: [
      { starts: 1, progress: { at, doing: 'checking', people: 70 }, isDone: false },
      { starts: 1, progress: { at, doing: 'reading', people: 90_000 }, isDone: false },
    ],
    people: 150,
    since: { at, mended: some(name), broken: some(name), joined: some(name), gone: some(name) },
  });
  const survey: Survey = from({
    at,
    list: { format: 'user list', leftOut: 3 },
    view: { dialect: 'exchange55', server: 'ldap://ex1', base: dn ?? 'o=FABRIKAM', seesHidden: false, encrypted: true },
    recipients: 12_345,
    verdicts: Array.from({ length: 150 }, (_, index) => verdictOf(name, index)),
    findings: Object.keys(REMARKS).map((what, index) => ({ line: index + 4, what: what as FindingKind, detail: name })),
  });
  const summary = summaryOf(survey);
  const told = waveSentence(wave, summary);
  const counts = summary.counts.map((count) => ({ ...count, fixes: MOST_IN_A_PLAN }));
  return [
    ['wave: judged', waveCard(wave, summary)],
    ['wave: beside one that cannot be read', waveCard({ ...wave, since: 'unreadable' }, summary)],
    ['wave: with more fixes than a plan has', waveCard(wave, { ...summary, counts })],
    ['wave: under way', waveProgressCard(wave)],
    [
      'wave: of a container',
      waveProgressCard({ ...wave, subject: from({ kind: 'container', dn: dn ?? 'o=FABRIKAM' }) }),
    ],
    ['wave: cancelled', waveEndedCard({ ...wave, state: 'cancelled', end: { at, by: APPROVER.user } })],
    ['wave: failed', waveEndedCard({ ...wave, state: 'failed', end: { at, why: everywhere ?? 'It is busy.' } })],
    ['wave: its files', waveFilesCard(wave, { said: told, files: [{ name, is: 'everybody' }] })],
    ['wave: no list', wrongListCard(everywhere ?? name, { problem: `"${name}" it is.`, instead: 'Hand in a list.' })],
    ['wave: too many', tooManyCard(1_000_001, 1_000_000)],
  ];
}
