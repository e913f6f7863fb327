import type { Actor } from '../../migration/audit.ts';
import { type Draft, type Proposing, proposalOfDraft } from '../../migration/draft.ts';
import type { Fix } from '../../migration/fix.ts';
import { type NeedsPolicy, needsOf } from '../../migration/needs.ts';
import { planDn } from '../../migration/people.ts';
import { type Because, ended, moved, type People, type Proposal } from '../../migration/proposal.ts';

/** How a plan is approved: as any change of anybody in it, and by two people where it is long. */
export type PlanNeeds = NeedsPolicy & { readonly twoApprovers: number };

/** A list of people that is to be approved as a whole. */
export type Planned = {
  readonly list: string;
  readonly people: readonly Draft[];
  readonly pages: number;
  readonly of?: string | undefined;
  /** The plan that this one takes back, and whose that was. */
  readonly undoes?: { readonly proposalId: string; readonly askedBy: Actor };
};

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** A stand-in for the change: what is written is on the list, and this can be written nowhere. */
function fixOfPlan(id: string, { list, people }: Planned): Fix {
  const change = people[0]?.fix.change ?? 'add';
  const { dialect, attribute } = people[0]?.fix ?? { dialect: 'exchange55', attribute: '' };
  const value = counted(people.length, 'MIGRATE proxy', 'MIGRATE proxies');
  const source = { network: '', postOffice: '', mailbox: '' };
  return { change, dn: planDn(id), identity: list, dialect, attribute, value, written: value, source };
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** As many are told on the card what to be careful about; all of it stands in the file. */
const TOLD_TO_BE_CAREFUL = 5;

function carefulAbout(people: readonly Draft[]): readonly string[] {
  const all = people.flatMap(({ recipientName, because }) => because.careful.map((text) => [recipientName, text]));
  if (distinct(all.map(([, text = '']) => text)).length === 1) return distinct(all.map(([, text = '']) => text));
  const some = all.slice(0, TOLD_TO_BE_CAREFUL).map(([name, text]) => `${name}: ${text}`);
  const more = all.length - some.length;
  return more > 0 ? [...some, `${counted(more, 'remark', 'remarks')} more: in the list.`] : some;
}

const becauseOf = (people: readonly Draft[]): Because => ({
  says: distinct(people.map(({ because }) => because.says)).join(' '),
  articles: distinct(people.flatMap(({ because }) => because.articles)),
  inferences: distinct(people.flatMap(({ because }) => because.inferences)),
  sourceFrom: distinct(people.map(({ because }) => because.sourceFrom)).join('; '),
  careful: carefulAbout(people),
});

/** Two people at least where the plan is long, where anybody in it is sensitive, or where it is another's undo. */
function planNeeds({ people, undoes }: Planned, policy: PlanNeeds, askedBy: Actor): Proposal['needs'] {
  const undoesAnothers = undoes !== undefined && undoes.askedBy.user !== askedBy.user;
  const { approvals, because } = needsOf({ dn: '', names: [], undoesAnothers }, policy);
  const isSensitive = ({ fix, names }: Draft) =>
    needsOf({ dn: fix.dn, names, undoesAnothers: false }, { ...policy, approvals: 1 }).approvals > 1;
  const sensitive = people.filter(isSensitive).length;
  const why = [
    ...(people.length > policy.twoApprovers
      ? [`It is about more than ${counted(policy.twoApprovers, 'person', 'people')} (WAVE_TWO_APPROVERS).`]
      : []),
    ...(sensitive > 0 ? [`${counted(sensitive, 'of them is', 'of them are')} listed as sensitive (SENSITIVE).`] : []),
  ];
  return { approvals: why.length > 0 ? Math.max(2, approvals) : approvals, because: [...why, ...because] };
}

export type PlanProposing = Omit<Proposing, 'needs'> & { readonly needs: PlanNeeds };

/** The plan as it is proposed. */
export function planOf(planned: Planned, { needs, ...proposing }: PlanProposing): Proposal {
  const { list, people, pages, of, undoes } = planned;
  const draft: Draft = {
    fix: fixOfPlan(proposing.id, planned),
    recipientName: counted(people.length, 'person', 'people'),
    names: [],
    before: [],
    digest: list,
    because: becauseOf(people),
    seen: { at: proposing.now, verdict: 'plan' },
    ...(undoes ? { undoes } : {}),
  };
  const ofWhom: People = { count: people.length, pages, ...(of === undefined ? {} : { of }) };
  return {
    ...proposalOfDraft(draft, { ...proposing, needs }),
    needs: planNeeds(planned, needs, proposing.askedBy),
    people: ofWhom,
  };
}

const MINUTE = 60_000;
const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();

/** The plan once its first person is about to be taken up; from then on the sweep comes back to it until it has ended. */
export const begunPlan = (plan: Proposal, now: string): Proposal =>
  moved(plan, 'applying', { claimedAt: now, dueAt: later(now, 5 * MINUTE) });

/** The plan after its last page. */
export const donePlan = (plan: Proposal, now: string, detail: string): Proposal =>
  ended(plan, 'applied', { outcome: { at: now, detail } });

/** The plan as it is stopped by what went wrong for everybody. */
export const stoppedPlan = (plan: Proposal, now: string, outcome: Omit<NonNullable<Proposal['outcome']>, 'at'>) =>
  ended(plan, 'failed', { outcome: { at: now, ...outcome } });
