import type { Sample, ServerAnswer } from './directory-seen.ts';
import { type Finding, findingsOf, type Part } from './finding.ts';

type Answered = { readonly server: string; readonly answer: ServerAnswer };

/** Whether every other server shows what the first one shows. */
export function judgeAgreement(part: Part, [first, ...others]: readonly Answered[]): readonly Finding[] {
  return first ? others.map((other) => judgePair(part, first, other)) : [];
}

function judgePair(part: Part, first: Answered, other: Answered): Finding {
  const say = findingsOf(part);
  const tried = `${first.server} and ${other.server} agree`;
  if (first.answer.dialect !== other.answer.dialect || !sameText(first.answer.base, other.answer.base))
    return say.broken(
      tried,
      `one answers for ${first.answer.base}, the other for ${other.answer.base}`,
      'LDAP_URL names servers of one organisation (one domain) only; another domain goes into LDAP_GC_URL.',
    );
  const names = Object.keys(first.answer.sample);
  if (names.length === 0) return say.untold(tried, 'there was nobody to compare');
  const differing = names.filter((dn) => !sameValues(first.answer.sample, other.answer.sample, dn));
  return differing.length === 0
    ? say.well(tried, `${names.length} recipients compared`)
    : say.warning(
        tried,
        `${differing.length} of ${names.length} recipients differ, the first is ${differing[0]}`,
        'Replication is behind or broken, or one shows the account less. Until it is mended one may name a value free that the other knows.',
      );
}

const sameText = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const sameValues = (one: Sample, other: Sample, dn: string): boolean =>
  JSON.stringify(one[dn]) === JSON.stringify(other[dn]);
