import type { Account } from '../../infra/local/ldap/account.ts';
import type { EntryData } from '../../infra/local/ldap/entry.ts';
import { parseDn, writeDn } from '../../lib/migration/dn.ts';
import { EXTRA_CLASS } from './slapd-schema.ts';

type Tree = { readonly accounts: readonly Account[]; readonly suffix: string };

/** Accounts outside the organisation (`cn=reader,cn=FABRIKAM,cn=Admin`) live in trees of their own. */
export const accountSuffixes = ({ accounts, suffix }: Tree): string[] => [
  ...new Set(accounts.map(({ names }) => topOf(names[0] ?? '')).filter((top) => top !== topOf(suffix))),
];

const topOf = (dn: string): string => writeDn((parseDn(dn) ?? []).slice(-1));

/** The organisation, and the accounts inside it, as slapd accepts them. */
export function* mainEntries({
  entries,
  accounts,
  suffix,
}: Tree & { entries: Iterable<EntryData> }): Generator<EntryData> {
  const seen = new Set<string>();
  for (const entry of entries) {
    seen.add(entry.dn.toLowerCase());
    yield admitted(entry);
  }
  for (const entry of accountEntries(accounts, topOf(suffix)))
    if (entry.dn.toLowerCase().endsWith(`,${suffix.toLowerCase()}`) && !seen.has(entry.dn.toLowerCase())) yield entry;
}

/** slapd wants the value in the name among the attributes too, where Exchange 5.5 shows the display name alone. */
function admitted({ dn, attributes }: EntryData): EntryData {
  const naming = parseDn(dn)?.[0]?.[0];
  const classes = [...(attributes.objectClass ?? []), EXTRA_CLASS];
  const named =
    naming && [...Object.entries(attributes)].find(([name]) => name.toLowerCase() === naming.type.toLowerCase());
  const values = named?.[1] ?? [];
  const isThere = naming && values.some((value) => String(value).toLowerCase() === naming.value.toLowerCase());
  const name = named?.[0] ?? naming?.type ?? 'cn';
  return {
    dn,
    attributes: {
      ...attributes,
      objectClass: classes,
      ...(naming && !isThere ? { [name]: [...values, naming.value] } : {}),
    },
  };
}

/** The accounts below `top`, each with the containers above it. */
export function accountEntries(accounts: readonly Account[], top: string): EntryData[] {
  const entries = new Map<string, EntryData>();
  for (const { names, password } of accounts) {
    const dn = parseDn(names[0] ?? '') ?? [];
    if (writeDn(dn.slice(-1)) !== top) continue;
    for (const depth of dn.keys()) {
      const part = dn.slice(dn.length - depth - 1);
      const isAccount = part.length === dn.length;
      const value = part[0]?.[0]?.value ?? '';
      const attributes: EntryData['attributes'] = isAccount
        ? { objectClass: ['top', 'person', EXTRA_CLASS], cn: [value], sn: [value], userPassword: [password] }
        : { objectClass: ['top', 'container', EXTRA_CLASS], cn: [value] };
      if (isAccount || !entries.has(writeDn(part))) entries.set(writeDn(part), { dn: writeDn(part), attributes });
    }
  }
  return [...entries.values()];
}
