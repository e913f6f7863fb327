import { sentence } from '../cards/replies.ts';
import { answerTo, type JobOf } from '../job.ts';
import { undoDraft } from '../migration/draft.ts';
import { writeWho } from '../migration/examination.ts';
import type { Proposal } from '../migration/proposal.ts';
import type { Recipient } from '../migration/recipient.ts';
import { isChangeOf, NO_UNDO, type NoUndo, whyNoUndo } from '../migration/undo.ts';
import type { Clock, Directory, Ledger, Queue } from '../ports.ts';
import { proposeUndoOfPlan } from './undo/plan.ts';

type Deps = {
  directory: Directory;
  ledger: Ledger;
  queue: Queue;
  clock: Clock;
  assumptions: { readonly canWrite: boolean };
};
type Undo = JobOf<'undo'>;

/** As many proposals of one recipient are looked through, from the newest back. */
const FAR_ENOUGH = 100;

/** The newest proposal for an object of which this is true. */
async function newestThat(dn: string, is: (proposal: Proposal) => boolean, ledger: Ledger) {
  let proposal = await ledger.newestFor(dn);
  for (let looked = 1; proposal && !is(proposal) && looked < FAR_ENOUGH; looked += 1)
    proposal = proposal.follows === undefined ? undefined : await ledger.proposal(proposal.follows);
  return proposal && is(proposal) ? proposal : undefined;
}

/** What has to be answered instead of an undo. */
type Instead = { readonly instead: string };

/** The object that was named, if it is one. */
async function objectNamed({ who }: Undo, directory: Directory): Promise<string | Instead> {
  if (!who || who.by === 'slack-user') return { instead: 'Whose change? Type /migcheck undo NAME' };
  if (who.by === 'dn') return who.dn;
  const { recipients } = await directory.find(who);
  const [one, ...more] = recipients;
  if (!one) return { instead: `Nobody goes by "${writeWho(who).slice(0, 200)}".` };
  return more.length > 0
    ? {
        instead: `Several go by that name: ${recipients
          .map(({ dn }) => dn)
          .join(' — ')
          .slice(0, 1_500)}. Name one by that.`,
      }
    : one.dn;
}

/** The change that is to be taken back: the one that was clicked, or the last one of the object that was named. */
async function changeAsked(job: Undo, { directory, ledger }: Deps): Promise<Proposal | Instead> {
  if (job.proposalId !== undefined)
    return (await ledger.proposal(job.proposalId)) ?? { instead: 'That proposal does not exist any more.' };
  const dn = await objectNamed(job, directory);
  if (typeof dn !== 'string') return dn;
  const done = await newestThat(dn, ({ state }) => state === 'applied', ledger);
  return done ?? { instead: NO_UNDO['nothing-done'] };
}

/** A value that is put back is given away a second time: nobody else may hold it by now. */
async function whyNotBack({ fix }: Proposal, recipient: Recipient, directory: Directory): Promise<NoUndo | undefined> {
  if (fix.change === 'add') return undefined;
  const { recipients, coverage } = await directory.holders([fix.source], recipient);
  if (recipients.some(({ dn }) => dn.toLowerCase() !== recipient.dn.toLowerCase())) return 'held-elsewhere';
  return coverage === 'proven' ? undefined : 'cannot-be-seen';
}

const READ_ONLY =
  'Nothing can be proposed: there is no write account that may be used (LDAP_WRITE_BIND_DN; on a local page also LOCAL_WRITES).';

async function answerFor(job: Undo, deps: Deps): Promise<string | Parameters<typeof undoDraft>> {
  const { directory, ledger, clock, assumptions } = deps;
  if (!assumptions.canWrite) return READ_ONLY;
  const done = await changeAsked(job, deps);
  if ('instead' in done) return done.instead;
  const recipient = await directory.read(done.fix.dn);
  const last = await newestThat(done.fix.dn, (one) => isChangeOf(one, done), ledger);
  const why = whyNoUndo({ done, last, recipient });
  if (why || !recipient) return NO_UNDO[why ?? 'object-gone'];
  const notBack = await whyNotBack(done, recipient, directory);
  return notBack ? NO_UNDO[notBack] : [done, recipient, clock.now()];
}

/**
 * Looks whether a change of ours can be taken back, exactly, and has that proposed: approved like any other. A plan is
 * taken back by a plan.
 */
export async function proposeUndo(job: Undo, deps: Deps): Promise<void> {
  const { ledger, assumptions } = deps;
  const plan = job.proposalId === undefined ? undefined : await ledger.proposal(job.proposalId);
  if (plan?.people && assumptions.canWrite) {
    const lastChange = (done: Proposal) => newestThat(done.fix.dn, (one) => isChangeOf(one, done), ledger);
    return proposeUndoOfPlan(job, plan, { ...deps, lastChange });
  }
  const answer = await answerFor(job, deps);
  if (typeof answer === 'string') return deps.queue.send('talk', answerTo(job, sentence(answer)));
  const { kind: _, who: __, proposalId: ___, id, ...asked } = job;
  const open = { ...asked, id: `${id}:open`, admitted: true, proposalId: id, draft: undoDraft(...answer) };
  return deps.queue.send('talk', { ...open, kind: 'open' });
}
