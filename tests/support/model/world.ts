import { expect } from '@jest/globals';
import type { EntryData } from '../../../infra/local/ldap/entry.ts';
import { sqsRecord } from '../../../infra/local/sqs-event.ts';
import { type AuditRecord, verifyChain } from '../../../lib/migration/audit.ts';
import type { Recorded } from '../rig/recording-proxy.ts';
import type { Rig } from '../rig/rig.ts';
import { ALIASES, type Alias, isLive, type Loss, lockIn, type State, type Who } from './state.ts';

/** Which record a transaction brings, by what is lost with it. */
const RECORDS: Readonly<Record<string, RegExp>> = {
  decision: /^(approved|denied|cancelled)$/,
  opening: /^proposed$/,
  claim: /^claimed$/,
  outcome: /^(put-off|applied|already-present|stale|refused|failed|unknown)$/,
};

type Item = { readonly Put?: { readonly Item?: { readonly action?: { readonly S: string } } } };

const brings = ({ body, operation, by }: Recorded, what: string): boolean => {
  if (operation !== 'TransactWriteItems' || by === 'sweep') return false;
  const { TransactItems: items } = body as { TransactItems: readonly Item[] };
  return items.some(({ Put }) => RECORDS[what]?.test(Put?.Item?.action?.S ?? ''));
};

/** The real bot and its surroundings, as the model's commands use and see them. */
export async function openWorld(rig: Rig) {
  await rig.anew();
  // From here on the clock stands still, but for what the commands move it.
  rig.later(0);
  const began = Date.now();
  const before = (await rig.records()).length;
  const from = rig.queues.handed.length;
  const ids: string[] = [];
  const entries = Object.fromEntries(
    ALIASES.map((alias) => [alias, rig.organization.entries.find(({ dn }) => dn === rig.dnOf(alias))]),
  ) as Readonly<Record<Alias, EntryData>>;

  function arm(loss: Loss): void {
    const [what = '', when] = loss.split('-');
    let isDue = true;
    const once = (is: boolean): boolean => {
      if (is && isDue) isDue = false;
      else return false;
      return true;
    };
    if (loss === 'busy') rig.ldap.faults.put({ on: 'modify', code: 51 });
    else if (loss === 'not-allowed') rig.ldap.faults.put({ on: 'modify', code: 50 });
    else if (what === 'write') rig.ldap.faults.put({ on: 'modify', what: when === 'after' ? 'reset-after' : 'reset' });
    else if (what === 'message')
      rig.refuse.queues(({ by }) => once(by !== 'slack' && by !== 'sweep'), when === 'after' ? 'after' : 'before');
    else rig.refuse.ledger((request) => once(brings(request, what)), when === 'after' ? 'after' : 'before');
  }

  function disarm(): void {
    rig.ldap.faults.clear();
    rig.refuse.queues(() => false);
    rig.refuse.ledger(() => false);
  }

  /** The directory, the tables and the chain are as the model has them, and everybody was told. */
  async function agreesWith(state: State): Promise<void> {
    const [rows, proposals, records] = [await rig.rows(), await rig.proposals(), await rig.records()];
    ids.push(...proposals.map(({ id }) => id).filter((id) => !ids.includes(id)));
    const real = ids.map((id) => proposals.find((one) => one.id === id));
    expect(ALIASES.map((alias) => rig.held(alias))).toEqual(
      ALIASES.map((alias) => state.mailboxes[alias]?.proxies ?? []),
    );
    expect(real.map((one) => one?.state)).toEqual(state.changes.map((one) => one.state));
    const now = Math.floor(Date.now() / 1_000);
    const locks = rows.filter(({ pk, ttl }) => String(pk).startsWith('lock#') && !(Number(ttl) <= now));
    const lock = lockIn(state);
    expect(locks.map(({ proposalId, ttl }) => [proposalId, ttl])).toEqual(
      lock ? [[ids[lock.change], lock.until && Math.floor((began + lock.until) / 1_000)]] : [],
    );
    const last = ids.map((id) => records.findLast(({ proposalId, stands }) => proposalId === id && stands)?.stands);
    expect(last.map((one) => [one?.state, one?.version])).toEqual(real.map((one) => [one?.state, one?.version]));
    expect(real.map((one) => one?.told.version)).toEqual(real.map((one) => one?.version));
    const waits = real.map((one) => one?.dueAt !== undefined);
    expect(waits).toEqual(state.changes.map(isLive));
    isOneChain(records.slice(Math.max(0, before - 1)));
  }

  /** Clicks on a proposal's own button, and everything that follows happens. */
  async function press(who: Who, actionId: string, id: string): Promise<void> {
    const button = (await rig.buttons(who, actionId)).findLast(({ value }) => value === id);
    if (!button) throw new Error(`${who} sees no "${actionId}" for ${id}`);
    await rig.pushes(who, button);
    await rig.settle();
  }

  return {
    rig,
    arm,
    disarm,
    agreesWith,
    /** The id of the how-manieth proposal. */
    idOf: (index: number): string => ids[index] ?? '',
    indexOf: (id: string): number => ids.indexOf(id),
    /** The numbers of what is live, in the order in which it is due. */
    async dueOrder(): Promise<readonly number[]> {
      const dueAt = new Map(
        (await rig.rows()).map(({ pk, dueAt }) => [String(pk).slice('proposal#'.length), String(dueAt)]),
      );
      return ids
        .map((id, index) => ({ index, dueAt: dueAt.get(id) ?? '' }))
        .sort((a, b) => a.dueAt.localeCompare(b.dueAt))
        .map(({ index }) => index);
    },
    put(alias: Alias, { mailboxes }: State) {
      const mailbox = mailboxes[alias];
      const { dn, attributes } = entries[alias];
      if (!mailbox) return rig.ldap.remove(dn);
      const now = { ...attributes, otherMailbox: mailbox.proxies };
      const made = [String(5_000 + mailbox.made)];
      rig.ldap.put({ dn, attributes: mailbox.made > 0 ? { ...now, 'USN-Created': made } : now });
    },
    press,
    async takesBack(who: Who, button: 'deny' | 'cancel', id: string) {
      await press(who, button, id);
      await rig.hands(who, { reason: 'Not now.' });
    },
    /** What a worker for Slack or for changes was handed, oldest first. */
    handed: () => rig.queues.handed.slice(from).filter(({ queue }) => queue !== 'checks'),
    async redeliver({ queue, body }: Rig['queues']['handed'][number]) {
      const message = { MessageId: `again-${Math.random()}`, Body: body, Attributes: { ApproximateReceiveCount: '2' } };
      await rig.workers[queue]({ Records: [sqsRecord(message, `arn:aws:sqs:us-east-1:000000000000:${queue}`)] });
      await rig.settle();
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** Each record follows the one before it, and is what its hash says; the first may have one before it. */
function isOneChain(records: readonly AuditRecord[]): void {
  const links = records
    .slice(1)
    .map(({ number, previous }, index) => [number - (records[index]?.number ?? 0), previous === records[index]?.hash]);
  expect(links.filter(([step, isLinked]) => step !== 1 || !isLinked)).toEqual([]);
  if (records[0]?.number === 1) expect(verifyChain(records)).toMatchObject({ ok: true });
}
