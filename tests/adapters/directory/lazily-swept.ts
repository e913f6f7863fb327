import type { Counted } from '../../../lib/adapters/directory/directory.ts';
import type { DirectorySettings } from '../../../lib/adapters/directory/settings.ts';
import { type SweptDirectory, sweepDirectory } from '../../../lib/adapters/directory/sweep/sweep.ts';
import type { Directory } from '../../../lib/ports.ts';

/** A directory that is read as a whole when it is asked for the first time, and never asked again. */
export function lazilySwept(settings: DirectorySettings): Counted<Directory> {
  let sweeping: Promise<SweptDirectory> | undefined;
  const swept = (): Promise<SweptDirectory> => {
    sweeping ??= sweepDirectory(settings);
    return sweeping;
  };
  return {
    roundTrips: 0,
    find: async (who) => (await swept()).find(who),
    holders: async (addresses, witness) => (await swept()).holders(addresses, witness),
    read: async (dn) => (await swept()).read(dn),
    ownPostOffices: async () => (await swept()).ownPostOffices(),
    close: async () => undefined,
  };
}
