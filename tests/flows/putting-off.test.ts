import { describe, expect, test } from '@jest/globals';
import { AVERY, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { ADDED, HOUR, MINUTE, OWN, stage, VALUE } from '../support/rig/stage.ts';

const ALSO = '/migcheck hmeyer as MS:CORP/PO1/JDOE';

describe('a directory that is busy', () => {
  const at = stage();

  test('for an hour: tried again and again, ever more seldom, said once, and then expired', async () => {
    await at.proposes();
    at.rig.ldap.faults.put({ on: 'modify', code: 51 }, { times: 99 });
    await at.rig.presses(AVERY, 'approve');
    for (let minute = 0; minute < 80; minute += 2) {
      at.rig.later(2 * MINUTE);
      await at.rig.sweeps();
    }

    expect((await at.proposal()).state).toBe('expired');
    expect(at.rig.modifies().length).toBeGreaterThan(4);
    expect(at.rig.modifies().length).toBeLessThan(16);
    expect(at.rig.held('jdoe')).toEqual([OWN]);
    const thread = await at.thread();
    expect(thread).toEqual([
      expect.stringContaining('It will be tried again'),
      expect.stringContaining('It could not be applied in time'),
    ]);
    expect(await at.card()).not.toContain('tried again');
  }, 120_000);

  test('for a moment: done the next time, and a copy of the job changes nothing', async () => {
    await at.proposes();
    at.rig.ldap.faults.put({ on: 'modify', code: 52 });
    await at.rig.presses(AVERY, 'approve');
    const { id } = await at.proposal();
    const apply = at.rig.queues.handed.findLast(({ queue }) => queue === 'fixes')?.body ?? '';
    expect(apply).toContain(id);
    at.rig.later(4 * MINUTE);
    await at.rig.sweeps();
    const job = JSON.parse(apply);
    await at.rig.workers.fixes({
      Records: [
        {
          messageId: 'a replay',
          receiptHandle: '',
          body: JSON.stringify(job),
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: '',
            SenderId: '',
            ApproximateFirstReceiveTimestamp: '',
          },
          messageAttributes: {},
          md5OfBody: '',
          eventSource: 'aws:sqs',
          eventSourceARN: '',
          awsRegion: '',
        },
      ],
    });

    expect(at.rig.modifies()).toEqual([ADDED, ADDED]);
    expect(at.rig.held('jdoe')).toEqual([OWN, VALUE]);
    expect((await at.proposal()).state).toBe('applied');
  });
});

describe('one address for two mailboxes', () => {
  const at = stage();

  test('is not given to the second one even where no server shows it at the first, for a day', async () => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
    // As another site's server has it, before it has replicated.
    at.johnDoe({ otherMailbox: [OWN] });
    await at.proposes(SAM, ALSO);
    await at.rig.presses(AVERY, 'approve');

    expect((await at.proposal()).state).toBe('refused');
    expect(await at.card()).toContain(`migcheck gave this address to ${at.rig.dnOf('jdoe')}`);
    expect(at.rig.modifies()).toEqual([ADDED]);

    at.rig.later(25 * HOUR);
    await at.proposes(SAM, ALSO);
    await at.rig.presses(AVERY, 'approve');
    expect((await at.proposal()).state).toBe('applied');
  });

  test('nor where the first write was interrupted, and nobody knows whether it was done', async () => {
    await at.proposes();
    at.rig.ldap.faults.put({ on: 'modify', what: 'reset' });
    await at.rig.presses(AVERY, 'approve');
    await at.proposes(SAM, ALSO);
    await at.rig.presses(AVERY, 'approve');
    expect([...(await at.states())].sort()).toEqual(['approved', 'unknown']);

    at.rig.later(20 * MINUTE);
    await at.rig.sweeps();
    at.rig.later(2 * MINUTE);
    await at.rig.sweeps();
    expect([...(await at.states())].sort()).toEqual(['failed', 'refused']);
    expect((await at.cards()).map(wordsIn).join()).toContain('may have given this address');
    expect(at.rig.held('hmeyer')).not.toContain(VALUE);
  });

  test.each([
    ['stale', () => at.johnDoe({ otherMailbox: [OWN, VALUE, 'smtp$john@fabrikam.example'] })],
    ['refused by the directory', () => at.rig.ldap.faults.put({ on: 'modify', code: 50 })],
  ])('stays locked by an undo that came to nothing, being %s', async (_, spoil) => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
    await at.rig.presses(RILEY, 'undo');
    spoil();
    await at.rig.presses(AVERY, 'approve');
    expect((await at.proposal()).state).toMatch(/stale|failed/);
    at.johnDoe({ otherMailbox: [OWN] });
    await at.proposes(SAM, ALSO);
    await at.rig.presses(AVERY, 'approve');

    expect(await at.states()).toContain('refused');
    expect(at.rig.held('hmeyer')).not.toContain(VALUE);
  });

  test('is free at once where the directory itself refused the first', async () => {
    await at.proposes();
    at.rig.ldap.faults.put({ on: 'modify', code: 50 });
    await at.rig.presses(AVERY, 'approve');
    await at.proposes(SAM, ALSO);
    await at.rig.presses(AVERY, 'approve');
    expect([...(await at.states())].sort()).toEqual(['applied', 'failed']);
  });

  test('found on both after a write that was interrupted: said loudly, with the undo at hand', async () => {
    await at.proposes();
    const other = at.rig.organization.entries.find(({ dn }) => dn === at.rig.dnOf('hmeyer'));
    // Another administrator was at work at the same moment, on another server.
    at.losesOutcome(() =>
      at.rig.ldap.put({ dn: at.rig.dnOf('hmeyer'), attributes: { ...other?.attributes, otherMailbox: [VALUE] } }),
    );
    await at.rig.presses(AVERY, 'approve');

    expect((await at.proposal()).outcome).toMatchObject({ presumed: true, duplicates: [at.rig.dnOf('hmeyer')] });
    expect(await at.card()).toContain('A duplicate: two objects now hold this address');
    expect(await at.buttons()).toEqual(['undo', 'refresh']);
    expect((await at.thread()).at(-1)).toContain(at.rig.dnOf('hmeyer'));
    expect((await at.thread()).at(-1)).toContain(`<@${RILEY}>`);
  });
});
