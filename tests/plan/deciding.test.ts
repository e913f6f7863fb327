import { describe, expect, test } from '@jest/globals';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { sqsRecord } from '../../infra/local/sqs-event.ts';
import type { Job } from '../../lib/job.ts';
import { planStage } from '../support/plan/on-stage.ts';
import { crowd } from '../support/plan/proposing.ts';
import { AVERY, CASEY, MIGRATION, RILEY, SAM } from '../support/rig/people.ts';
import { HOUR } from '../support/rig/stage.ts';

const { on, propose, plan, findings } = planStage(crowd(10), {
  WAVE_TWO_APPROVERS: '6',
  APPROVERS: `${AVERY} ${RILEY} ${SAM}`,
});

type Verdict = 'approve' | 'deny' | 'cancel';

/** Somebody's click on the newest plan, as the door would hand it on. */
async function clickOf(user: string, verdict: Verdict, team = 'T0FABRIKAM'): Promise<Job> {
  const { id } = (await plan()).plan;
  const by = { enterprise: null, team, user };
  const job = {
    kind: 'decide',
    schema: 1,
    id: `${id}:${user}:${team}:${verdict}`,
    by,
    proposalId: id,
    verdict,
  } as const;
  return { ...job, replyTo: { channel: MIGRATION }, reason: 'Not tonight.' };
}

const clicks = async (user: string, verdict: Verdict, team?: string) =>
  on.forges('talk', await clickOf(user, verdict, team));

const recorded = async () => (await on.rig.records()).slice(-1).map(({ action, detail }) => [action, detail])[0];

describe('a plan for more people than WAVE_TWO_APPROVERS', () => {
  test('is applied once two people have approved it, and not before', async () => {
    await propose(7);
    expect(await on.card()).toContain('It is about more than 6 people (WAVE_TWO_APPROVERS).');
    await clicks(AVERY, 'approve');
    expect((await plan()).plan.state).toBe('open');
    expect(on.rig.modifies()).toEqual([]);
    expect(await on.card()).toContain('1 of 2 approvals.');
    await clicks(SAM, 'approve');

    expect((await plan()).plan).toMatchObject({ state: 'applied', progress: { tally: { applied: 7 } } });
    expect(on.rig.modifies()).toHaveLength(7);
    expect(await findings()).toEqual([]);
  });

  test('is not approved by whoever asked for it, nor twice by one person', async () => {
    await propose(7);
    await clicks(RILEY, 'approve');
    expect(await recorded()).toEqual(['turned-away', 'approve: own-proposal']);
    await clicks(AVERY, 'approve');
    await on.rig.clicks(AVERY, 'approve');
    await on.rig.settle();

    expect((await plan()).plan).toMatchObject({ state: 'open', approvals: [{ by: { user: AVERY } }] });
    expect(on.rig.modifies()).toEqual([]);
    expect(await findings()).toEqual([]);
  });
});

describe('a plan for fewer', () => {
  test('takes one approval', async () => {
    await propose(6);
    await clicks(AVERY, 'approve');
    expect((await plan()).plan.state).toBe('applied');
  });

  test('is decided by nobody of another workspace, and by nobody who is no approver', async () => {
    await propose(3);
    await clicks(AVERY, 'approve', 'T0CONTOSO');
    expect(await recorded()).toEqual(['turned-away', 'approve: another-workspace']);
    on.rig.slack.controls.setMember(MIGRATION, CASEY, true);
    await clicks(CASEY, 'approve');
    expect(await recorded()).toEqual(['turned-away', 'approve: not-an-approver']);
    expect((await plan()).plan.state).toBe('open');
    expect(on.rig.modifies()).toEqual([]);
    expect(await findings()).toEqual([]);
  });

  test.each([
    ['denied', AVERY, 'deny', 'Denied'],
    ['cancelled', RILEY, 'cancel', 'Cancelled'],
  ] as const)('is %s as a whole, with a reason, and nothing is written', async (state, user, verdict, title) => {
    await propose(3);
    await clicks(user, verdict);
    await clicks(SAM, 'approve');

    expect((await plan()).plan.state).toBe(state);
    expect(await on.card()).toContain(title);
    expect(await on.card()).toContain('Not tonight.');
    expect(on.rig.modifies()).toEqual([]);
    expect((await plan()).rows).toEqual([]);
    expect(await findings()).toEqual([]);
  });

  test('expires if nobody decides, after a reminder; nothing is written', async () => {
    await propose(3);
    on.rig.later(5 * HOUR);
    await on.rig.sweeps();
    expect((await on.thread()).join()).toContain('Reminder: this proposal still waits for a decision.');
    on.rig.later(4 * HOUR);
    await on.rig.sweeps();
    await clicks(AVERY, 'approve');

    expect((await plan()).plan.state).toBe('expired');
    expect(await on.card()).toContain('Expired, not denied');
    expect(on.rig.modifies()).toEqual([]);
    expect(await findings()).toEqual([]);
  });

  test('waits for an approver among what is pending, and once for all its people', async () => {
    await propose(3);
    await on.rig.asks(AVERY, '/migcheck pending');
    const told = await on.told(AVERY);
    expect(told).toContain('1 to decide');
    expect(told).toContain('3 MIGRATE proxies');
  });
});

describe('a plan that is being applied', () => {
  /** A worker that has time for two pages; before the next one comes, somebody clicks. */
  async function meanwhile(click: () => Promise<Job>): Promise<void> {
    const fixes = on.rig.workers.fixes as (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
    let [looked, came] = [0, 0];
    const inShort = { getRemainingTimeInMillis: () => (looked++ % 3 < 2 ? 90_000 : 59_000) } as Context;
    const interrupted = async (event: SQSEvent) => {
      came += 1;
      if (came === 2) {
        const Body = JSON.stringify(await click());
        await on.rig.workers.talk({ Records: [sqsRecord({ MessageId: 'click', Body }, 'talk')] });
      }
      return fixes(event, inShort);
    };
    await on.rig.queues.settle({ ...on.rig.workers, fixes: interrupted });
  }

  test('is stopped by a button: what was taken up is finished, nobody more is, and the card says how many', async () => {
    await propose(10);
    await clicks(AVERY, 'approve');
    await on.rig.clicks(SAM, 'approve');
    await meanwhile(() => clickOf(RILEY, 'cancel'));

    const { plan: stopped, rows } = await plan();
    expect(stopped).toMatchObject({ state: 'cancelled', progress: { pages: 2, tally: { applied: 6 } } });
    expect(rows.map(({ state }) => state)).toEqual(rows.map(() => 'applied'));
    expect(on.rig.modifies()).toHaveLength(6);
    const card = await on.card();
    expect(card).toContain('Plan stopped by somebody');
    expect(card).toContain('Not taken up, and not touched: 4.');
    expect(await on.buttons()).toEqual(['undo', 'refresh']);
    expect(await findings()).toEqual([]);
  });

  test('cannot be stopped once it is done', async () => {
    await propose(2);
    await clicks(AVERY, 'approve');
    await clicks(SAM, 'cancel');

    expect((await plan()).plan.state).toBe('applied');
    expect(await on.told(SAM)).toContain('Somebody decided before you.');
  });
});
