import { jest } from '@jest/globals';
import { startGateway } from '../../../infra/local/gateway.ts';
import type { LdapOptions } from '../../../infra/local/ldap/start.ts';
import { exchange55Organization } from '../../../infra/local/sample/exchange55.ts';
import type { SampleOrganization } from '../../../infra/local/sample/organization.ts';
import { type Environment, freshHandlers, type HandlerName, type HandlerOptions } from './handlers.ts';
import { keptIn } from './kept.ts';
import { settingsFor, startDirectory, startLedgerAndQueues, startOurSlack } from './parts.ts';
import { type People, peopleOf } from './people.ts';
import type { Workers, WorkOptions } from './queues.ts';

export type { HandlerName } from './handlers.ts';
export { SECRET, TOKEN } from './parts.ts';

export type RigOptions = WorkOptions &
  Pick<HandlerOptions, 'variablesOf'> & {
    /** Settings over those of the rig; an empty one is as if it were not set. */
    readonly environment?: Environment;
    /** The sample organisation as Exchange 5.5 holds it, unless given. */
    readonly organization?: SampleOrganization;
    readonly ldap?: Partial<LdapOptions>;
    /** LDAPS instead of plain LDAP; the server needs keys for it. */
    readonly secureLdap?: boolean;
  };

/** The whole bot: its handlers, over sockets to an embedded directory, ledger, queues and Slack. */
export async function startRig(options: RigOptions = {}) {
  let atWork: HandlerName = 'slack';
  const organization = options.organization ?? exchange55Organization();
  const directory = await startDirectory(organization, options.ldap);
  const { queues, tables, recorded, refuse, ...stores } = await startLedgerAndQueues(() => atWork);
  const slack = await startOurSlack(Boolean(options.environment?.WATCH_CHANNELS));
  const { url, secureUrl } = directory.now();
  const environment: Environment = {
    ...settingsFor(organization, (options.secureLdap && secureUrl) || url, slack),
    ...stores.environment,
    ...options.environment,
  };
  const begins = (name: HandlerName) => {
    atWork = name;
  };
  const handlers = await freshHandlers({ environment, variablesOf: options.variablesOf, begins });
  const gateway = await startGateway(handlers.slack);
  slack.controls.sendEventsTo(gateway.url);
  const workers: Workers = { talk: handlers.talk, checks: handlers.check, waves: handlers.wave, fixes: handlers.fix };
  const settle = () => queues.settle(workers, options);
  const { forget, leave, ...kept } = keptIn(tables);
  const people = peopleOf(slack);
  const { anew, ...seen } = seenIn(directory, organization);

  return {
    ...people,
    ...kept,
    ...seen,
    ...andSettled(people, settle, () => slack.controls.eventsDelivered()),
    slack,
    organization,
    environment,
    queues,
    workers,
    tables,
    settle,
    later,
    /** What was asked of the ledger and of the queues, and by which handler. */
    recorded,
    /** Makes the ledger or the queues refuse some requests. */
    refuse,
    get ldap() {
      return directory.now();
    },
    /** The schedule's function, and everything that follows. */
    async sweeps() {
      const result = await handlers.sweep();
      await settle();
      return result;
    },
    directoryGoesDown: directory.goesDown,
    directoryComesBack: directory.comesBack,
    /** Everything as it was at the start, but for the clock and the audit chain, which goes on. */
    async anew() {
      await forget();
      anew();
      slack.workspace.messages = [];
      slack.workspace.views.clear();
      slack.workspace.faults.clear();
      refuse.ledger(() => false);
      refuse.queues(() => false);
    },
    async close() {
      jest.useRealTimers();
      leave();
      await Promise.all([gateway.close(), slack.close(), directory.goesDown()]);
      await stores.close();
    },
  };
}

export type Rig = Awaited<ReturnType<typeof startRig>>;

/** What people do, with everything that follows from it done as well. */
const andSettled = (people: People, settle: () => Promise<void>, delivered: () => Promise<void>) => ({
  /** Writes a message, maybe with files, into a channel or a thread. */
  async posts(who: string, text: string, more?: Parameters<People['says']>[2]) {
    const felt = await people.says(who, text, more);
    await delivered();
    await settle();
    return felt;
  },
  /** *Explain this event* on a message. */
  async explains(who: string, message: { readonly channel: string; readonly ts: string }) {
    const felt = await people.takesShortcut(who, message, 'explain-event');
    await settle();
    return felt;
  },
  async forwards(who: string, message: { readonly channel: string; readonly ts: string }, to: string, text: string) {
    const felt = await people.forwards(who, message, to, text);
    await delivered();
    await settle();
    return felt;
  },
  async asks(who: string, text: string, channel?: string) {
    const felt = await people.types(who, text, channel);
    await settle();
    return felt;
  },
  async presses(who: string, actionId: string) {
    const felt = await people.clicks(who, actionId);
    await settle();
    return felt;
  },
  async hands(who: string, fields: Readonly<Record<string, string | readonly string[]>>) {
    const felt = await people.submits(who, fields);
    await settle();
    return felt;
  },
});

/** What the directory holds and was asked, read beside LDAP. */
function seenIn(directory: Awaited<ReturnType<typeof startDirectory>>, organization: SampleOrganization) {
  let before = { ldap: directory.now(), count: 0 };
  const dnOf = (alias: string): string => `cn=${alias},cn=Recipients,ou=LONDON,o=FABRIKAM`;
  return {
    dnOf,
    /** The proxy addresses that an object of the London site holds now. */
    held: (alias: string): readonly string[] => directory.now().values(dnOf(alias), 'otherMailbox').map(String),
    /** Every modify that the directory was sent since the start, as `how attribute value`. */
    modifies(): string[] {
      const ldap = directory.now();
      const since = ldap.requests.slice(before.ldap === ldap ? before.count : 0);
      return since.flatMap((request) =>
        request.kind === 'modify'
          ? request.changes.map(({ how, attribute, values }) => `${how} ${attribute} ${values.join('|')}`)
          : [],
      );
    },
    anew() {
      const ldap = directory.now();
      ldap.faults.clear();
      for (const entry of organization.entries) ldap.put(entry);
      before = { ldap, count: ldap.requests.length };
    },
  };
}

/** Moves the clock of the bot and of Slack; from the first call on it stands still otherwise. */
function later(milliseconds: number): void {
  const at = Date.now() + milliseconds;
  const timers = [
    'setImmediate',
    'clearImmediate',
    'setInterval',
    'clearInterval',
    'setTimeout',
    'clearTimeout',
  ] as const;
  jest.useFakeTimers({ doNotFake: [...timers, 'hrtime', 'nextTick', 'performance', 'queueMicrotask'] });
  jest.setSystemTime(at);
}
