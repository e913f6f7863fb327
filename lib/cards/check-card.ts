import type { Button, KnownBlock } from '@slack/types';
import { writeMsAddress } from '../migration/address.ts';
import { type Examination, writeWho } from '../migration/examination.ts';
import { nameOf } from '../migration/recipient.ts';
import { ruleOf } from '../migration/rules.ts';
import { actions, button, card, heading, menu, preformatted } from './blocks.ts';
import type { Card } from './card.ts';
import { fixBlocks } from './check-fix.ts';
import { objectBlocks, searchedBlocks, sourceBlocks } from './check-object.ts';
import { causeBlocks, MARK, verdictBlocks } from './check-verdict.ts';
import { KIND_NAME, LEARNT_BRIEFLY } from './names.ts';
import { clipped, firstLines } from './visible.ts';

/** What a check's card is for: the asker, who can act on it, or a channel with which it is shared. */
export type CheckCardOptions = { readonly checkId: string; readonly shared?: boolean };

const TITLE: Record<Examination['diagnosis']['kind'], string> = {
  'found-by-migrate': 'the wizard will find the mailbox',
  'found-by-ms': 'the wizard will find the mailbox, by its MS address',
  'found-by-alias': 'the wizard will find the mailbox, by its alias',
  'missing-migrate': 'the wizard will not find the mailbox (event 7026)',
  conflict: 'a custom recipient stands beside the mailbox',
  'held-by-another': 'another recipient holds the source address',
  ambiguous: 'several recipients hold the source address',
  'custom-recipient-only': 'there is only a custom recipient',
  'no-recipient': 'no mailbox and no custom recipient found',
  'alias-mismatch': 'the alias is not the MS Mail mailbox name (event 7017)',
  'source-unknown': 'the MS Mail address is not known',
  'several-recipients': 'several people go by this name',
  'not-visible': 'the addresses cannot be read',
};

function titleOf({ asked, diagnosis }: Examination): string {
  if (diagnosis.refuted) return 'a 7026 happened although the directory looks right';
  const unconfirmed = diagnosis.kind === 'found-by-migrate' && diagnosis.found === 'unclear';
  if (unconfirmed) return 'a MIGRATE proxy is there, not confirmed by a second source';
  if (diagnosis.kind === 'missing-migrate' && diagnosis.found === 'unclear' && !asked.observed)
    return 'it depends on the version of the wizard';
  return TITLE[diagnosis.kind];
}

const subjectOf = ({ diagnosis, recipients, asked }: Examination): string => {
  const [only, ...more] = recipients;
  const subject = diagnosis.mailbox ?? (only && more.length === 0 ? only : undefined);
  return clipped(subject ? nameOf(subject) : writeWho(asked.who), 60);
};

/** Where several answers are possible, a menu; its values are the check's id and a number. */
function menuOf({ diagnosis, recipients, source }: Examination, checkId: string): readonly KnownBlock[] {
  if (diagnosis.kind === 'several-recipients')
    return [
      menu(
        'choose-recipient',
        'Whom do you mean?',
        recipients.map((recipient, index) => ({
          label: `${nameOf(recipient)}: ${KIND_NAME[recipient.kind]}, ${recipient.alias ?? recipient.dn}`,
          value: `${checkId}:${index}`,
        })),
      ),
      preformatted(
        ...firstLines(
          recipients.map(({ dn }) => dn),
          2_800,
        ),
      ),
    ];
  if (source.kind === 'disagree' && diagnosis.kind === 'source-unknown')
    return [
      menu(
        'choose-source',
        'Which address is migrated?',
        source.candidates.map(({ address, learntFrom }, index) => ({
          label: `${writeMsAddress(address)} (${LEARNT_BRIEFLY[learntFrom]})`,
          value: `${checkId}:${index}`,
        })),
      ),
    ];
  return [];
}

/** An MS Mail address has 32 characters at most (Q116466); a longer guess is none. */
const LONGEST_GUESS = 100;

function buttonsOf({ offer, diagnosis, source, canWrite }: Examination, checkId: string): readonly Button[] {
  const guess = source.kind === 'unknown' && source.suggestion ? writeMsAddress(source.suggestion) : '';
  const suggestion = guess && guess.length <= LONGEST_GUESS ? ` ${guess}` : '';
  const asksAddress =
    diagnosis.mailbox && (diagnosis.kind === 'source-unknown' || (source.kind === 'known' && !source.confirmed));
  return [
    ...(offer.fix && canWrite
      ? [button({ id: 'propose', label: 'Propose this fix', value: checkId, style: 'primary' })]
      : []),
    // Behind the id stands a guess that only fills in the modal's field; nothing is decided by it.
    ...(asksAddress
      ? [
          button({
            id: 'enter-address',
            label: 'Enter the MS address',
            value: `${checkId}${suggestion}`,
            style: 'primary',
          }),
        ]
      : []),
    button({ id: 'share', label: 'Share here', value: checkId }),
  ];
}

/** The verdict in one line. */
export const headline = (examination: Examination): string =>
  `${MARK[examination.diagnosis.found]} ${subjectOf(examination)}: ${titleOf(examination)}`;

/** The answer to a check. */
export function checkCard(examination: Examination, { checkId, shared }: CheckCardOptions): Card {
  const { diagnosis } = examination;
  const title = headline(examination);
  const can = shared ? [] : menuOf(examination, checkId);
  const buttons = shared ? [] : [actions(...buttonsOf(examination, checkId))];
  // Who finds nobody wants to know first what was searched.
  const nobody = diagnosis.kind === 'no-recipient';
  const says = diagnosis.refuted
    ? 'What was observed outranks the prediction.'
    : ruleOf(diagnosis.outcomes[0].rule).says;
  return card(`${title}. ${says} ${diagnosis.articles.join(', ')}`, [
    heading(title),
    ...(nobody ? searchedBlocks(examination) : []),
    ...verdictBlocks(examination),
    ...can,
    ...sourceBlocks(examination),
    ...buttons,
    ...objectBlocks(examination),
    ...causeBlocks(examination),
    ...fixBlocks(examination),
    ...(nobody ? [] : searchedBlocks(examination)),
  ]);
}
