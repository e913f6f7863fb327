import { OrFilter } from 'ldapts';
import { MIGRATE_TEMPLATE } from '../../../migration/address.ts';
import { normalDn } from '../../../migration/dn.ts';
import type { OwnPostOffices, Recipient, View } from '../../../migration/recipient.ts';
import type { Directory, Everybody } from '../../../ports.ts';
import { type Part, WHOLE } from '../../../wave/part.ts';
import type { Connection } from '../connection.ts';
import { configuredPostOffices } from '../directory.ts';
import { isOnlyDomain } from '../domains.ts';
import { witnessFilters, witnessProxy } from '../filters.ts';
import { coverageOf } from '../holders.ts';
import { openLines } from '../lines.ts';
import { readOwnPostOffices } from '../own-post-offices.ts';
import { type Place, placeOf } from '../place.ts';
import type { DirectorySettings } from '../settings.ts';
import { isCatalogue, viewOf, wholeCatalogue } from '../view.ts';
import { loneAmong } from './lone.ts';
import { lookUpIn } from './looking-up.ts';
import { inProxies, wanted } from './name-index.ts';
import { type Reading, type ReadOn, readEverybody } from './read-everybody.ts';
import type { Swept } from './swept.ts';
import { IN } from './values.ts';

/** The directory as it was when it was read, answering from memory as the directory itself would have. */
export type SweptDirectory = Directory & {
  readonly everybody: Everybody;
  readonly view: View;
  /** How many recipients were read. */
  readonly count: number;
  /** Everybody at or below a name, in the server's order; only those of a part, where one is given. */
  below(dn: string, part?: Part): Iterable<Recipient>;
};

/** `packAbove`: with more recipients than that they are kept packed (WAVE_SPLIT). */
export type SweepOptions = { readonly onProgress?: Reading['onProgress']; readonly packAbove?: number };

/** So many, with a list of as many people and what becomes of them, are within 512 MB in either directory. */
const PACK_ABOVE = 110_000;

/**
 * Reads every recipient of the organisation once. What it answers, the directory would have answered search by search
 * (the contract of both is the same). Throws DirectoryUnavailable and Misconfigured.
 */
export async function sweepDirectory(
  settings: DirectorySettings,
  { onProgress = () => undefined, packAbove = PACK_ABOVE }: SweepOptions = {},
): Promise<SweptDirectory> {
  const reading = { onProgress, packAbove };
  const lines = openLines(settings);
  try {
    const near = await lines.to().read((connection) => readNear(connection, settings, reading));
    const catalogue = near.place.dialect === 'ad' ? lines.globalCatalogue : undefined;
    const far = await catalogue?.read((connection) => readFar(connection, settings, reading));
    return directoryOn(near, far ?? near, settings.migrateTemplate);
  } finally {
    await lines.close();
  }
}

/** Where holders of an address are known. */
type Everywhere = {
  readonly everybody: Swept;
  /** Every domain of the forest was read. */
  readonly allDomains: boolean;
  /** The directory searches the attribute in which holders are searched; where it does not, it compares nothing. */
  readonly isSearchable: boolean;
};

/** Where people are looked for, and what is said of the whole. */
type Near = Everywhere & { readonly place: Place; readonly view: View; readonly own: OwnPostOffices };

async function readNear(connection: Connection, settings: DirectorySettings, reading: Reading): Promise<Near> {
  const place = placeOf(connection, settings);
  const { dialect, organization } = place;
  const read = await readEverybody(connection, { base: organization, dialect }, reading);
  return {
    place,
    everybody: read.everybody,
    view: viewOf(connection, place, settings),
    own: configuredPostOffices(settings) ?? (await readOwnPostOffices(read.connection, place)),
    allDomains: dialect === 'exchange55' || (await isOnlyDomain(read.connection, place)),
    isSearchable: await isSearchable(read, organization),
  };
}

async function readFar(connection: Connection, settings: DirectorySettings, reading: Reading): Promise<Everywhere> {
  const { dialect, organization } = wholeCatalogue(connection, settings);
  const read = await readEverybody(connection, { base: organization, dialect }, reading);
  return {
    everybody: read.everybody,
    allDomains: isCatalogue(connection),
    isSearchable: await isSearchable(read, organization),
  };
}

/** One real search for somebody who was read: whoever holds a value has to come back by it. */
async function isSearchable({ everybody, connection }: ReadOn, base: string): Promise<boolean> {
  const witness = firstWitness(everybody);
  if (!witness) return false;
  const filter = new OrFilter({ filters: [...witnessFilters(witness)] });
  const came = await connection.search({ base, scope: 'sub', filter, attributes: ['objectClass'] });
  return came.some(({ dn }) => normalDn(dn) === normalDn(witness.dn));
}

function firstWitness(everybody: Swept): Recipient | undefined {
  for (const recipient of everybody.below('', WHOLE)) {
    const known = witnessProxy(recipient);
    const number = everybody.numberOf(recipient);
    // A value that is not written as it is read leads to nobody, or to somebody else.
    if (known && number !== undefined && everybody.holds(number, inProxies(known))) return recipient;
  }
  return undefined;
}

function directoryOn(near: Near, everywhere: Everywhere, template: string): SweptDirectory {
  const { view, everybody: people } = near;
  const everybody = everybodyIn(near, everywhere, template);
  return {
    view,
    everybody,
    count: people.count,
    below: (dn, part = WHOLE) => people.below(dn, part),
    find: async (who) => everybody.find(who),
    holders: async (addresses, witness) => everybody.holders(addresses, witness),
    read: async (dn) => people.at(people.numbersOf([wanted(dn, IN.dn)]))[0],
    ownPostOffices: async () => near.own,
    close: async () => {
      people.close();
      everywhere.everybody.close();
    },
  };
}

function everybodyIn(near: Near, everywhere: Everywhere, template: string): Everybody {
  const { view, everybody, place } = near;
  const seen = { seesHidden: view.seesHidden, allDomains: near.allDomains || everywhere.allDomains };
  const people = lookUpIn(everybody, template);
  const holders = everywhere.everybody === everybody ? people : lookUpIn(everywhere.everybody, template);
  const lone = loneAmong(everybody, near.own, place.dialect);
  const isGlanceEnough =
    holders === people && place.base === place.organization && everywhere.isSearchable && template === MIGRATE_TEMPLATE;
  return {
    find: (who) => {
      const { recipients, more } = people.found(who, place);
      return { recipients, more, view };
    },
    holders: (addresses, witness) => {
      const { recipients, isBack } = holders.heldBy(addresses, witness);
      const isSearchable = everywhere.isSearchable && isBack;
      return { recipients, coverage: coverageOf({ isSearchable, ...seen }) };
    },
    ownPostOffices: () => near.own,
    lone: isGlanceEnough ? lone : () => undefined,
  };
}
