import { CHANNEL_TROUBLE } from '../../cards/replies.ts';
import type { Proposal } from '../../migration/proposal.ts';
import type { Chat } from '../../ports.ts';
import type { PlanNeeds } from '../../wave/plan/plan.ts';

export type ProposePolicy = {
  /** Where proposals stand; absent: in the channel of the question. */
  readonly approvalChannel?: string;
  /** Milliseconds until a proposal expires. */
  readonly proposalTtl: number;
  readonly needs: PlanNeeds;
  /** Who may approve, and whether the requester is among them. */
  readonly approvers: readonly string[];
  readonly selfApproval: boolean;
};

type PlaceDeps = { readonly chat: Chat; readonly policy: ProposePolicy };

/** Why the channel cannot hold a proposal; looked at before the proposal exists. */
export async function channelTrouble(id: string, { chat, policy }: PlaceDeps): Promise<string | undefined> {
  const trouble = id.startsWith('D') ? 'direct' : await troubleIn(id, chat);
  if (!trouble) return undefined;
  const says = CHANNEL_TROUBLE[trouble];
  return policy.approvalChannel ? `The approval channel (APPROVAL_CHANNEL) cannot be used. ${says}` : says;
}

async function troubleIn(id: string, chat: Chat): Promise<keyof typeof CHANNEL_TROUBLE | undefined> {
  const channel = await chat.channel(id);
  if (channel === 'absent' || !channel.member) return 'not-member';
  return channel.shared ? 'shared' : undefined;
}

export const WAITS = 'Nothing is written before somebody else approves it.';

/** What the proposer has to know of a proposal that cannot be approved, as the list of approvers stands now. */
export async function tooFew({ needs, askedBy }: Proposal, { chat, policy }: PlaceDeps): Promise<string> {
  const all = await chat.members(policy.approvers);
  if (all === 'unreadable') return '';
  const they = new Set(all.filter((user) => policy.selfApproval || user !== askedBy.user));
  if (they.size >= needs.approvals) return '';
  const few = they.size === 0 ? 'nobody' : they.size === 1 ? 'only 1 person' : `only ${they.size} people`;
  const many = needs.approvals === 1 ? '1 approval' : `${needs.approvals} approvals`;
  return ` But it takes ${many}, and ${few} may give one (APPROVERS), so it cannot go through as it is.`;
}
