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
  policy,
  queuePlace,
} from '../../../lib/adapters/settings.ts';
import { examine } from '../../../lib/flows/examine.ts';
import { announceJob } from '../../../lib/job.ts';
import { writeMsAddress } from '../../../lib/migration/address.ts';
import { draftOf, proposalOfDraft } from '../../../lib/migration/draft.ts';
import { entryFor, type Proposal } from '../../../lib/migration/proposal.ts';
import { MIGRATION, RILEY } from '../rig/people.ts';

/** The number of one who has a mailbox, and no trace of MS Mail. */
const lacking = (index: number): number => index * 10 + 5;

/** A hundred people who lack the MIGRATE proxy, each of an MS Mail mailbox of their own. */
export const HUNDRED: readonly Person[] = Array.from({ length: 100 }, (_, index) => personOf(lacking(index)));

/** The value that one of them lacks, as Exchange 5.5 holds it. */
export const valueFor = (index: number): string => `migrate$MS:${writeMsAddress(sourceOf(lacking(index)))}`;

/** Opens a proposal for each of them as the bot does, and has its card posted. */
export async function proposeForAll(environment: Environment): Promise<void> {
  const directory = openDirectory(directorySettings(environment, 'read'));
  const ledger = openLedger(ledgerPlace(environment), systemClock);
  const queue = openQueue(queuePlace(environment));
  for (const [index, { alias }] of HUNDRED.entries()) {
    const proposal = await openFor({ alias, index }, { directory, environment });
    const happened = { action: 'proposed', actor: proposal.askedBy, jobId: proposal.id, at: proposal.askedAt } as const;
    await ledger.open({ proposal, entries: [entryFor(proposal, happened)], live: undefined });
    await queue.send('talk', announceJob(proposal, 'proposed'));
  }
  await directory.close();
}

type Parts = { readonly directory: ReturnType<typeof openDirectory>; readonly environment: Environment };

async function openFor({ alias, index }: { alias: string; index: number }, parts: Parts): Promise<Proposal> {
  const deps = { ...parts, clock: systemClock, assumptions: assumptions(parts.environment) };
  const asked = { who: { by: 'name', name: alias }, wizard: '5.5-rtm', observed: false } as const;
  const examination = await examine({ ...asked, source: sourceOf(lacking(index)) }, deps);
  const draft = draftOf(examination, `check-${alias}`);
  if (!draft) throw new Error(`Nothing is offered for ${alias}: ${examination.diagnosis.kind}`);
  const { proposalTtl: ttl, needs } = policy(parts.environment);
  const askedBy = { enterprise: null, team: 'T0FABRIKAM', user: RILEY };
  const place = { askedBy, askedIn: MIGRATION, channel: MIGRATION };
  return proposalOfDraft(draft, { id: `race-${alias}`, ...place, now: systemClock.now(), ttl, needs });
}
