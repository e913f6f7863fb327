import type { KnownBlock } from '@slack/types';
import { isOfType, isUnusual, proxyText, writeMsAddress } from '../migration/address.ts';
import { type Examination, writeWho } from '../migration/examination.ts';
import { nameOf, type Recipient, type View } from '../migration/recipient.ts';
import { LEARNT_FROM } from '../migration/source.ts';
import { note, paragraph, preformatted } from './blocks.ts';
import { KIND_NAME, proxyLines, WIZARD_NAME } from './names.ts';
import { clipped, firstLines, notAscii } from './visible.ts';

/** One object with all its addresses. */
function oneObject(recipient: Recipient, index: number): readonly KnownBlock[] {
  const names = [
    recipient.alias && `alias ${recipient.alias}`,
    recipient.directoryName && `directory name ${recipient.directoryName}`,
    recipient.hidden && 'hidden from the address book',
  ].filter(Boolean);
  const target = recipient.target ? [`target address ${proxyText(recipient.target)}`] : [];
  return [
    paragraph(
      { bold: `${nameOf(recipient)}: ${KIND_NAME[recipient.kind]}` },
      names.length > 0 ? ` (${names.join(', ')})` : '',
    ),
    preformatted(recipient.dn, ...firstLines(proxyLines(recipient), index === 0 ? 3_000 : 600), ...target),
    ...oddAddresses(recipient).map(note),
  ];
}

/** How many addresses with odd characters are named. */
const ODD = 5;

/** The addresses that the wizard goes by, where they hold what no keyboard of MS Mail typed: they look right and fail. */
function oddAddresses({ proxies, target }: Recipient): readonly string[] {
  return [...proxies, ...(target ? [target] : [])]
    .filter((proxy) => isOfType(proxy, 'MS') || isOfType(proxy, 'MIGRATE'))
    .map(proxyText)
    .flatMap((text) => {
      const odd = notAscii(text);
      return odd ? [`${clipped(text, 100)}: ${odd}`] : [];
    })
    .slice(0, ODD);
}

/** How many other objects a card shows in full before it only counts them. */
const OTHERS_SHOWN = 3;

/** The mailbox first, then whoever else matters. */
export function objectBlocks({ diagnosis, more }: Examination): readonly KnownBlock[] {
  const { mailbox, others, kind } = diagnosis;
  if (kind === 'several-recipients') return more ? [note('There are more than are listed; ask more precisely.')] : [];
  const shown = [...(mailbox ? [mailbox] : []), ...others.slice(0, OTHERS_SHOWN)];
  const rest = others.length - OTHERS_SHOWN;
  return [...shown.flatMap(oneObject), ...(rest > 0 ? [note(`… and ${rest} more.`)] : [])];
}

/** The source address, and where it was learnt. */
export function sourceBlocks({ source, ownBasis, diagnosis }: Examination): readonly KnownBlock[] {
  const generated = source.generated
    ? [
        note(
          `MS:${writeMsAddress(source.generated)} is the address that Exchange generated for its own post office; it is never the source (Q198898). If this post office is foreign all the same, OWN_POSTOFFICES has to say so.`,
        ),
      ]
    : [];
  if (source.kind !== 'known' || diagnosis.kind === 'several-recipients') return generated;
  const guess =
    ownBasis === 'guess' && source.learntFrom === 'foreign-ms-proxy'
      ? " Which post offices are the organisation's own is a guess from organisation and site; OWN_POSTOFFICES settles it."
      : '';
  const contradicted = source.contradictedBy.map(({ address }) => `MS:${writeMsAddress(address)}`).join(', ');
  return [
    ...generated,
    paragraph({ bold: 'MS Mail source address: ' }, { code: `MS:${writeMsAddress(source.address)}` }),
    ...[notAscii(`MS:${writeMsAddress(source.address)}`) ?? []].flat().map(note),
    note(
      `Learnt from: ${LEARNT_FROM[source.learntFrom]}.${guess}${contradicted ? ` Careful: the directory itself shows ${contradicted}.` : ''}`,
    ),
    ...(isUnusual(source.address)
      ? [note('Its network or post office has characters that an MS Mail tool refuses (Q91044): compare it once more.')]
      : []),
    ...(diagnosis.stale.length > 0
      ? [
          note(
            `A MIGRATE proxy of another address is there (${diagnosis.stale.map(writeMsAddress).join(', ')}): it looks right at a glance and does not count.`,
          ),
        ]
      : []),
  ];
}

/** Exchange 5.5 shows hidden recipients only to a bind as cn=Admin, so "not found" is proof with one alone (Q185475). */
export function hiddenIn({ dialect, seesHidden }: View): string {
  if (dialect === 'ad') return '';
  return seesHidden
    ? ' Hidden recipients were searched as well (the bind name ends in cn=Admin).'
    : ' Hidden recipients are invisible to this account: they need a bind whose name ends in cn=Admin (Q185475).';
}

/** Somebody mentioned in Slack is searched by all the names that Slack knows. */
const everyName = (who: Examination['asked']['who']): string =>
  who.by === 'person' ? [...who.names, ...(who.email ? [who.email] : [])].join('", "') : writeWho(who);

/** Where it was looked, so that 'not found' can be judged. */
export function searchedBlocks({ diagnosis, asked, view, recipients }: Examination): readonly KnownBlock[] {
  const [only] = recipients;
  const plain = view.encrypted ? '' : ' The connection is not encrypted (LDAP_TLS=off).';
  const hidden = hiddenIn(view);
  const names = 'alias, directory name, display name, SMTP address and MS address';
  const where = `${view.dialect === 'ad' ? 'Active Directory' : 'Exchange 5.5 directory'}, ${view.server}, ${view.base || 'every naming context'}.`;
  return diagnosis.kind === 'no-recipient'
    ? [
        paragraph(
          { bold: 'Searched: ' },
          `"${clipped(everyName(asked.who), 200)}" as ${names} in ${where}${hidden}${plain}`,
        ),
        ...(only
          ? [
              paragraph(
                { bold: `${nameOf(only)} is a ${KIND_NAME[only.kind]}` },
                '; the wizard migrates into mailboxes.',
              ),
            ]
          : []),
        note('Meant a command? /migcheck help lists them.'),
      ]
    : [note(`${where}${hidden}${plain} Wizard: ${WIZARD_NAME[asked.wizard]}.`)];
}
