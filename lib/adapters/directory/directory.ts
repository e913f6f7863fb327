import type { OwnPostOffices } from '../../migration/recipient.ts';
import type { Directory, Holders, WritableDirectory } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { isOnlyDomain } from './domains.ts';
import { findRecipients, readRecipient } from './find.ts';
import { coverageOf, searchHolders } from './holders.ts';
import { type Lines, openLines } from './lines.ts';
import { readOwnPostOffices } from './own-post-offices.ts';
import { type Place, placeOf } from './place.ts';
import type { DirectorySettings } from './settings.ts';
import { isCatalogue, viewOf, wholeCatalogue } from './view.ts';
import { addMigrateProxy, removeMigrateProxy } from './write-proxy.ts';

/** `roundTrips`: the requests sent so far, those for opening connections included. */
export type Counted<Kind extends Directory> = Kind & { readonly roundTrips: number };

/** Opens the directory for reading. Nothing is connected before the first question. Throws Misconfigured. */
export const openDirectory = (settings: DirectorySettings): Counted<Directory> =>
  reading(settings, openLines(settings));

/** Opens the directory with the write account. Throws Misconfigured. */
export function openWritableDirectory(settings: DirectorySettings): Counted<WritableDirectory> {
  const lines = openLines(settings);
  // Not spread: `roundTrips` is a getter.
  return Object.assign(reading(settings, lines), {
    addProxy: (recipient, proxy) => addMigrateProxy(() => lines.to(recipient.dn).connection(), recipient, proxy),
    removeProxy: (recipient, proxy) => removeMigrateProxy(() => lines.to(recipient.dn).connection(), recipient, proxy),
  } satisfies Pick<WritableDirectory, 'addProxy' | 'removeProxy'>);
}

function reading(settings: DirectorySettings, lines: Lines): Counted<Directory> {
  const template = settings.migrateTemplate;
  const placeAt = (connection: Connection): Place => placeOf(connection, settings);
  const onlyDomain = oncePerConnection((connection) => isOnlyDomain(connection, placeAt(connection)));
  const ownPostOffices = oncePerConnection((connection) => readOwnPostOffices(connection, placeAt(connection)));
  return {
    get roundTrips() {
      return lines.roundTrips();
    },
    find: (who) =>
      lines.to().read(async (connection) => {
        const place = placeAt(connection);
        const found = await findRecipients(connection, place, { who, template });
        return { ...found, view: viewOf(connection, place, settings) };
      }),
    holders: (addresses, witness) => searchEverybody({ addresses, witness, template }, { lines, settings, onlyDomain }),
    read: (dn) => lines.to(dn).read((connection) => readRecipient(connection, placeAt(connection), dn)),
    ownPostOffices: async () => configuredPostOffices(settings) ?? lines.to().read(ownPostOffices),
    close: lines.close,
  };
}

type Whole = {
  readonly lines: Lines;
  readonly settings: DirectorySettings;
  readonly onlyDomain: (connection: Connection) => Promise<boolean>;
};

/** Across the organisation: in Active Directory the global catalogue, where there is one, knows all domains. */
async function searchEverybody(
  question: Parameters<typeof searchHolders>[2],
  { lines, settings, onlyDomain }: Whole,
): Promise<Holders> {
  return lines.to().read(async (connection) => {
    const place = placeOf(connection, settings);
    const catalogue = place.dialect === 'ad' ? lines.globalCatalogue : undefined;
    const found = await (catalogue
      ? catalogue.read(async (all) => {
          const found = await searchHolders(all, wholeCatalogue(all, settings), question);
          return { ...found, wholeForest: isCatalogue(all) };
        })
      : searchHolders(connection, place, question).then((found) => ({ ...found, wholeForest: false })));
    const allDomains = place.dialect === 'exchange55' || found.wholeForest || (await onlyDomain(connection));
    const seesHidden = viewOf(connection, place, settings).seesHidden;
    return { recipients: found.recipients, coverage: coverageOf({ ...found, seesHidden, allDomains }) };
  });
}

export const configuredPostOffices = ({ ownPostOffices }: DirectorySettings): OwnPostOffices | undefined =>
  ownPostOffices?.length ? { basis: 'configured', postOffices: ownPostOffices } : undefined;

/** Remembers an answer for as long as the connection lives; a failure is not remembered. */
function oncePerConnection<Answer>(
  ask: (connection: Connection) => Promise<Answer>,
): (connection: Connection) => Promise<Answer> {
  const known = new WeakMap<Connection, Answer>();
  return async (connection) => {
    const before = known.get(connection);
    if (before !== undefined) return before;
    const answer = await ask(connection);
    known.set(connection, answer);
    return answer;
  };
}
