import type { AuditRecord } from '../audit.ts';
import { listDigest, memberOf, type OnList, pageDigest } from '../people.ts';
import type { Course } from './course.ts';
import type { Finding } from './finding.ts';

/** A page of a list of people as its table gives it back, by the list's digest and its own number. */
export type KeptPage = { readonly list: string; readonly page: number; readonly people?: readonly OnList[] };

/** What is kept of a list: the digest of each page by its number, and who is on it. */
type List = { readonly digests: Map<number, string>; readonly members: Set<string> };

/** No list has a page with nobody on it: a page that is gone, there twice or unreadable counts as one. */
const NOBODY: readonly OnList[] = [];
const EMPTY = pageDigest(NOBODY);

/** Whoever can write to the table may have put anything there. */
function add({ digests, members }: List, { page, people = NOBODY }: KeptPage): void {
  const isTwice = digests.has(page);
  digests.set(page, EMPTY);
  if (isTwice) return;
  try {
    digests.set(page, pageDigest(people));
    for (const one of people) if (!('erased' in one)) members.add(memberOf(one));
  } catch {
    // Something else than people: the digest of the list tells.
  }
}

/** As long as there are pages, whatever their numbers are. */
const digestOfPages = ({ digests }: List): string =>
  listDigest(Array.from({ length: digests.size }, (_, page) => digests.get(page) ?? EMPTY));

/** Follows plans and their rows: who is taken up has to be on the list that was approved, while it is being applied. */
export function followPlans(courses: ReadonlyMap<string, Course>) {
  const lists = new Map<string | undefined, List>();

  function faultsOfPlan(proposalId: string, { list, first: number }: Course): readonly Finding[] {
    if (list === undefined) return [];
    const kept = lists.get(list);
    if (kept && digestOfPages(kept) === list) return [];
    const says = kept ? 'Its list of people is another than was approved.' : 'Its list of people is gone.';
    return [{ what: 'people', number, proposalId, says }];
  }

  function faultsOfRow(proposalId: string, { inPlan, first: number }: Course): readonly Finding[] {
    if (inPlan?.member === undefined) return [];
    const { plan, member } = inPlan;
    const list = lists.get(courses.get(plan)?.list);
    if (!list || list.members.has(member)) return [];
    return [{ what: 'not-planned', number, proposalId, says: `The plan ${plan} has no such person and change.` }];
  }

  return {
    /** What is wrong with the first record of a proposal, going by the plan that it names. */
    begins({ plan, number, proposalId }: AuditRecord): readonly Finding[] {
      if (plan === undefined) return [];
      const state = courses.get(plan)?.position.state ?? 'nowhere';
      if (state === 'applying') return [];
      return [{ what: 'not-planned', number, proposalId, says: `It is taken up while its plan ${plan} is ${state}.` }];
    },
    /** A row is asked for with its plan. */
    asRow: (course: Course): Course =>
      course.inPlan ? { ...course, asked: courses.get(course.inPlan.plan)?.asked } : course,
    page(kept: KeptPage): void {
      const list = lists.get(kept.list) ?? { digests: new Map(), members: new Set() };
      lists.set(kept.list, list);
      add(list, kept);
    },
    /** Plans that began after this number may have come after the pages were read. */
    *end(readBefore: number): Generator<Finding> {
      for (const [id, course] of courses) {
        if (course.first > readBefore) continue;
        yield* faultsOfPlan(id, course);
        yield* faultsOfRow(id, course);
      }
    },
  };
}
