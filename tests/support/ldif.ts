import type { EntryData, Value } from '../../infra/local/ldap/entry.ts';

/** One object as LDIF (RFC 2849), with the blank line behind it. */
export function ldifOf({ dn, attributes }: EntryData): string {
  const lines = Object.entries(attributes).flatMap(([name, values]) => values.map((value) => line(name, value)));
  return `${[line('dn', dn), ...lines].join('\n')}\n\n`;
}

const SAFE = /^(?:[\x21-\x39\x3b\x3d-\x7e][\x20-\x7e]*)?$/;

/** Anything but plain ASCII goes in base64, and so do blanks at the ends. */
const line = (name: string, value: Value): string =>
  typeof value === 'string' && SAFE.test(value) && !value.endsWith(' ')
    ? `${name}: ${value}`
    : `${name}:: ${Buffer.from(value as string).toString('base64')}`;
