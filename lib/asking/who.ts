import { isProblem, parseMsAddress } from '../migration/address.ts';
import type { Who } from '../migration/recipient.ts';
import { mentionIn } from './slack-text.ts';

/** What was wrong with what a person typed, and what to type instead. */
export type Mistake = { readonly kind: 'mistake'; readonly problem: string; readonly instead: string };

export const mistake = (problem: string, instead: string): Mistake => ({ kind: 'mistake', problem, instead });

/** The longest distinguished name that is still looked up; the longest display name (256) is well below. */
const LONGEST_NAME = 1_000;

/** Controls, zero-width and bidirectional marks: they come along when names are copied, and match nothing. */
const INVISIBLE = /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

const FORMS = '`/migcheck jdoe`, `/migcheck "John Doe"`, `/migcheck jdoe@example.com` or `/migcheck MS:CORP/PO1/JDOE`';

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

function unusable(name: string): Mistake | undefined {
  if (name === '') return mistake('No name was given.', FORMS);
  if (name.length > LONGEST_NAME)
    return mistake(`The name has ${name.length} characters; no directory name is longer than ${LONGEST_NAME}.`, FORMS);
  const hidden = INVISIBLE.exec(name)?.[0];
  return hidden
    ? mistake(`The name holds a character that cannot be seen (${codePoint(hidden)}). Type it by hand.`, FORMS)
    : undefined;
}

/** Looks like `cn=John Doe,cn=Recipients,…` or `/o=ORG/ou=SITE/cn=Recipients/cn=jdoe`. */
const isDn = (name: string): boolean =>
  /^(?:cn|rdn|uid|ou|o|dc|plan)\s*=[^,]*(?:,|$)/i.test(name) || /^\/o=/i.test(name);

/** A person as named in a command: mention, MS address, MIGRATE proxy, DN, SMTP address, else a name. */
export function parseWho(raw: string): Who | Mistake {
  const user = mentionIn(raw);
  if (user) return { by: 'slack-user', user };
  const name = raw.replace(/[\t\n]+/g, ' ').trim();
  const problem = unusable(name);
  if (problem) return problem;
  if (/^(?:ms|migrate)[:$]/i.test(name) || /^[^\s/=@]+\/[^\s/=]+\/[^\s/=]+$/.test(name)) {
    const address = parseMsAddress(name);
    return isProblem(address) ? mistake(address.problem, '`/migcheck MS:CORP/PO1/JDOE`') : { by: 'ms', address };
  }
  if (isDn(name)) return { by: 'dn', dn: name };
  const smtp = /^(?:smtp:)?([^\s@]+@[^\s@]+)$/i.exec(name)?.[1];
  if (smtp) return { by: 'smtp', address: smtp };
  return { by: 'name', name: name.replace(/^@(?=\S)/, '') };
}
