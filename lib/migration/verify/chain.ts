import { type AuditRecord, CHAIN_START } from '../audit.ts';
import { sealOf } from '../parts.ts';
import { followErasures } from './erasures.ts';
import type { Finding } from './finding.ts';
import type { Head } from './heads.ts';

/** A record as its table gives it back, by its number; `trouble` says what is wrong with its row. */
export type KeptRecord = { readonly number: number; readonly record?: AuditRecord; readonly trouble?: string };

/** The end of the chain so far; the hash of a record that cannot be read is not known. */
type Link = { readonly number: number; readonly hash: string | undefined };

const START: Link = { number: 0, hash: CHAIN_START };

/** What is wrong with a record by itself, and with its place behind the one before it. */
function faultsOfRecord(record: AuditRecord, last: Link, chain: string): readonly Finding[] {
  const { hash, ...unsealed } = record;
  const { number, proposalId } = record;
  const said = (what: Finding['what'], says: string): Finding => ({ what, number, proposalId, says });
  const follows = number === last.number + 1 && last.hash !== undefined;
  return [
    ...(record.chain === chain ? [] : [said('other-chain', `It says that it is of the chain "${record.chain}".`)]),
    ...(sealOf(unsealed) === hash ? [] : [said('altered', 'It is not what its hash was made of.')]),
    ...(follows && record.previous !== last.hash
      ? [said('unlinked', `It does not follow record ${last.number} as that stands.`)]
      : []),
  ];
}

function faultsOfNumber(number: number, last: Link): readonly Finding[] {
  if (number === last.number + 1) return [];
  if (number <= last.number || !Number.isSafeInteger(number))
    return [{ what: 'out-of-place', number, says: `It comes after record ${last.number}.` }];
  const [from, to] = [last.number + 1, number - 1];
  return [{ what: 'missing', number: from, says: from === to ? 'It is gone.' : `It and all up to ${to} are gone.` }];
}

/** Hashes by their number; nobody notes two different ones, and if it happens one of them is wrong. */
function byNumber(heads: readonly Head[]): ReadonlyMap<number, ReadonlySet<string>> {
  const noted = new Map<number, Set<string>>();
  for (const { number, hash } of heads) noted.set(number, (noted.get(number) ?? new Set()).add(hash));
  return noted;
}

/** Follows the chain itself, record by record, past everything that is wrong with it. */
export function followChain(chain: string, heads: readonly Head[]) {
  const noted = byNumber(heads);
  const erasures = followErasures();
  let last = START;
  const faultsOfHead = ({ number, hash }: AuditRecord): readonly Finding[] =>
    [...(noted.get(number) ?? [])]
      .filter((other) => other !== hash)
      .map((other) => ({ what: 'head', number, says: `The log has it with the hash ${other}.` }));
  return {
    last: () => last.number,
    witnessed: () => heads.reduce((highest, { number }) => Math.max(highest, number), 0),
    next({ number, record, trouble }: KeptRecord): readonly Finding[] {
      const before = last;
      if (record) erasures.next(record);
      if (Number.isSafeInteger(number) && number > before.number) last = { number, hash: record?.hash };
      return [
        ...faultsOfNumber(number, before),
        ...(trouble ? [{ what: 'unreadable' as const, number, says: trouble }] : []),
        ...(record ? [...faultsOfRecord(record, before, chain), ...faultsOfHead(record)] : []),
      ];
    },
    /** How many records are erased in part, and those of which no later record says so. */
    erasures: { count: erasures.count, unrecorded: erasures.unrecorded },
    /** Heads of records that would come after the last there is. */
    beyond: (): readonly Finding[] =>
      [...noted.keys()]
        .filter((number) => number > last.number)
        .sort((a, b) => a - b)
        .map((number) => ({ what: 'head', number, says: `The log has it; the chain ends with ${last.number}.` })),
  };
}
