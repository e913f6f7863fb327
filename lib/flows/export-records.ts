import type { Period } from '../asking/period.ts';
import type { AuditRecord } from '../migration/audit.ts';
import { dnOfLegacy, normalDn } from '../migration/dn.ts';
import type { Who } from '../migration/recipient.ts';
import type { Archive, Directory } from '../ports.ts';

/** Which records are wanted; `dns`: about one of these objects. */
export type Wanted = Period & { readonly user?: string; readonly dns?: readonly string[] };

/** The objects that go by a name; a distinguished name needs no directory. */
export async function objectsNamed(
  who: Exclude<Who, { by: 'slack-user' }>,
  directory: () => Directory,
): Promise<readonly string[]> {
  if (who.by === 'dn') return [dnOfLegacy(who.dn) ?? who.dn];
  const opened = directory();
  try {
    return (await opened.find(who)).recipients.map(({ dn }) => dn);
  } finally {
    await opened.close();
  }
}

function isWanted({ at, actor, recipient }: AuditRecord, { from, before, user, dns }: Wanted): boolean {
  if ((from !== undefined && at < from) || (before !== undefined && at >= before)) return false;
  if (user !== undefined && actor?.user !== user) return false;
  return dns === undefined || dns.includes(normalDn(recipient.dn));
}

/** The records that are wanted, oldest first; at last the numbers of those that cannot be read. */
export async function* exportRecords(archive: Archive, wanted: Wanted): AsyncGenerator<AuditRecord, readonly number[]> {
  const unreadable: number[] = [];
  const normal = { ...wanted, ...(wanted.dns ? { dns: wanted.dns.map(normalDn) } : {}) };
  for await (const { number, record } of archive.records()) {
    if (!record) unreadable.push(number);
    else if (isWanted(record, normal)) yield record;
  }
  return unreadable;
}
