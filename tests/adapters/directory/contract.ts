import { afterAll, beforeAll, describe } from '@jest/globals';
import { type Counted, openDirectory, openWritableDirectory } from '../../../lib/adapters/directory/directory.ts';
import type { DirectorySettings } from '../../../lib/adapters/directory/settings.ts';
import type { Directory, WritableDirectory } from '../../../lib/ports.ts';
import { encryption } from './contract-encryption.ts';
import { finding } from './contract-finding.ts';
import { health } from './contract-health.ts';
import { holding } from './contract-holding.ts';
import { removing } from './contract-removing.ts';
import { writing } from './contract-writing.ts';
import { lazilySwept } from './lazily-swept.ts';
import { type Stand, settingsFor } from './stand.ts';

/** What the tests of one contract share: the server, and directories that are closed when the tests are over. */
export type Tested = {
  stand(): Stand;
  /** Tests of the global catalogue are made only where there is one. */
  readonly hasCatalogue: boolean;
  /** The server says beforehand who may write. */
  readonly tellsRights: boolean;
  /** Reads with the `reader` account, warm between tests. */
  directory(): Counted<Directory>;
  open(settings: Partial<DirectorySettings>): Counted<Directory>;
  openToWrite(settings?: Partial<DirectorySettings>): Counted<WritableDirectory>;
};

const TO_ADD = ['vol-add', 'vol-twice', 'vol-both', 'vol-case', 'vol-other', 'vol-reader'];
const TO_REMOVE = ['others', 'cased', 'blanks', 'absent', 'race', 'again', 'kept']
  .map((name) => `vol-${name}`)
  .concat('bare-last', 'bare-empty');

/** The settings are known when the server has started, which is after the tests were named. */
function lazily(settings: () => DirectorySettings): () => Counted<Directory> {
  let swept: Counted<Directory> | undefined;
  return () => {
    swept ??= lazilySwept(settings());
    return swept;
  };
}

/** What holds of every directory server, whoever made it. `volunteers` are the people it has to hold for the writing. */
export function directoryContract(
  name: string,
  start: (volunteers: readonly string[]) => Promise<Stand>,
  { hasCatalogue = false, tellsRights = false } = {},
): void {
  describe(name, () => {
    let stand: Stand;
    const opened: Directory[] = [];
    const keep = <Kind extends Directory>(directory: Kind): Kind => {
      opened.push(directory);
      return directory;
    };
    let shared: Counted<Directory>;
    beforeAll(async () => {
      stand = await start([...TO_ADD, ...TO_REMOVE]);
      shared = keep(openDirectory(settingsFor(stand)));
    }, 60_000);
    afterAll(async () => {
      await Promise.all(opened.map((directory) => directory.close()));
      await stand?.stop();
    });
    const tested: Tested = {
      stand: () => stand,
      hasCatalogue,
      tellsRights,
      directory: () => shared,
      open: (settings) => keep(openDirectory({ ...settingsFor(stand), ...settings })),
      openToWrite: (settings = {}) => keep(openWritableDirectory({ ...settingsFor(stand, 'writer'), ...settings })),
    };
    const readOnce = lazily(() => settingsFor(stand));
    const fromMemory: Tested = {
      ...tested,
      directory: readOnce,
      open: (settings) => lazilySwept({ ...settingsFor(stand), ...settings }),
    };
    describe('finding somebody', () => finding(tested));
    describe('finding somebody once everybody was read', () => finding(fromMemory));
    describe('everybody who holds an address, once everybody was read', () => holding(fromMemory));
    describe('everybody who holds an address', () => holding(tested));
    describe('adding one MIGRATE proxy', () => writing(tested));
    describe('removing one MIGRATE proxy', () => removing(tested));
    describe('the way there', () => encryption(tested));
    health(tested);
  });
}
