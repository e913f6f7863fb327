import type { Proposal } from '../migration/proposal.ts';
import { lastChanges, type Standing, standingNow } from '../migration/reconcile.ts';
import type { Archive, Directory } from '../ports.ts';

/** One change, and how it stands. */
export type Reconciled = { readonly proposal: Proposal; readonly stands: Standing };

/** `unreadable`: proposals whose rows cannot be read. */
export type Reconciliation = {
  readonly changes: readonly Reconciled[];
  readonly unreadable: readonly string[];
  readonly seesHidden: boolean;
};

/** As many questions are under way at once, on the one connection there is. */
const AT_ONCE = 8;

async function changesIn(archive: Archive) {
  const last = lastChanges();
  const unreadable: string[] = [];
  for await (const { id, proposal } of archive.proposals()) {
    if (proposal) last.add(proposal);
    else unreadable.push(id);
  }
  return { changes: last.all(), unreadable };
}

/** Compares the last change of each object and value with the directory; nothing is written. */
export async function reconcile(archive: Archive, directory: Directory): Promise<Reconciliation> {
  const { changes, unreadable } = await changesIn(archive);
  const [first] = changes;
  if (!first) return { changes: [], unreadable, seesHidden: true };
  const { view } = await directory.find({ by: 'dn', dn: first.fix.dn });
  const waiting = changes.entries();
  const compared: Reconciled[] = [];
  const work = async () => {
    for (const [index, proposal] of waiting) {
      const recipient = await directory.read(proposal.fix.dn);
      compared[index] = { proposal, stands: standingNow(proposal, { recipient, seesHidden: view.seesHidden }) };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { changes: compared, unreadable, seesHidden: view.seesHidden };
}
