import { beforeEach, describe, expect, test } from '@jest/globals';
import { openDirectory } from '../../lib/adapters/directory/directory.ts';
import { openQueue } from '../../lib/adapters/queue.ts';
import { directorySettings, queuePlace } from '../../lib/adapters/settings.ts';
import type { JobOf } from '../../lib/job.ts';
import { MIGRATE_TEMPLATE } from '../../lib/migration/address.ts';
import type { Draft } from '../../lib/migration/draft.ts';
import { approvalDigest, fixOf, sortedProxies } from '../../lib/migration/fix.ts';
import { nameOf } from '../../lib/migration/recipient.ts';
import { AVERY, MIGRATION, RILEY } from '../support/rig/people.ts';
import { ADDED, stage, VALUE } from '../support/rig/stage.ts';

const TWENTY = Array.from({ length: 20 }, (_, number) => `U0CLICK${String.fromCharCode(65 + number)}`);
const WORKERS = 8;

const at = stage({ APPROVERS: [...TWENTY, AVERY].join(), RATE_LIMIT: '9999' });

const asked = (id: string, user: string) => ({
  schema: 1 as const,
  id,
  by: { enterprise: null, team: 'T0FABRIKAM', user },
  replyTo: { channel: MIGRATION },
});

/** Eight workers beside each other, until nothing is left on any queue. */
const eightWork = () =>
  Promise.all(Array.from({ length: WORKERS }, () => at.rig.queues.settle(at.rig.workers, { most: 10 })));

const all = <T>(items: readonly T[], send: (item: T, number: number) => Promise<void>) => Promise.all(items.map(send));

describe('200 clicks by 20 people on one proposal, on eight workers', () => {
  beforeEach(() => {
    const { people, channels } = at.rig.slack.workspace;
    const avery = people.get(AVERY);
    for (const id of TWENTY) {
      if (avery) people.set(id, { ...avery, id, name: id.toLowerCase() });
      channels.get(MIGRATION)?.members.add(id);
    }
  });

  test.each([
    ['approve, deny and cancel', ['approve', 'deny', 'cancel'] as const],
    ['deny and cancel', ['deny', 'cancel'] as const],
  ])(
    '%s: one decision, one write if and only if it was to approve, and every other click is answered',
    async (_, words) => {
      await at.proposes();
      const { id: proposalId } = await at.proposal();
      const queue = openQueue(queuePlace(at.rig.environment));
      const clicks = Array.from({ length: 200 }, (__, number) => `click ${number}`);
      await all(clicks, (id, number) =>
        queue.send('talk', {
          ...asked(id, TWENTY[number % TWENTY.length] ?? ''),
          kind: 'decide',
          proposalId,
          verdict: words[number % words.length] ?? 'deny',
          reason: 'because',
        }),
      );
      await eightWork();

      const { state, decision, approvals } = await at.proposal();
      expect(['applied', 'denied', 'cancelled']).toContain(state);
      expect(at.rig.modifies()).toEqual(state === 'applied' ? [ADDED] : []);
      const decided = (await at.recorded()).filter((action) => ['approved', 'denied', 'cancelled'].includes(action));
      // An approval that is cancelled before anybody has taken it up was an approval as well.
      expect(decided).toHaveLength(approvals.length + (decision?.verdict === 'approve' ? 0 : 1));
      expect(approvals.length).toBeLessThanOrEqual(1);
      const answers = at.rig.slack.workspace.messages.filter(({ onlyFor }) => TWENTY.includes(onlyFor ?? ''));
      expect(answers).toHaveLength(clicks.length - decided.length);
      expect(await at.cards()).toHaveLength(1);
    },
    240_000,
  );
});

describe('a hundred people', () => {
  const hundred = Array.from({ length: 100 }, (_, number) => `user${number}`);

  test('whose proposals are applied at once, on eight workers, have a hundred values and one unbroken chain', async () => {
    const john = at.rig.organization.entries.find(({ dn }) => dn === at.rig.dnOf('jdoe'));
    for (const alias of hundred)
      at.rig.ldap.put({
        dn: at.rig.dnOf(alias),
        attributes: {
          ...john?.attributes,
          rdn: [alias],
          cn: [alias],
          uid: [alias],
          otherMailbox: [`MS$FABRIKAM/LONDON/${alias}`],
        },
      });
    const directory = openDirectory(directorySettings(at.rig.environment, 'read'));
    const queue = openQueue(queuePlace(at.rig.environment));
    const proposals = hundred.map((alias) => `proposal of ${alias}`);
    for (const [number, alias] of hundred.entries()) {
      const recipient = await directory.read(at.rig.dnOf(alias));
      if (!recipient) throw new Error(`${alias} is not there`);
      const fix = fixOf(
        recipient,
        { network: 'CORP', postOffice: 'PO1', mailbox: alias.toUpperCase() },
        MIGRATE_TEMPLATE,
      );
      const draft: Draft = {
        fix,
        recipientName: nameOf(recipient),
        names: [alias],
        before: sortedProxies(recipient),
        digest: approvalDigest(recipient, fix),
        because: { says: 'It is missing.', articles: ['Q242184'], inferences: [], sourceFrom: 'given', careful: [] },
        seen: { at: new Date().toISOString(), verdict: 'missing-migrate' },
      };
      const open: JobOf<'open'> = {
        ...asked(`open ${alias}`, RILEY),
        kind: 'open',
        proposalId: proposals[number] ?? '',
        draft,
      };
      await queue.send('talk', open);
    }
    await directory.close();
    await eightWork();
    await all(proposals, (proposalId) =>
      queue.send('talk', { ...asked(`approve ${proposalId}`, AVERY), kind: 'decide', proposalId, verdict: 'approve' }),
    );
    await eightWork();

    expect(new Set(await at.states())).toEqual(new Set(['applied']));
    expect(at.rig.modifies()).toHaveLength(hundred.length);
    for (const alias of hundred) expect(at.rig.held(alias)).toContain(`migrate$MS:CORP/PO1/${alias.toUpperCase()}`);
    expect(await at.cards()).toHaveLength(hundred.length);
    expect(await at.thread()).toHaveLength(hundred.length);
  }, 300_000);
});

describe('two proposals for one source address', () => {
  test('approved and applied at once: one value, and the other is told who has it', async () => {
    await at.proposes();
    await at.proposes(RILEY, '/migcheck hmeyer as MS:CORP/PO1/JDOE');
    const queue = openQueue(queuePlace(at.rig.environment));
    await all(await at.rig.proposals(), ({ id: proposalId }) =>
      queue.send('talk', { ...asked(`approve ${proposalId}`, AVERY), kind: 'decide', proposalId, verdict: 'approve' }),
    );
    await eightWork();
    at.rig.later(120_000);
    await at.rig.sweeps();

    expect([...(await at.states())].sort()).toEqual(['applied', 'refused']);
    expect(at.rig.modifies()).toEqual([ADDED]);
    const holders = ['jdoe', 'hmeyer'].filter((alias) => at.rig.held(alias).includes(VALUE));
    expect(holders).toHaveLength(1);
  });
});
