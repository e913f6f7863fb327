import type { Button, KnownBlock } from '@slack/types';
import { rankCauses } from '../events/explain.ts';
import { proxyText, writeMsAddress } from '../migration/address.ts';
import {
  afterTheFix,
  localizedMailboxes,
  otherCauses,
  resolutionByHand,
  twoStepMigration,
} from '../migration/by-hand.ts';
import type { Outcome } from '../migration/diagnose.ts';
import { type Examination, writeWho } from '../migration/examination.ts';
import { fixOf, type NoFix } from '../migration/fix.ts';
import { nameOf, type Recipient } from '../migration/recipient.ts';
import { type RuleName, ruleOf } from '../migration/rules.ts';
import type { LookUp } from '../migration/wizard.ts';
import { actions, button, card, divider, heading, list, menu, note, paragraph, preformatted } from './blocks.ts';
import type { Card } from './card.ts';
import { KIND_NAME, LEARNT_FROM, proxyList, WIZARD_NAME } from './names.ts';
import { clipped } from './visible.ts';
import { wayOut } from './way-out.ts';

/** What a check's card is for: the asker, who can act on it, or a channel with which it is shared. */
export type CheckCardOptions = { readonly checkId: string; readonly shared?: boolean };

const MARK = { yes: '✅', no: '⛔', unclear: '❔' } as const;

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

/** Why nothing is offered, where the verdict itself does not say so. */
const NO_FIX: Partial<Record<NoFix, string>> = {
  'would-not-help': 'A MIGRATE proxy would not help: this wizard does not look at it.',
  'held-elsewhere': 'Nothing is offered while somebody else holds the source address.',
  'hidden-not-visible':
    'Nothing is proposed: whether a hidden recipient holds the source address cannot be seen without a bind whose name ends in cn=Admin (Q185475).',
  'not-searchable':
    'Nothing is proposed: this directory does not search the attribute of the proxy addresses, so nobody can say whether the source address is held elsewhere.',
  'one-domain-of-several':
    'Nothing is proposed: only one of several domains was searched. Set LDAP_GC_URL to a global catalogue.',
  'not-readable': 'Nothing is proposed as long as the addresses cannot be read.',
};

const LOOKS: Record<LookUp, string> = {
  alias: 'Exchange 4.0 and 5.0',
  migrate: 'Exchange 5.5 before SP1',
  'migrate-or-ms': 'Exchange 5.5 from SP1 on',
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

/** What a verdict rests on: its articles, and what of it is inference. */
const basisOf = ({ articles, inferences }: Examination['diagnosis']): KnownBlock =>
  note([`Articles: ${articles.join(', ')}.`, ...inferences.map((text) => `Inference: ${text}`)].join(' '));

function ruling(rule: RuleName): readonly KnownBlock[] {
  const { says, todo } = ruleOf(rule);
  return [paragraph(says), paragraph({ bold: 'What to do: ' }, todo)];
}

/** Both outcomes side by side when the version is not known and they differ. */
function sideBySide(outcomes: readonly Outcome[]): readonly KnownBlock[] {
  const cell = ({ lookUp, rule }: Outcome) => ({
    type: 'plain_text' as const,
    emoji: true,
    text: `${LOOKS[lookUp]}\n${MARK[ruleOf(rule).found]} ${ruleOf(rule).says}`,
  });
  const todos = [...new Set(outcomes.map(({ rule }) => ruleOf(rule).todo))];
  return [
    paragraph('The version of the wizard is not known, so both outcomes stand here:'),
    { type: 'section', fields: outcomes.map(cell) },
    paragraph({ bold: 'What to do: ' }, todos.join(' Or: ')),
  ];
}

function verdictBlocks({ diagnosis, source, asked }: Examination): readonly KnownBlock[] {
  const [first, second] = diagnosis.outcomes;
  const found =
    diagnosis.kind === 'found-by-migrate' && source.kind === 'known' && !source.confirmed
      ? [paragraph({ bold: `Found as ${writeMsAddress(source.address)}, not confirmed by a second source.` })]
      : [];
  const rules =
    second && (first.rule !== second.rule || diagnosis.kind.startsWith('found'))
      ? sideBySide(diagnosis.outcomes)
      : ruling(first.rule);
  const observed = asked.observed
    ? [paragraph({ bold: 'A 7026 really happened; that outranks every prediction.' })]
    : [];
  return [...observed, ...found, ...rules, basisOf(diagnosis)];
}

/** One object with all its addresses. */
function objectBlocks(recipient: Recipient, index: number): readonly KnownBlock[] {
  const names = [
    recipient.alias && `alias ${recipient.alias}`,
    recipient.directoryName && `directory name ${recipient.directoryName}`,
    recipient.hidden && 'hidden from the address book',
  ].filter(Boolean);
  const target = recipient.target ? `\ntarget address ${proxyText(recipient.target)}` : '';
  return [
    paragraph(
      { bold: `${nameOf(recipient)}: ${KIND_NAME[recipient.kind]}` },
      names.length > 0 ? ` (${names.join(', ')})` : '',
    ),
    preformatted(`${recipient.dn}\n${clipped(proxyList(recipient), index === 0 ? 3_000 : 600)}${target}`),
  ];
}

/** How many other objects a card shows in full before it only counts them. */
const OTHERS_SHOWN = 3;

function objectsOf({ diagnosis, more }: Examination): readonly KnownBlock[] {
  const { mailbox, others, kind } = diagnosis;
  if (kind === 'several-recipients') return more ? [note('There are more than are listed; ask more precisely.')] : [];
  const shown = [...(mailbox ? [mailbox] : []), ...others.slice(0, OTHERS_SHOWN)];
  const rest = others.length - OTHERS_SHOWN;
  return [...shown.flatMap(objectBlocks), ...(rest > 0 ? [note(`… and ${rest} more.`)] : [])];
}

function sourceBlocks({ source, ownBasis, diagnosis }: Examination): readonly KnownBlock[] {
  if (source.kind !== 'known' || diagnosis.kind === 'several-recipients') return [];
  const guess =
    ownBasis === 'guess' && source.learntFrom === 'foreign-ms-proxy'
      ? " Which post offices are the organisation's own is a guess from organisation and site; OWN_POSTOFFICES settles it."
      : '';
  const contradicted = source.contradictedBy.map(({ address }) => `MS:${writeMsAddress(address)}`).join(', ');
  return [
    paragraph({ bold: 'MS Mail source address: ' }, { code: `MS:${writeMsAddress(source.address)}` }),
    note(
      `Learnt from: ${LEARNT_FROM[source.learntFrom]}.${guess}${contradicted ? ` Careful: the directory itself shows ${contradicted}.` : ''}`,
    ),
    ...(diagnosis.stale.length > 0
      ? [
          note(
            `A MIGRATE proxy of another address is there (${diagnosis.stale.map(writeMsAddress).join(', ')}): it looks right at a glance and does not count.`,
          ),
        ]
      : []),
  ];
}

/** The change, and both ways out of a 7026: the resolution and the workaround. */
function fixBlocks(examination: Examination): readonly KnownBlock[] {
  const { asked, offer, diagnosis, source, canWrite, template } = examination;
  const { mailbox } = diagnosis;
  const refused = offer.fix === null ? NO_FIX[offer.why] : undefined;
  const why = refused ? [paragraph(refused)] : [];
  if (diagnosis.kind === 'found-by-migrate' && diagnosis.refuted && source.kind === 'known')
    return wayOut(otherCauses(source.address));
  const lacking = diagnosis.kind === 'missing-migrate' || diagnosis.refuted;
  if (!mailbox || source.kind !== 'known' || !lacking) return why;
  const fix = offer.fix ?? fixOf(mailbox, source.address, template);
  const readOnly =
    offer.fix && !canWrite
      ? [note('Nothing is proposed here: no write account is configured (LDAP_WRITE_BIND_DN).')]
      : [];
  return [
    divider,
    paragraph({ bold: 'Resolution: add this one value to ' }, { code: fix.attribute }),
    preformatted(fix.written),
    ...why,
    ...readOnly,
    ...resolutionByHand(mailbox, fix).flatMap(wayOut),
    ...[twoStepMigration, ...(asked.observed ? [localizedMailboxes] : []), afterTheFix].flatMap(wayOut),
  ];
}

/** The causes of a 7026 that happened, with the directory's evidence. */
function causeBlocks(examination: Examination): readonly KnownBlock[] {
  const { asked, diagnosis } = examination;
  if (!asked.observed || (!diagnosis.mailbox && diagnosis.kind !== 'custom-recipient-only')) return [];
  const item = ({ cause, standing, evidence }: ReturnType<typeof rankCauses>[number]) => [
    { bold: `${standing}: ${cause.title}` },
    ` (${cause.articles.join(', ')}). ${evidence}${standing === 'ruled out' ? '' : ` ${cause.remedy}`}`,
  ];
  return [
    divider,
    paragraph({ bold: 'What may have caused the 7026, best first' }),
    list(rankCauses(examination).map(item), 'ordered'),
  ];
}

function searchedBlocks({ diagnosis, asked, view }: Examination): readonly KnownBlock[] {
  const plain = view.encrypted ? '' : ' The connection is not encrypted (LDAP_TLS=off).';
  const hidden = view.seesHidden
    ? ''
    : ' Hidden recipients are invisible to this account: they need a bind whose name ends in cn=Admin (Q185475).';
  const names = 'alias, directory name, display name, SMTP address and MS address';
  const where = `${view.dialect === 'ad' ? 'Active Directory' : 'Exchange 5.5 directory'}, ${view.server}, ${view.base || 'every naming context'}.`;
  return diagnosis.kind === 'no-recipient'
    ? [
        paragraph(
          { bold: 'Searched: ' },
          `"${clipped(writeWho(asked.who), 200)}" as ${names} in ${where}${hidden}${plain}`,
        ),
        note('Meant a command? /migcheck help lists them.'),
      ]
    : [note(`${where}${hidden}${plain} Wizard: ${WIZARD_NAME[asked.wizard]}.`)];
}

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
      preformatted(clipped(recipients.map(({ dn }) => dn).join('\n'), 2_800)),
    ];
  if (source.kind === 'disagree' && diagnosis.kind === 'source-unknown')
    return [
      menu(
        'choose-source',
        'Which address is migrated?',
        source.candidates.map(({ address, learntFrom }, index) => ({
          label: `${writeMsAddress(address)} (${LEARNT_FROM[learntFrom]})`,
          value: `${checkId}:${index}`,
        })),
      ),
    ];
  return [];
}

function buttonsOf({ offer, diagnosis, source, canWrite }: Examination, checkId: string): readonly Button[] {
  const suggestion = source.kind === 'unknown' && source.suggestion ? ` ${writeMsAddress(source.suggestion)}` : '';
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

/** The answer to a check. */
export function checkCard(examination: Examination, { checkId, shared }: CheckCardOptions): Card {
  const { diagnosis } = examination;
  const title = `${MARK[diagnosis.found]} ${subjectOf(examination)}: ${titleOf(examination)}`;
  const can = shared ? [] : menuOf(examination, checkId);
  const buttons = shared ? [] : [actions(...buttonsOf(examination, checkId))];
  return card(`${title}. ${ruleOf(diagnosis.outcomes[0].rule).says} ${diagnosis.articles.join(', ')}`, [
    heading(title),
    ...verdictBlocks(examination),
    ...can,
    ...sourceBlocks(examination),
    ...objectsOf(examination),
    ...buttons,
    ...causeBlocks(examination),
    ...fixBlocks(examination),
    ...searchedBlocks(examination),
  ]);
}
