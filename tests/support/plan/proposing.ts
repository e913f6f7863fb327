import { personOf, sourceOf } from '../../../infra/bench/crowd.ts';
import type { Person } from '../../../infra/local/sample/person.ts';
import { systemClock } from '../../../lib/adapters/clock.ts';
import { openDirectory } from '../../../lib/adapters/directory/directory.ts';
import { openLedger } from '../../../lib/adapters/ledger/ledger.ts';
import { openQueue } from '../../../lib/adapters/queue.ts';
import {
  assumptions,
  directorySettings,
  type Environment,
  ledgerPlace,
  queuePlace,
} from '../../../lib/adapters/settings.ts';
import { examine } from '../../../lib/flows/examine.ts';
import { writeMsAddress } from '../../../lib/migration/address.ts';
import { type Draft, draftOf } from '../../../lib/migration/draft.ts';
import { pagesOf } from '../../../lib/wave/plan/people.ts';
import { MIGRATION, RILEY } from '../rig/people.ts';

/** The number of one who has a mailbox, and no trace of MS Mail. */
const lacking = (index: number): number => index * 10 + 5;

/** So many people who lack the MIGRATE proxy, each of an MS Mail mailbox of their own. */
export const crowd = (count: number): readonly Person[] =>
  Array.from({ length: count }, (_, index) => personOf(lacking(index)));

/** The value that one of them lacks, as Exchange 5.5 holds it. */
export const lackedBy = (index: number): string => `migrate$MS:${writeMsAddress(sourceOf(lacking(index)))}`;

/** What a wave offers for each of them, as the directory shows them now. */
export async function draftsFor(people: readonly Person[], environment: Environment): Promise<readonly Draft[]> {
  const directory = openDirectory(directorySettings(environment, 'read'));
  const deps = { directory, clock: systemClock, assumptions: assumptions(environment) };
  const drafts: Draft[] = [];
  for (const [index, { alias }] of people.entries()) {
    const asked = { who: { by: 'name', name: alias }, wizard: '5.5-rtm', observed: false } as const;
    const examination = await examine({ ...asked, source: sourceOf(lacking(index)) }, deps);
    const draft = draftOf(examination, 'wave');
    if (!draft) throw new Error(`Nothing is offered for ${alias}: ${examination.diagnosis.kind}`);
    drafts.push(draft);
  }
  await directory.close();
  return drafts;
}

/** Has the list kept and proposed as a plan, as a wave does. */
export async function proposePlan(environment: Environment, drafts: readonly Draft[], id = 'plan-1', user = RILEY) {
  const pages = pagesOf(drafts);
  const list = await openLedger(ledgerPlace(environment), systemClock).savePeople(pages);
  const by = { enterprise: null, team: 'T0FABRIKAM', user };
  const asked = { schema: 1, id: `${id}:open`, by, replyTo: { channel: MIGRATION }, admitted: true } as const;
  const job = { kind: 'open-plan', ...asked, proposalId: id, list, pages: pages.length } as const;
  await openQueue(queuePlace(environment)).send('talk', job);
}
