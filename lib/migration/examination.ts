import type { MsAddress, PostOffice } from './address.ts';
import { writeMsAddress } from './address.ts';
import { type Diagnosis, diagnose } from './diagnose.ts';
import { type Offer, type OfferQuestion, offerFor } from './fix.ts';
import type { OwnPostOffices, Recipient, View, Who } from './recipient.ts';
import type { Source } from './source.ts';
import type { WizardVersion } from './wizard.ts';

/** What was asked. */
export type Asked = {
  readonly who: Exclude<Who, { by: 'slack-user' }>;
  readonly source?: MsAddress;
  readonly wizard: WizardVersion;
  /** A 7026 really happened to this person. */
  readonly observed: boolean;
  /** The name that a 7017 printed, which is the MS Mail mailbox's (Q186742). */
  readonly printed?: string;
};

/** The settings that a verdict depends on. */
export type Assumptions = {
  readonly wizard: WizardVersion;
  readonly template: string;
  /** The post offices that are being migrated. */
  readonly postOffices: readonly PostOffice[];
  /** True when a write account is configured: without one, nothing is proposed. */
  readonly canWrite: boolean;
};

/** A question with its answer and all that the answer rests on: what a card, a document or a proposal is made from. */
export type Examination = {
  readonly asked: Asked;
  readonly at: string;
  readonly view: View;
  readonly recipients: readonly Recipient[];
  /** The directory held more people of that name than are listed. */
  readonly more: boolean;
  readonly ownBasis: OwnPostOffices['basis'];
  readonly source: Source;
  readonly coverage: OfferQuestion['coverage'];
  readonly diagnosis: Diagnosis;
  readonly offer: Offer;
  readonly canWrite: boolean;
  readonly template: string;
};

export type Findings = Omit<Examination, 'diagnosis' | 'offer' | 'canWrite' | 'template'> & {
  readonly holders: readonly Recipient[];
};

/** Judges what was found. */
export function assess(findings: Findings, { template, canWrite }: Assumptions): Examination {
  const { asked, at, view, recipients, more, ownBasis, source, coverage, holders } = findings;
  const { wizard, observed } = asked;
  const diagnosis = diagnose({ recipients, holders, source, template, wizard, observed });
  const offer = offerFor({ diagnosis, source, template, coverage });
  return { asked, at, view, recipients, more, ownBasis, source, coverage, diagnosis, offer, canWrite, template };
}

/** How the asker named the person. */
export function writeWho(who: Who): string {
  switch (who.by) {
    case 'name':
      return who.name;
    case 'smtp':
      return who.address;
    case 'dn':
      return who.dn;
    case 'ms':
      return `MS:${writeMsAddress(who.address)}`;
    case 'person':
      return who.names[0] ?? who.email ?? 'this person';
    case 'slack-user':
      return who.user;
    // Stryker disable next-line all: nobody gets here, as the compiler proves
    default:
      return who satisfies never;
  }
}
