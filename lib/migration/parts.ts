import { asKept, digestOf } from './digest.ts';

/**
 * What of a record is about people, in parts that can be erased one by one (docs/adr/018): who did it; about whom, with
 * all addresses; what was said of it; and the digest of the proposal's row, from which the rest could be guessed.
 */
export const PARTS = ['who', 'whom', 'words', 'row'] as const;
export type Part = (typeof PARTS)[number];

/** Random, one for each part: without it nobody can try which name a digest was made of. Gone with its part. */
export type Salts = { readonly [Name in Part]?: string };

/** What stands for a part that was erased: its digest, and the number of the record that says so. */
export type Erased = { readonly [Name in Part]?: { readonly by: number; readonly digest: string } };

/** Records by their numbers, for each part that is erased of them. */
export type Erases = { readonly [Name in Part]?: readonly number[] };

/** As records have it. */
type Personal = {
  readonly schema: number;
  readonly actor: { readonly enterprise: string | null; readonly team: string | null; readonly user: string } | null;
  readonly recipient: { readonly dn: string; readonly identity: string; readonly name: string };
  readonly value: string;
  readonly before: readonly string[];
  readonly after?: readonly string[];
  readonly detail?: string;
  readonly stands?: { readonly state: string; readonly version: number; readonly digest: string };
  readonly salts?: Salts;
  readonly erased?: Erased;
};

/** What is read where something was. */
export const ERASED = 'erased';

/** Nobody, in a record. */
export const NO_RECIPIENT = { dn: ERASED, identity: ERASED, name: ERASED } as const;

/** Acts of one person stay the acts of one, as far as they were erased together. */
const someone = (by: number) => ({ enterprise: null, team: null, user: `${ERASED}-${by}` });

/** Who is there no more; Slack knows no such id. */
export const isErasedUser = (user: string): boolean => user.startsWith(`${ERASED}-`);

const CONTENT: { readonly [Name in Part]: (record: Personal) => unknown } = {
  who: ({ actor }) => ({ actor }),
  whom: ({ recipient, value, before, after }) => ({ recipient, value, before, after }),
  words: ({ detail }) => ({ detail }),
  row: ({ stands }) => ({ digest: stands?.digest }),
};

const BLANK: { readonly [Name in Part]: (record: Personal, by: number) => Partial<Personal> } = {
  who: ({ actor }, by) => (actor ? { actor: someone(by) } : {}),
  whom: ({ after }) => ({
    recipient: NO_RECIPIENT,
    value: ERASED,
    before: [ERASED],
    ...(after ? { after: [ERASED] } : {}),
  }),
  words: ({ detail }) => (detail === undefined ? {} : { detail: ERASED }),
  row: ({ stands }) => (stands ? { stands: { ...stands, digest: ERASED } } : {}),
};

const contentDigest = (record: Personal, part: Part): string => digestOf([record.salts?.[part], CONTENT[part](record)]);

/** Nothing of an erased part may stand there but what stands for it, nor its salt. */
function isBlank(record: Personal, part: Part, by: number): boolean {
  const blank = { ...record, ...BLANK[part](record, by) };
  return record.salts?.[part] === undefined && digestOf(CONTENT[part](blank)) === digestOf(CONTENT[part](record));
}

function partDigest(record: Personal, part: Part): unknown {
  const gone = record.erased?.[part];
  if (!gone) return contentDigest(record, part);
  return isBlank(record, part, gone.by) && gone.digest;
}

/**
 * The hash of a record without its hash. Up to schema 2 it is over all of it; from schema 3 on over digests of the
 * parts in the place of the parts, and over all the rest.
 */
export function sealOf(record: Personal): string {
  if (record.schema < 3) return digestOf(record);
  const { actor: _, recipient: __, value: ___, before: ____, after: _____, detail: ______, ...more } = record;
  const { salts: _______, erased: ________, stands, ...rest } = more;
  const { digest: _________, ...standing } = { ...stands };
  return digestOf([rest, stands && standing, PARTS.map((part) => partDigest(record, part))]);
}

/** Can be erased, and has not been. Records of schema 1 and 2 cannot, since their hash is over the words themselves. */
export const isErasable = ({ schema, erased }: Personal, part: Part): boolean => schema >= 3 && !erased?.[part];

/** The record without these parts, under the same hash. `by`: the number of the record that says so. */
export function withoutParts<Kept extends Personal>(record: Kept, parts: readonly Part[], by: number): Kept {
  const { salts = {}, erased = {} } = record;
  const gone = parts.filter((part) => isErasable(record, part));
  const digests = gone.map((part) => [part, { by, digest: contentDigest(record, part) }]);
  return asKept({
    ...record,
    ...Object.assign({}, ...gone.map((part) => BLANK[part](record, by))),
    salts: { ...salts, ...Object.fromEntries(gone.map((part) => [part, undefined])) },
    erased: { ...erased, ...Object.fromEntries(digests) },
  });
}
