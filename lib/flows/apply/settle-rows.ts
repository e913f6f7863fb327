import { proxyText } from '../../migration/address.ts';
import { doneResult, type Result, settledResult } from '../../migration/attempt.ts';
import type { Proposal } from '../../migration/proposal.ts';
import type { Recipient } from '../../migration/recipient.ts';
import type { RowMove } from '../../ports.ts';
import { inPool } from '../../wave/plan/pool.ts';
import { isUnsettled } from '../../wave/plan/row.ts';
import { concluded, type Page, type PlanDeps, rowsOn } from './page.ts';
import { elsewhereFor } from './row-results.ts';
import { AT_ONCE } from './take-up.ts';

type Looked = { readonly row: Proposal; readonly recipient: Recipient | undefined };

/** As every server already knows the recipient: without the value that may have been written. */
const asBefore = ({ row, recipient }: Looked) =>
  recipient && { ...recipient, proxies: recipient.proxies.filter((held) => proxyText(held) !== row.fix.value) };

/** What the directory shows of writes that were interrupted. It is read, and never written again. */
async function shown(rows: readonly Proposal[], { directory, clock }: PlanDeps) {
  const looked = await inPool(rows, AT_ONCE, async (row): Promise<Looked> => {
    return { row, recipient: await directory.read(row.fix.dn) };
  });
  const results = looked.map((one) => ({ ...one, result: settledResult(one.row, one.recipient, clock.now()) }));
  const done = results.filter(({ result, row }) => result.state === 'applied' && row.fix.change === 'add');
  const witness = done[0] && asBefore(done[0]);
  const sources = done.map(({ row }) => row.fix.source);
  const found = witness ? await directory.holders(sources, witness) : undefined;
  return results.map(({ row, recipient, result }): { row: Proposal; result: Result } => {
    if (!recipient || result.state !== 'applied') return { row, result };
    const { detail: said, presumed } = result.outcome;
    return { row, result: doneResult(row, { recipient, said, state: 'applied', presumed }, elsewhereFor(row, found)) };
  });
}

/** What has come to light of the rows that were interrupted before. Throws DirectoryUnavailable. */
export async function settled(page: Page, deps: PlanDeps): Promise<readonly RowMove[]> {
  const results = await shown(rowsOn(page).filter(isUnsettled), deps);
  return results.flatMap(({ row, result }) => concluded(row, result, deps) ?? []);
}
