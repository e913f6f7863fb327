import type { KnownBlock } from '@slack/types';
import { rankCauses } from '../events/rank-causes.ts';
import { sameText, writeMsAddress } from '../migration/address.ts';
import type { Outcome } from '../migration/conclusion.ts';
import type { Examination } from '../migration/examination.ts';
import type { Recipient } from '../migration/recipient.ts';
import { type RuleName, ruleOf } from '../migration/rules.ts';
import type { LookUp } from '../migration/wizard.ts';
import { columns, divider, list, note, paragraph } from './blocks.ts';

/** How a verdict looks at a glance; the words beside it say the same. */
export const MARK = { yes: '✅', no: '⛔', unclear: '❔' } as const;

const LOOKS: Record<LookUp, string> = {
  alias: 'Exchange 4.0 and 5.0',
  migrate: 'Exchange 5.5 before SP1',
  'migrate-or-ms': 'Exchange 5.5 from SP1 on',
};

const ANOTHER_ALIAS = note(
  'The alias is not the MS Mail mailbox name. This wizard does not look at it, but a two-step migration whose user list creates the mailbox anew ends in 7017: leave Mode blank, set Common-Name to the Directory Name, and clear "Information to create mailboxes" (Q186742).',
);

/** What a verdict rests on: its articles, and what of it is inference. */
const basisOf = ({ articles, inferences }: Examination['diagnosis']): KnownBlock =>
  note([`Articles: ${articles.join(', ')}.`, ...inferences.map((text) => `Inference: ${text}`)].join(' '));

function ruling(rule: RuleName): readonly KnownBlock[] {
  const { says, todo } = ruleOf(rule);
  return [paragraph(says), paragraph({ bold: 'What to do: ' }, todo)];
}

/** What each version makes of it, and what to do there, side by side; once, where it is the same for both. */
function sideBySide(outcomes: readonly Outcome[]): readonly KnownBlock[] {
  const column = ({ lookUp, rule }: Outcome) => [
    LOOKS[lookUp],
    `${MARK[ruleOf(rule).found]} ${ruleOf(rule).says}`,
    `What to do: ${ruleOf(rule).todo}`,
  ];
  return [
    paragraph('The version of the wizard is not known, so both outcomes stand here:'),
    columns(...outcomes.map(column)),
  ];
}

function rulesOf({ diagnosis }: Examination): readonly KnownBlock[] {
  const [first, second] = diagnosis.outcomes;
  if (!second) return ruling(first.rule);
  if (first.rule !== second.rule) return sideBySide(diagnosis.outcomes);
  const looked = diagnosis.kind.startsWith('found')
    ? [paragraph({ bold: `${LOOKS.migrate}, and from SP1 on: ${MARK[ruleOf(first.rule).found]}` })]
    : [];
  return [...looked, ...ruling(first.rule)];
}

/** A prediction that has been refuted gives no advice; the causes do. */
const REFUTED: readonly KnownBlock[] = [
  paragraph(
    { bold: 'A 7026 really happened; that outranks every prediction.' },
    ' By what the directory shows the mailbox should have been found; the causes below say what may be different.',
  ),
];

function observedBlocks({ asked, diagnosis }: Examination): readonly KnownBlock[] {
  if (diagnosis.refuted) return REFUTED;
  return asked.observed ? [paragraph({ bold: 'A 7026 really happened; that outranks every prediction.' })] : [];
}

/** Q186742: what a 7017 printed, beside the alias of the mailbox that was found; both stand there, so that it can be seen. */
function printedBlocks({ asked: { printed }, diagnosis: { mailbox } }: Examination): readonly KnownBlock[] {
  if (!printed) return [];
  const compared = paragraph(
    { bold: 'Compared for the 7017: ' },
    'MS Mail mailbox name, as the event prints it, ',
    { code: printed },
    '; alias in the directory ',
    mailbox?.alias ? { code: mailbox.alias } : 'not known',
    '.',
  );
  return [compared, paragraph(comparison(printed, mailbox))];
}

function comparison(printed: string, mailbox: Recipient | undefined): string {
  if (!mailbox?.alias)
    return 'No one mailbox goes by that name. If the person has a mailbox, its alias is another one, which is the cause of a 7017 (Q186742): look for them by display name or address.';
  if (sameText(mailbox.alias, printed))
    return 'They are the same, so the cause that Q186742 names does not show here. Was the mailbox made or renamed since? Else look at the line of the user list: Mode and Common-Name.';
  return `They differ, which is the cause of a 7017 (Q186742): in the user list leave Mode blank, set Common-Name to the Directory Name (${mailbox.directoryName ?? 'as the Admin program shows it'}), clear "Information to create mailboxes", and have no Windows NT account made.`;
}

/** The verdict, the rule behind it, and its articles. */
export function verdictBlocks(examination: Examination): readonly KnownBlock[] {
  const { diagnosis, source } = examination;
  const found =
    diagnosis.kind === 'found-by-migrate' && source.kind === 'known' && !source.confirmed
      ? [paragraph({ bold: `Found as ${writeMsAddress(source.address)}, not confirmed by a second source.` })]
      : [];
  return [
    ...printedBlocks(examination),
    ...observedBlocks(examination),
    ...found,
    ...(diagnosis.refuted ? [] : rulesOf(examination)),
    basisOf(diagnosis),
    ...(diagnosis.aliasDiffers && !examination.asked.printed ? [ANOTHER_ALIAS] : []),
  ];
}

/** The causes of a 7026 that happened, with the directory's evidence. */
export function causeBlocks(examination: Examination): readonly KnownBlock[] {
  const { asked, diagnosis } = examination;
  if (!asked.observed || (!diagnosis.mailbox && diagnosis.kind !== 'custom-recipient-only')) return [];
  const item = ({ cause, standing, evidence }: ReturnType<typeof rankCauses>[number]) => [
    { bold: `${standing}: ${cause.title}` },
    ` (${cause.articles.join(', ')}). ${evidence}${standing === 'ruled out' ? '' : ` ${cause.remedy.join(' ')}`}`,
  ];
  return [
    divider,
    paragraph({ bold: 'What may have caused the 7026, best first' }),
    list(rankCauses(examination).map(item), 'ordered'),
  ];
}
