import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Message } from '../../../infra/local/slack/workspace.ts';
import { openQueue } from '../../../lib/adapters/queue.ts';
import { queuePlace } from '../../../lib/adapters/settings.ts';
import type { Job, QueueName } from '../../../lib/job.ts';
import type { Proposal } from '../../../lib/migration/proposal.ts';
import { controlsIn, MIGRATION, RILEY, SAM, wordsIn } from './people.ts';
import { type Rig, type RigOptions, startRig } from './rig.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** John Doe's value as the directory holds it, and the question that leads to it. */
export const VALUE = 'migrate$MS:CORP/PO1/JDOE';
export const ADDED = `add otherMailbox ${VALUE}`;
export const REMOVED = `delete otherMailbox ${VALUE}`;
export const FIXABLE = '/migcheck jdoe as MS:CORP/PO1/JDOE';
export const OWN = 'MS$FABRIKAM/LONDON/JDOE';

/**
 * A rig for the tests of one `describe`, as new before each; after each the chain is whole, no job was given up, and
 * nothing but what was given away is locked.
 */
export function stage(environment: Readonly<Record<string, string>> = {}, options: RigOptions = {}) {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig({ ...options, environment });
  }, 120_000);
  beforeEach(() => rig.anew());
  afterEach(async () => {
    expect(await rig.chain()).toMatchObject({ ok: true });
    expect(await rig.queues.deadLetters()).toBe(0);
    const locks = (await rig.rows()).filter(({ pk, ttl }) => String(pk).startsWith('lock#') && ttl === undefined);
    expect(locks).toEqual([]);
  });
  afterAll(() => rig.close());

  /** The newest proposal. */
  const proposal = async (): Promise<Proposal> => {
    const newest = (await rig.proposals()).at(-1);
    if (!newest) throw new Error('Nothing was proposed');
    return newest;
  };
  /** The messages of a channel that stand in no thread, as somebody sees them who has nothing to do with it. */
  const cards = async (channel = MIGRATION, as = SAM): Promise<readonly Message[]> =>
    (await rig.sees(as, channel)).filter(({ threadTs, onlyFor }) => !threadTs && !onlyFor);

  return {
    get rig() {
      return rig;
    },
    proposal,
    states: async () => (await rig.proposals()).map(({ state }) => state),
    cards,
    /** The words of the newest card in a channel. */
    card: async (channel = MIGRATION): Promise<string> => {
      const newest = (await cards(channel)).at(-1);
      return newest ? wordsIn(newest) : '';
    },
    buttons: async (channel = MIGRATION): Promise<readonly string[]> => {
      const newest = (await cards(channel)).at(-1);
      return newest ? controlsIn(newest) : [];
    },
    /** The lines in the threads of a channel, oldest first. */
    thread: async (channel = MIGRATION): Promise<readonly string[]> =>
      (await rig.sees(SAM, channel)).filter(({ threadTs }) => threadTs).map(wordsIn),
    /** What this person alone was told last. */
    told: async (who = RILEY): Promise<string> => {
      const message = (await rig.sees(who)).findLast(({ onlyFor }) => onlyFor === who);
      return message ? wordsIn(message) : '';
    },
    /** What was recorded about the newest proposal. */
    recorded: async (): Promise<readonly string[]> => {
      const { id } = await proposal();
      return (await rig.records()).filter(({ proposalId }) => proposalId === id).map(({ action }) => action);
    },
    /** Asks, and presses *Propose*. */
    proposes: async (who = RILEY, question = FIXABLE, channel = MIGRATION) => {
      await rig.asks(who, question, channel);
      await rig.presses(who, 'propose');
    },
    /** Presses a button that asks why, and says so. */
    takesBack: async (who: string, button: 'deny' | 'cancel', reason = 'The wrong person.') => {
      await rig.clicks(who, button);
      await rig.hands(who, { reason });
    },
    /** A job as no button would send it. */
    forges: async (queue: QueueName, job: Job) => {
      await openQueue(queuePlace(rig.environment)).send(queue, job);
      await rig.settle();
    },
    /** Once, what `fix` writes down after its write is lost, as if it had ended there; `first` happens before that. */
    losesOutcome: (first: () => void = () => {}) => {
      let lost = false;
      rig.refuse.ledger(({ by, operation, body }) => {
        const isOutcome =
          by === 'fix' && operation === 'TransactWriteItems' && JSON.stringify(body).includes('"S":"applied"');
        if (!isOutcome || lost) return false;
        lost = true;
        first();
        return true;
      });
    },
    /** John Doe's object with other values in some of its attributes. */
    johnDoe: (changed: Readonly<Record<string, readonly string[]>>) => {
      const entry = rig.organization.entries.find(({ dn }) => dn === rig.dnOf('jdoe'));
      if (!entry) throw new Error('John Doe is not in the sample');
      rig.ldap.put({ dn: entry.dn, attributes: { ...entry.attributes, ...changed } });
    },
  };
}
