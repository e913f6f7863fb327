import { isPrimary, proxyText, sameText, writeMsAddress } from '../migration/address.ts';
import type { Examination } from '../migration/examination.ts';
import type { Fix, NoFix } from '../migration/fix.ts';
import type { Recipient, RecipientKind } from '../migration/recipient.ts';
import type { DiagnosisKind, RuleName } from '../migration/rules.ts';
import type { Finding } from './findings.ts';
import type { Member } from './list.ts';
import { written } from './multi-value.ts';

/** The fix of one person, and what a directory import has to say to add it. */
export type WaveFix = Fix & {
  readonly directoryName: string;
  /** The secondary addresses the mailbox has, `TYPE:address`. */
  readonly secondaries: readonly string[];
};

/** What will become of one person of a wave; a hundred thousand of these are kept, so they hold little. */
export type Verdict = {
  readonly line: number;
  readonly name: string;
  readonly kind: DiagnosisKind;
  readonly found: 'yes' | 'no' | 'unclear';
  /** One rule; two, before SP1 and from SP1 on, where they differ. */
  readonly rules: readonly RuleName[];
  /** `MS:NET/PO/USER`. */
  readonly source?: string;
  /** The distinguished name of the one mailbox it is about. */
  readonly mailbox?: string;
  readonly others: readonly { readonly dn: string; readonly kind: RecipientKind }[];
  readonly fix?: WaveFix;
  readonly noFix?: NoFix;
};

const NOBODY: Verdict['others'] = [];

/** What an examination says of a member of the wave. */
export function verdictOn({ line, name }: Member, { diagnosis, source, offer }: Examination): Verdict {
  const { kind, found, outcomes, mailbox, others } = diagnosis;
  const beside = others.length > 0 ? others.map((other) => ({ dn: other.dn, kind: other.kind })) : NOBODY;
  const verdict: Building = { line, name, kind, found, rules: rulesIn(outcomes), others: beside };
  if (source.kind === 'known') verdict.source = proxyText({ type: 'MS', address: writeMsAddress(source.address) });
  if (mailbox) verdict.mailbox = mailbox.dn;
  if (offer.fix && mailbox) verdict.fix = waveFix(offer.fix, mailbox);
  if (!offer.fix) verdict.noFix = offer.why;
  return verdict;
}

type Building = { -readonly [Key in keyof Verdict]: Verdict[Key] };

/** By the outcomes, which are the same for everybody to whom the same rules apply. */
const rulesKnown = new WeakMap<Examination['diagnosis']['outcomes'], Verdict['rules']>();

function rulesIn(outcomes: Examination['diagnosis']['outcomes']): Verdict['rules'] {
  const known = rulesKnown.get(outcomes);
  if (known) return known;
  const rules = [...new Set(outcomes.map(({ rule }) => rule))];
  rulesKnown.set(outcomes, rules);
  return rules;
}

function waveFix(
  { change, dn, identity, dialect, attribute, value, written, source }: Fix,
  mailbox: Recipient,
): WaveFix {
  const directoryName = mailbox.directoryName ?? mailbox.alias ?? '';
  const secondaries = mailbox.proxies.filter((proxy) => !isPrimary(proxy)).map(proxyText);
  return { change, dn, identity, dialect, attribute, value, written, source, directoryName, secondaries };
}

/** What the list has the wizard do with somebody who is there already, or is not (Q186742, Q146304). */
export function planFindings({ line, plan }: Member, { diagnosis, recipients }: Examination): readonly Finding[] {
  const directoryName = diagnosis.mailbox?.directoryName;
  if (!plan) return [];
  if (!diagnosis.mailbox || directoryName === undefined)
    return plan.creates || recipients.length > 0 || plan.commonName === ''
      ? []
      : [{ line, what: 'common-name', detail: plan.commonName }];
  const isNamed = sameText(plan.commonName, directoryName);
  if (plan.creates && !diagnosis.aliasDiffers && isNamed) return [];
  if (!plan.creates && isNamed) return [];
  const commonName = { column: 'Common-Name', cell: written(directoryName) };
  return plan.creates
    ? [{ line, what: 'create-of-existing', detail: directoryName, mends: [{ column: 'Mode', cell: '' }, commonName] }]
    : [{ line, what: 'common-name', detail: plan.commonName, mends: [commonName] }];
}
