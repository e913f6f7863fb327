import type { Button, KnownBlock } from '@slack/types';
import { type RuleName, ruleOf } from '../migration/rules.ts';
import { remarkOn } from '../wave/findings.ts';
import { MOST_IN_A_PLAN } from '../wave/plan/people.ts';
import type { Some } from '../wave/since.ts';
import { failuresIn, fixesIn, foundIn, type Remarked, type Summary } from '../wave/summary.ts';
import { progressOf, titleOf, type Wave } from '../wave/wave.ts';
import { actions, button, card, heading, list, note, type Piece, paragraph, preformatted } from './blocks.ts';
import type { Card } from './card.ts';
import { hiddenIn } from './check-object.ts';
import { grouped, plural } from './plural.ts';
import { clipped } from './visible.ts';
import { peopleTable } from './wave-people.ts';
import { pictureOf, progressBar } from './wave-picture.ts';

const asker = ({ by, askedAt }: Wave): readonly Piece[] => [
  'Asked by ',
  { user: by.user },
  ', ',
  { moment: askedAt },
  '.',
];

const again = (wave: Wave) => button({ id: 'check-wave-again', label: 'Check again', value: wave.id });

/** A wave before it has ended: how far it is, and how it is stopped. */
export function waveProgressCard(wave: Wave): Card {
  const title = clipped(titleOf(wave), 100);
  return card(`Checking ${title} …`, [
    heading(`Checking ${title}`),
    paragraph(whatIsAsked(wave)),
    preformatted(howFar(wave)),
    paragraph(...asker(wave)),
    actions(button({ id: 'cancel-wave', label: 'Cancel', value: wave.id })),
  ]);
}

const whatIsAsked = ({ subject }: Wave): string =>
  subject.kind === 'list'
    ? `${plural(subject.people, 'person', 'people')} (${subject.format}). The whole directory is read once, so it takes a while.`
    : 'Everybody in this container. The whole directory is read once, so it takes a while.';

function howFar(wave: Wave): string {
  const { doing, people } = progressOf(wave);
  if (people === 0) return 'Waiting for the directory …';
  if (doing === 'reading' || wave.people === undefined)
    return `Reading the directory: ${plural(people, 'recipient', 'recipients')} so far`;
  const all = `${grouped(people)} of ${plural(wave.people, 'person', 'people')} checked`;
  const parts = wave.parts.length > 1 ? `, in ${wave.parts.length} parts` : '';
  return `${progressBar(people, wave.people)} ${all}${parts}`;
}

/** A wave that came to nothing. */
export function waveEndedCard(wave: Wave): Card {
  const title = clipped(titleOf(wave), 100);
  const { by, why } = wave.end ?? {};
  const says: readonly Piece[] = by ? ['Cancelled by ', { user: by }, '.'] : [why ?? 'It ended without an answer.'];
  const plain = by ? `The check of ${title} was cancelled.` : `${title} was not checked. ${why ?? ''}`;
  return card(plain, [
    heading(by ? `Cancelled: ${title}` : `Not checked: ${title}`),
    paragraph(...says, ' Nothing was changed.'),
    paragraph(...asker(wave)),
    actions(again(wave)),
  ]);
}

/** What will become of everybody: counts, people, findings, what has changed; the whole is in the files below it. */
export function waveCard(wave: Wave, survey: Summary): Card {
  const needing = survey.counts.filter(({ found }) => found !== 'yes');
  return card(waveSentence(wave, survey), [
    heading(`Checked: ${clipped(titleOf(wave), 100)}`),
    paragraph({ bold: verdictOn(survey) }),
    preformatted(...pictureOf(survey.counts)),
    ...(wave.since ? sinceBlocks(wave.since) : []),
    ...peopleBlocks(survey),
    ...rulesBlocks(needing.flatMap(({ rules }): readonly RuleName[] => rules)),
    ...findingsBlocks(survey.remarks),
    paragraph(...asker(wave)),
    note(searched(survey)),
    ...(fixesIn(survey) > MOST_IN_A_PLAN ? [note(TOO_MANY_FOR_A_PLAN)] : []),
    actions(...planButton(wave, survey), again(wave)),
  ]);
}

const TOO_MANY_FOR_A_PLAN = `A plan has ${grouped(MOST_IN_A_PLAN)} people at most. To have these mended, check them container by container, or by lists of fewer people.`;

/** Everybody with a fix, in one plan; they are looked at again before it is proposed. */
const planButton = ({ id }: Wave, survey: Summary): readonly Button[] =>
  fixesIn(survey) > 0 && fixesIn(survey) <= MOST_IN_A_PLAN
    ? [button({ id: 'propose-plan', label: 'Propose the plan', value: id, style: 'primary' })]
    : [];

const searched = ({ view, recipients, list: { format, leftOut } }: Summary): string =>
  `Read once from ${view.server}, ${view.base}: ${plural(recipients, 'recipient', 'recipients')}.${hiddenIn(view)} From a ${format === 'names' ? 'list of names' : format}${leftOut > 0 ? `, ${grouped(leftOut)} left out` : ''}. Whoever is mended later is looked at again before anything is written.`;

/** The whole in one sentence, for notices and screen readers. */
export const waveSentence = (wave: Wave, survey: Summary): string =>
  `${clipped(titleOf(wave), 100)}: ${verdictOn(survey)}`;

function verdictOn(survey: Summary): string {
  const { yes, no, unclear } = foundIn(survey);
  const fixes = fixesIn(survey);
  const failing = failuresIn(survey);
  return [
    `Of ${plural(survey.people, 'person', 'people')} the wizard will find ${grouped(yes)}`,
    no > 0 ? `, will not find ${grouped(no)}` : '',
    unclear > 0 ? `, and of ${grouped(unclear)} it is not clear` : '',
    '.',
    fixes > 0 ? ` ${grouped(fixes)} can be mended by one safe fix${fixes > 1 ? ' each' : ''}.` : '',
    failing > 0 ? ` The list itself fails in ${plural(failing, 'place', 'places')}.` : '',
  ].join('');
}

const named = ({ people, names }: Some): string =>
  `${names.join(', ')}${people > names.length ? ` and ${grouped(people - names.length)} more` : ''}`;

const UNREADABLE = 'What has changed since the last time is not known: what was found then cannot be read any more.';

function sinceBlocks(since: NonNullable<Wave['since']>): readonly KnownBlock[] {
  if (since === 'unreadable') return [paragraph(UNREADABLE)];
  const { at, mended, broken, joined, gone } = since;
  const groups: readonly (readonly [string, Some])[] = [
    ['mended', mended],
    ['newly broken', broken],
    ['new on the list', joined],
    ['no longer on it', gone],
  ];
  const changed = groups.filter(([, { people }]) => people > 0);
  if (changed.length === 0) return [paragraph('The same as at ', { moment: at }, ', person by person.')];
  return [
    paragraph('Since ', { moment: at }, ':'),
    list(changed.map(([what, some]) => [{ bold: `${grouped(some.people)} ${what}: ` }, clipped(named(some), 300)])),
  ];
}

function peopleBlocks(survey: Summary): readonly KnownBlock[] {
  if (survey.worst.length === 0) return [];
  const { no, unclear } = foundIn(survey);
  const { table, shown } = peopleTable(survey.worst);
  const left = no + unclear - shown;
  const rest =
    left > 0 ? [note(`${plural(left, 'more person is', 'more people are')} not shown: see the files below.`)] : [];
  return [table, ...rest];
}

/** As many rules have room on the card. */
const MOST_RULES = 6;

function rulesBlocks(names: readonly RuleName[]): readonly KnownBlock[] {
  const all = [...new Set(names)];
  if (all.length === 0) return [];
  const told = all.slice(0, MOST_RULES).map((name): readonly Piece[] => {
    const { todo, articles, inference } = ruleOf(name);
    const source = `${articles.join(', ')}${inference ? '; partly inference' : ''}`;
    return [{ bold: `${name}: ` }, `${clipped(todo, 320)} (${source})`];
  });
  const left = all.length - told.length;
  return [
    list(told),
    ...(left > 0 ? [note(`${plural(left, 'more rule stands', 'more rules stand')} in the files below.`)] : []),
  ];
}

/** As many kinds of findings have room on the card. */
const MOST_FINDINGS = 5;

function findingsBlocks(remarks: readonly Remarked[]): readonly KnownBlock[] {
  const kinds = [...remarks].sort((a, b) => Number(remarkOn(b).fails) - Number(remarkOn(a).fails));
  if (kinds.length === 0) return [];
  const told = kinds.slice(0, MOST_FINDINGS).map(({ what, lines, times }): readonly Piece[] => {
    const { fails, says } = remarkOn({ what });
    const more = times - lines.length;
    const where = `line ${lines.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
    return [{ bold: `${fails ? 'Fails' : 'Look at'}, ${where}: ` }, clipped(says, 250)];
  });
  const left = kinds.length - told.length;
  return [
    paragraph({ bold: 'The list' }),
    list(told),
    ...(left > 0 ? [note(`${plural(left, 'more kind', 'more kinds')} of findings: see the files below.`)] : []),
  ];
}
