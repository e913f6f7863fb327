import { pendingCard, SHOWN } from '../cards/pending-card.ts';
import type { JobOf } from '../job.ts';
import { waitsFor } from '../migration/decide.ts';
import { ENDED, type Proposal } from '../migration/proposal.ts';
import type { Chat, Clock, Ledger } from '../ports.ts';

type Deps = {
  chat: Chat;
  ledger: Ledger;
  clock: Clock;
  policy: { readonly approvers: readonly string[]; readonly selfApproval: boolean };
};

/** Where each of these proposals stands in Slack. */
async function linksTo(proposals: readonly Proposal[], chat: Chat): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    proposals.map(async ({ id, cards: [place] }) => [id, place && (await chat.permalink(place))] as const),
  );
  return new Map(found.flatMap(([id, link]) => (link ? [[id, link] as const] : [])));
}

/** Lists what waits for whoever asks: what they may approve, and what they have proposed. */
export async function showPending({ by, replyTo }: JobOf<'pending'>, { chat, ledger, clock, policy }: Deps) {
  const [{ proposals }, users] = await Promise.all([ledger.due(), chat.members(policy.approvers)]);
  const approvers = users === 'unreadable' ? users : { users };
  // Rows of a plan are what their plan is.
  const live = proposals.filter(({ state, plan }) => !ENDED.has(state) && plan === undefined);
  const toDecide = live.filter((one) =>
    waitsFor(one, { by, at: clock.now() }, { approvers, selfApproval: policy.selfApproval }),
  );
  const own = live.filter(({ askedBy }) => askedBy.user === by.user && askedBy.team === by.team);
  const links = await linksTo([...toDecide.slice(0, SHOWN), ...own.slice(0, SHOWN)], chat);
  await chat.answer(
    { user: by.user, replyTo },
    pendingCard({ toDecide, own }, ({ id }) => links.get(id)),
  );
}
