import { BerReader } from 'ldapts';
import { ANSWER_TAG } from '../../../infra/local/ldap/answer.ts';
import type { Request } from '../../../infra/local/ldap/request.ts';

/** One modify that a worker sent, and the LDAP result that the directory gave it; none where it never got there. */
export type Modify = { readonly dn: string; readonly changes: readonly string[]; result?: number };

/** What is asked, in words; nothing for what is no question. */
export function wordsOf(request: Request): string | undefined {
  switch (request.kind) {
    case 'bind':
      return 'the bind';
    case 'search':
      if (request.base === '') return request.scope === 'base' ? 'the greeting' : 'the search of the forest';
      return request.scope === 'base' ? 'reading the object' : 'the search';
    case 'modify':
      return 'the modify';
    default:
      return undefined;
  }
}

/** The tag of the answer to a request. */
export const tagOf = ({ kind }: Request): number =>
  kind === 'bind' || kind === 'search' || kind === 'modify' ? ANSWER_TAG[kind] : ANSWER_TAG.extended;

export const modifyOf = ({ dn, changes }: Extract<Request, { kind: 'modify' }>): Modify => ({
  dn,
  changes: changes.map(({ how, attribute, values }) => `${how} ${attribute} ${values.join('|')}`),
});

/** Each entry of a search comes in a message of its own, and the result in the last one. */
export function readAnswer(message: Buffer): { id: number; result: number | undefined } {
  const reader = new BerReader(message);
  reader.readSequence();
  const id = reader.readInt() ?? 0;
  const tag = reader.peek() ?? 0;
  if (!Object.values<number>(ANSWER_TAG).includes(tag)) return { id, result: undefined };
  reader.readSequence();
  return { id, result: reader.readEnumeration() ?? undefined };
}
