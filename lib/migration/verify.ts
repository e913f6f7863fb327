import type { AuditRecord } from './audit.ts';
import { followChain, type KeptRecord } from './verify/chain.ts';
import type { Finding } from './verify/finding.ts';
import type { Head } from './verify/heads.ts';
import type { KeptPage } from './verify/plans.ts';
import { followProposals, type KeptProposal } from './verify/proposals.ts';

/** What was looked at. `unwitnessed`: the numbers behind the last head that was noted. */
export type Verified = {
  readonly records: number;
  readonly proposals: number;
  readonly heads: number;
  readonly headsOfOtherChains: number;
  /** Records of which parts are erased. */
  readonly erased: number;
  readonly unwitnessed?: { readonly from: number; readonly to: number };
};

/** A record of an erasure is about other records. */
const isAboutProposal = ({ action }: AuditRecord): boolean => action !== 'erased';

/**
 * Verifies a chain and all proposals against each other: first the records in the order of their numbers, then, after
 * `rowsBegin`, every proposal and every page of a plan's people in any order, then the records that came meanwhile; then
 * `end`. Each call gives what has
 * come to light by then. What is kept is a small entry for each proposal, and the heads.
 */
export function startVerifying(chain: string, allHeads: readonly Head[]) {
  const heads = allHeads.filter((head) => head.chain === chain);
  const links = followChain(chain, heads);
  const proposals = followProposals();
  let records = 0;
  return {
    record(kept: KeptRecord): readonly Finding[] {
      records += 1;
      return [...links.next(kept), ...(kept.record && isAboutProposal(kept.record) ? proposals.next(kept.record) : [])];
    },
    rowsBegin: () => proposals.rowsBegin(links.last()),
    proposal: (kept: KeptProposal) => proposals.row(kept),
    page: (kept: KeptPage) => proposals.page(kept),
    *end(): Generator<Finding> {
      yield* proposals.end();
      yield* links.erasures.unrecorded();
      yield* links.beyond();
    },
    verified(): Verified {
      const unwitnessed = { from: links.witnessed() + 1, to: links.last() };
      return {
        records,
        proposals: proposals.count(),
        heads: heads.length,
        headsOfOtherChains: allHeads.length - heads.length,
        erased: links.erasures.count(),
        ...(heads.length > 0 && unwitnessed.from <= unwitnessed.to ? { unwitnessed } : {}),
      };
    },
  };
}
