import type { Finding } from '../migration/verify/finding.ts';
import type { Head } from '../migration/verify/heads.ts';
import { startVerifying, type Verified } from '../migration/verify.ts';
import type { Archive } from '../ports.ts';

/**
 * Verifies all that is kept: findings as they come to light, at last what was looked at. The bot may be at work: what
 * it writes while the proposals are read is read in the end.
 */
export async function* verifyAudit(archive: Archive, heads: readonly Head[]): AsyncGenerator<Finding, Verified> {
  const verifying = startVerifying(archive.chain, heads);
  let read = 0;
  for await (const kept of archive.records()) {
    read = Math.max(read, kept.number);
    yield* verifying.record(kept);
  }
  verifying.rowsBegin();
  for await (const kept of archive.proposals()) yield* verifying.proposal(kept);
  for await (const kept of archive.pages()) verifying.page(kept);
  for await (const kept of archive.records(read)) yield* verifying.record(kept);
  yield* verifying.end();
  return verifying.verified();
}
