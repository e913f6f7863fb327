import type { AuditRecord } from './audit.ts';
import { digestOf } from './digest.ts';
import type { Draft } from './draft.ts';
import type { Proposal } from './proposal.ts';

/** A plan has a name of its own where a person has a distinguished name. */
export const planDn = (id: string): string => `plan=${id}`;

/** What plans are of: the people of a wave, however often they are checked, or a plan that is taken back. */
export const ofWave = (firstWave: string): string => `wave=${firstWave}`;
export const ofUndo = (plan: string): string => `undo=${plan}`;

/** The name under which the newest proposal is found: the recipient's, and of a plan that of what it is of. */
export const newestUnder = ({ fix, people }: Pick<Proposal, 'fix' | 'people'>): string => people?.of ?? fix.dn;

/** Somebody on a list as it is kept, with a random salt, without which nobody can try whom the digest was made of. */
export type Listed = Draft & { readonly salt: string };

/** What stands for somebody who was erased (docs/adr/018): the digest of what stood there, salt and all. */
export type Unlisted = { readonly erased: string };

export type OnList = Listed | Unlisted;

/** Somebody's place on a list with nothing of them in it. The digest of the list stays as it was. */
export const unlisted = (one: OnList): Unlisted => ('erased' in one ? one : { erased: digestOf(one) });

/** The digest of one page of people, as it is kept. */
export const pageDigest = (page: readonly OnList[]): string => digestOf(page.map((one) => unlisted(one).erased));

/** What exactly is approved with a plan: SHA-256 over the digests of its pages, in their order. */
export const listDigest = (pages: readonly string[]): string => digestOf(pages);

/** The people on a page that is still to be worked with. Nobody is erased from the list of a plan that has not ended. */
export const draftsOn = (page: readonly OnList[]): readonly Draft[] =>
  page.map((one) => {
    if ('erased' in one) throw new Error('Somebody on this list was erased from it');
    const { salt: _, ...draft } = one;
    return draft;
  });

type Planned = Pick<AuditRecord, 'recipient' | 'attribute' | 'value' | 'change' | 'before'>;

/** One person of a plan and what is to be done for them, as lists and records say it alike. */
export const memberKey = ({ recipient, attribute, value, change = 'add', before }: Planned): string =>
  digestOf([recipient, attribute, value, change, before]);

export const memberOf = ({ fix, recipientName, before }: Pick<Draft, 'fix' | 'recipientName' | 'before'>): string =>
  memberKey({
    recipient: { dn: fix.dn, identity: fix.identity, name: recipientName },
    attribute: fix.attribute,
    value: fix.value,
    change: fix.change,
    before,
  });
