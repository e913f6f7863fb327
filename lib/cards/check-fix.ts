import type { KnownBlock } from '@slack/types';
import {
  afterTheFix,
  localizedMailboxes,
  otherCauses,
  resolutionByHand,
  twoStepMigration,
} from '../migration/by-hand.ts';
import type { Examination } from '../migration/examination.ts';
import { fixOf, type NoFix } from '../migration/fix.ts';
import { divider, exactly, note, paragraph } from './blocks.ts';
import { wayOut } from './way-out.ts';

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
  'unseen-character':
    'Nothing is proposed: the source address holds a character that cannot be seen. Mend it in the directory first.',
  'not-readable': 'Nothing is proposed as long as the addresses cannot be read.',
};

/** Why nothing is offered, where the verdict itself does not say so; a sentence or none. */
export const whyNoFix = (offer: Examination['offer']): readonly string[] =>
  offer.fix === null ? [NO_FIX[offer.why] ?? []].flat() : [];

/** The change, and both ways out of a 7026: the resolution and the workaround. */
export function fixBlocks(examination: Examination): readonly KnownBlock[] {
  const { asked, offer, diagnosis, source, canWrite, template } = examination;
  const { mailbox } = diagnosis;
  const why = whyNoFix(offer).map((text) => paragraph(text));
  if (diagnosis.kind === 'found-by-migrate' && diagnosis.refuted && source.kind === 'known')
    return wayOut(otherCauses(source.address));
  if (asked.observed && diagnosis.kind === 'custom-recipient-only')
    return [...why, divider, ...[twoStepMigration, afterTheFix].flatMap(wayOut)];
  const lacking = diagnosis.kind === 'missing-migrate' || diagnosis.refuted;
  if (!mailbox || source.kind !== 'known' || !lacking) return why;
  const fix = offer.fix ?? fixOf(mailbox, source.address, template);
  const readOnly =
    offer.fix && !canWrite
      ? [
          note(
            'Nothing is proposed here: there is no write account that may be used (LDAP_WRITE_BIND_DN; on a local page also LOCAL_WRITES).',
          ),
        ]
      : [];
  return [
    divider,
    paragraph({ bold: 'Resolution: add this one value to ' }, { code: fix.attribute }),
    ...exactly(fix.written),
    ...why,
    ...readOnly,
    ...resolutionByHand(mailbox, fix).flatMap(wayOut),
    ...[twoStepMigration, ...(asked.observed ? [localizedMailboxes] : []), afterTheFix].flatMap(wayOut),
  ];
}
