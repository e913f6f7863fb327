import type { AuditRecord } from '../audit.ts';
import { listDigest, memberOf, type OnList, pageDigest } from '../people.ts';
import type { Course } from './course.ts';
import type { Finding } from './finding.ts';

/** A page of a list of people as its table gives it back, by the list's digest and its own number. */
export type KeptPage = { readonly list: string; readonly page: number; readonly people?: readonly OnList[] };

/** What is kept of a list: the digest of each page, and who is on it. */
type List = { readonly digests: string[]; readonly members: Set<string> };

const stateOf = (course: Course | undefined): string => course?.positions.at(-1)?.state ?? 'nowhere';

/** Whoever can write to the table may have put anything there. */
function seenOn(people: readonly OnList[] | undefined) {
  try {
    if (people)
      return { digest: pageDigest(people), members: people.flatMap((one) => ('erased' in one ? [] : memberOf(one))) };
  } catch {
    // Something else than people: the digest of the list tells.
  }
  return { digest: 'unreadable', members: [] };
}

/** Follows plans and their rows: who is taken up has to be on the list that was approved, while it is being applied. */
export function followPlans(courses: ReadonlyMap<string, Course>) {
  const lists = new Map<string, List>();

  function faultsOfPlan(proposalId: string, { list = '', first: number }: Course): readonly Finding[] {
    const kept = lists.get(list);
    if (kept && listDigest(kept.digests) === list) return [];
    const says = kept ? 'Its list of people is another than was approved.' : 'Its list of people is gone.';
    return [{ what: 'people', number, proposalId, says }];
  }

  function faultsOfRow(proposalId: string, { plan = '', member, first: number }: Course): readonly Finding[] {
    const list = lists.get(courses.get(plan)?.list ?? '');
    if (!list || member === undefined || list.members.has(member)) return [];
    return [{ what: 'not-planned', number, proposalId, says: `The plan ${plan} has no such person and change.` }];
  }

  return {
    /** What is wrong with the first record of a proposal, going by the plan that it names. */
    begins({ plan, number, proposalId }: AuditRecord): readonly Finding[] {
      if (plan === undefined) return [];
      const state = stateOf(courses.get(plan));
      if (state === 'applying') return [];
      return [{ what: 'not-planned', number, proposalId, says: `It is taken up while its plan ${plan} is ${state}.` }];
    },
    /** A row is asked for with its plan. */
    asRow(course: Course): Course {
      return course.plan === undefined ? course : { ...course, asked: courses.get(course.plan)?.asked ?? '' };
    },
    page({ list, page, people }: KeptPage): void {
      const kept = lists.get(list) ?? { digests: [], members: new Set() };
      lists.set(list, kept);
      const { digest, members } = seenOn(people);
      kept.digests[page] = digest;
      for (const member of members) kept.members.add(member);
    },
    /** Plans that began after this number may have come after the pages were read. */
    *end(readBefore: number): Generator<Finding> {
      for (const [id, course] of courses) {
        if (course.list !== undefined && course.first <= readBefore) yield* faultsOfPlan(id, course);
        if (course.plan !== undefined && course.first <= readBefore) yield* faultsOfRow(id, course);
      }
    },
  };
}
