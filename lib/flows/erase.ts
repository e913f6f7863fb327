import type { AuditRecord } from '../migration/audit.ts';
import { type Erasable, type ErasurePlan, erasureEntry, planErasure } from '../migration/erasure.ts';
import { withoutParts } from '../migration/parts.ts';
import type { Archive, Clock, Eraser } from '../ports.ts';

/** `unreadable`: rows and records that cannot be read, and so cannot be searched. */
export type Planned = ErasurePlan & { readonly unreadable: readonly string[] };

/** Looks at everything that is kept and says what erasing somebody would take; nothing is written. */
export async function planErasureIn(archive: Archive, whom: Erasable): Promise<Planned> {
  const planning = planErasure(whom);
  const unreadable: string[] = [];
  for await (const { number, record } of archive.records())
    if (record) planning.record(record);
    else unreadable.push(`record ${number}`);
  for await (const { id, proposal } of archive.proposals())
    if (proposal) planning.proposal(proposal);
    else unreadable.push(`proposal ${id}`);
  for await (const page of archive.pages())
    if (page.people) planning.page(page);
    else unreadable.push(`page ${page.page} of the list ${page.list}`);
  for await (const { record } of archive.records()) if (record) planning.again(record);
  return { ...planning.plan(), unreadable };
}

/**
 * Erases as planned: first the record that says so, then the parts, then the rows. Interrupted anywhere, a second
 * erasure of the same person finds the rest, since the rows name them to the last. The record of the erasure.
 */
export async function erase(
  plan: Planned,
  id: string,
  { archive, eraser, clock }: { archive: Archive; eraser: Eraser; clock: Clock },
): Promise<AuditRecord> {
  const said = await eraser.append(erasureEntry(plan, { id, at: clock.now() }));
  for await (const { record } of archive.records()) {
    const parts = record && plan.records.get(record.number);
    if (parts) await eraser.replace(withoutParts(record, parts, said.number));
  }
  for (const page of plan.pages) await eraser.unlist(page);
  for (const proposal of plan.proposals) await eraser.forget(proposal);
  return said;
}
