import { isAtOrUnder, parseDn } from './dn.ts';
import type { Proposal } from './proposal.ts';

/** Whom two people have to agree about: by a name that a recipient goes by (any case), or by an object or container. */
export type Sensitive = { readonly names: readonly string[]; readonly places: readonly string[] };

/** How many have to approve, unless more is said here. */
export type NeedsPolicy = { readonly approvals: number; readonly sensitive: Sensitive };

/** Reads the setting SENSITIVE: names and distinguished names between semicolons, since the latter hold commas. */
export function readSensitive(text: string): Sensitive {
  const all = text
    .split(/(?<!\\);/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const isPlace = (entry: string): boolean => parseDn(entry) !== undefined;
  return { names: all.filter((entry) => !isPlace(entry)), places: all.filter(isPlace) };
}

/** Who the change is about, by every name, and whether it takes back what somebody else asked for. */
export type About = { readonly dn: string; readonly names: readonly string[]; readonly undoesAnothers: boolean };

/** One form for what reads alike: é as one letter or as e and an accent, and a blank of whatever kind. */
const plain = (text: string): string => text.normalize('NFKC').trim();

const sameName = (a: string, b: string): boolean => plain(a).toLowerCase() === plain(b).toLowerCase();

const isSensitive = ({ dn, names }: About, sensitive: Sensitive): boolean =>
  sensitive.names.some((name) => names.some((one) => sameName(one, name))) ||
  sensitive.places.some((place) => isAtOrUnder(plain(dn), plain(place)));

/** How many people have to approve a change: two at least where the recipient is sensitive, or it is another's undo. */
export function needsOf(about: About, policy: NeedsPolicy): Proposal['needs'] {
  const because = [
    ...(isSensitive(about, policy.sensitive) ? ['This recipient is listed as sensitive (SENSITIVE).'] : []),
    ...(about.undoesAnothers ? ["It takes back somebody else's change."] : []),
  ];
  const approvals = because.length > 0 ? Math.max(2, policy.approvals) : policy.approvals;
  const standard =
    policy.approvals > 1 ? [`Every change takes ${policy.approvals} approvals (APPROVALS_REQUIRED).`] : [];
  return { approvals, because: [...because, ...standard] };
}
