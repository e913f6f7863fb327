import { isAtOrUnder, normalDn } from '../../../lib/migration/dn.ts';
import { meets } from './condition.ts';
import { type Entries, type Entry, keyOf, type Value } from './entry.ts';
import type { SearchRequest } from './request.ts';
import { RESULT, type Result, SUCCESS } from './result.ts';

/** An entry as it goes out: only the attributes that were asked for. */
export type Shown = {
  readonly dn: string;
  readonly attributes: readonly { name: string; values: readonly Value[] }[];
};

/** The searches of one connection that have pages left, by cookie. */
export type OpenPages = Map<string, { readonly rest: readonly Entry[] }>;

export type Answer = { readonly entries: readonly Shown[]; readonly result: Result; readonly cookie?: string };

type Searchable = {
  readonly entries: Entries;
  readonly isVisible: (entry: Entry) => boolean;
  readonly sizeLimit: number;
  readonly open: OpenPages;
  readonly emptyPage: boolean;
};

/** Answers one search, or one page of it. A size limit holds for a whole search without pages, and for each page. */
export function search(request: SearchRequest, within: Searchable): Answer {
  const base = within.entries.get(normalDn(request.base));
  if (!base || !within.isVisible(base)) return { entries: [], result: { code: RESULT.noSuchObject } };
  const left = request.page?.cookie ? within.open.get(request.page.cookie)?.rest : found(request, within);
  if (!left) return { entries: [], result: { code: RESULT.unwillingToPerform, message: 'unknown cookie' } };
  if (request.page) return onePage(request, left, within);
  const limit = Math.min(request.sizeLimit || within.sizeLimit, within.sizeLimit);
  const code = left.length > limit ? RESULT.sizeLimitExceeded : RESULT.success;
  return { entries: left.slice(0, limit).map((entry) => shown(entry, request)), result: { code } };
}

function onePage(request: SearchRequest, left: readonly Entry[], within: Searchable): Answer {
  const wanted = Math.min(request.page?.size || within.sizeLimit, within.sizeLimit);
  const size = within.emptyPage ? 0 : wanted;
  within.open.delete(request.page?.cookie ?? '');
  const rest = left.slice(size);
  const cookie = rest.length > 0 ? `page-${within.open.size}-${rest.length}-${Math.random()}` : '';
  if (cookie) within.open.set(cookie, { rest });
  return { entries: left.slice(0, size).map((entry) => shown(entry, request)), result: SUCCESS, cookie };
}

const found = (request: SearchRequest, within: Searchable): Entry[] =>
  [...within.entries.values()].filter(
    (entry) => isInScope(entry, request) && within.isVisible(entry) && meets(entry, request.condition),
  );

function isInScope(entry: Entry, { base, scope }: SearchRequest): boolean {
  if (scope === 'base') return normalDn(entry.dn) === normalDn(base);
  // The root DSE is no part of any tree.
  if (entry.dn === '' || !isAtOrUnder(entry.dn, base)) return false;
  return scope === 'sub' || isChild(entry.dn, base);
}

const isChild = (dn: string, parent: string): boolean =>
  normalDn(dn).replace(/^(?:[^,\\]|\\.)*,?/s, '') === normalDn(parent);

/** RFC 4511 4.5.1.8: no list and `*` mean all user attributes, `+` the operational ones, `1.1` none. */
function shown(entry: Entry, { attributes, typesOnly }: SearchRequest): Shown {
  const asked = attributes.length === 0 ? ['*'] : attributes;
  const all = asked.includes('*');
  const names = new Set(asked.map(keyOf));
  const picked = [...entry.attributes].filter(([key]) => all || names.has(key)).map(([, attribute]) => attribute);
  return { dn: entry.dn, attributes: picked.map(({ name, values }) => ({ name, values: typesOnly ? [] : values })) };
}
