import {
  isPrimary,
  type MsAddress,
  type ProxyAddress,
  parseProxyAddress,
  proxyText,
  samePostOffice,
  sameText,
  writeMsAddress,
} from '../../../migration/address.ts';
import { type Dialect, type OwnPostOffices, PROXY_ATTRIBUTE } from '../../../migration/recipient.ts';
import type { Everybody } from '../../../ports.ts';
import type { Lone } from '../../../wave/verdict.ts';
import { isName, witnessProxy } from '../filters.ts';
import type { Someone } from '../find.ts';
import { folded, isPlain } from '../fold.ts';
import { aliasOf, directoryNameOf, heldIn, identityOf } from '../recipient-entry.ts';
import type { SentEntry } from '../sent-entry.ts';
import { inProxies, wanted } from './name-index.ts';
import type { Swept } from './swept.ts';
import { hashOf, IN } from './values.ts';

/** Kinds of which nothing but the address has to be known. */
const KINDS = ['mailbox', 'custom-recipient', 'contact'];

const [MIGRATE, MS, NAMESAKE] = [4, 8, 16];

/**
 * Looks for whoever stands alone: one entry whose addresses can be read and searched, to which the address, its MS Mail
 * name, the name that was asked for and the address that tells whether holders can be searched lead, and nobody else by
 * any of them.
 */
export function loneAmong(everybody: Swept, own: OwnPostOffices, dialect: Dialect): Everybody['lone'] {
  const lone = new LoneEntry(dialect);
  const isAlone = (entry: SentEntry, number: number, isHolder: boolean): boolean => {
    if (!everybody.hasOdd) return isHolder || witnessOn(entry, dialect) !== undefined;
    // Holders are searched together with the witness: whoever shares its address comes back as well.
    const witness = witnessOn(entry, dialect);
    return witness !== undefined && everybody.onlyOne([inProxies(witness).key]) === number;
  };
  return (who, source) => {
    const address = writeMsAddress(source);
    // With a slash in its name it can be held, but nobody reads it as an address.
    if (!isPlain(address) || !isName(address) || source.mailbox.includes('/')) return undefined;
    const text = address.toLowerCase();
    const keys = keysFor(who, source, hashOf(text));
    const number = keys && everybody.onlyOne(keys);
    if (number === undefined) return undefined;
    if (who.by === 'name' && !everybody.holds(number, wanted(who.name, BY_NAME))) return undefined;
    const place = KINDS.indexOf(everybody.kind(number));
    if (place < 0) return undefined;
    const isMigrate = everybody.holds(number, { type: 'migrate:ms:', text, places: IN.proxy });
    const isMs = everybody.holds(number, { type: 'ms:', text, places: IN.proxy });
    if (isMs && isOwn(source, own)) return undefined;
    const traits = place + (isMigrate ? MIGRATE : 0) + (isMs ? MS : 0);
    const isFound = who.by === 'name' || isMigrate || isMs;
    const entry = everybody.sent(number);
    if (!entry.isPlain || !isAlone(entry, number, isMigrate || isMs)) return undefined;
    return lone.turn(entry, { source, traits, isFound }) ? lone : undefined;
  };
}

const BY_NAME = IN.name | IN.logon;

/** Of the address, of its MS Mail name, and of the name that was asked for. */
function keysFor(who: Someone, source: MsAddress, address: number): readonly number[] | undefined {
  const mailbox = hashOf(folded(source.mailbox));
  if (who.by === 'ms') return who.address === source ? [address, mailbox] : undefined;
  return who.by === 'name' && isName(who.name) ? [address, mailbox, hashOf(folded(who.name))] : undefined;
}

/** Exchange may have generated it (Q198898). */
const isOwn = (source: MsAddress, own: OwnPostOffices): boolean =>
  own.basis === 'guess' || own.postOffices.some((one) => samePostOffice(one, source));

type Seen = { readonly source: MsAddress; readonly traits: number; readonly isFound: boolean };

const NOWHERE: MsAddress = { network: '', postOffice: '', mailbox: '' };

/** One entry at a time. */
class LoneEntry implements Lone {
  likeness = 0;
  dn = '';
  directoryName = '';
  source = NOWHERE;
  readonly dialect: Dialect;
  private entry: SentEntry | undefined;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  get identity(): string {
    return this.entry ? identityOf(this.entry, this.dialect, this.dn) : '';
  }

  get secondaries(): readonly string[] {
    const secondaries: string[] = [];
    if (!this.entry) return secondaries;
    for (const proxy of proxiesOn(this.entry, this.dialect)) if (!isPrimary(proxy)) secondaries.push(proxyText(proxy));
    return secondaries;
  }

  /** False where more has to be known of it. */
  turn(entry: SentEntry, { source, traits, isFound }: Seen): boolean {
    const isNamesake = sameText(aliasOf(entry, this.dialect) ?? '', source.mailbox);
    if (!(isFound || isNamesake)) return false;
    this.entry = entry;
    this.source = source;
    this.likeness = traits + (isNamesake ? NAMESAKE : 0);
    this.dn = entry.dn;
    this.directoryName = directoryNameOf(entry, this.dialect, this.dn) ?? '';
    return this.directoryName !== '';
  }
}

/** The address by which it would come back, wherever holders are searched. Mostly it is the last one. */
function witnessOn(entry: SentEntry, dialect: Dialect): ProxyAddress | undefined {
  const last = parseProxyAddress(entry.last(PROXY_ATTRIBUTE[dialect].attribute) ?? '');
  return (
    (last && witnessProxy({ dialect, proxies: [last] })) ??
    witnessProxy({ dialect, proxies: proxiesOn(entry, dialect) })
  );
}

function proxiesOn(entry: SentEntry, dialect: Dialect): readonly ProxyAddress[] {
  const proxies: ProxyAddress[] = [];
  for (const text of heldIn(entry, dialect)) {
    const proxy = parseProxyAddress(text);
    if (proxy) proxies.push(proxy);
  }
  return proxies;
}
