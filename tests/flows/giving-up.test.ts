import { describe, expect, test } from '@jest/globals';
import { AVERY, RILEY } from '../support/rig/people.ts';
import { ADDED, MINUTE, stage } from '../support/rig/stage.ts';

describe('a last attempt that fails is told to whoever asked, with the job', () => {
  const at = stage();
  /** The change as it fails again and again: from the write of this number on that fix asks of the ledger. */
  const failsFrom = (first: number) => {
    let writes = 0;
    at.rig.refuse.ledger(({ by, operation }) => {
      if (by !== 'fix' || operation !== 'TransactWriteItems') return false;
      writes += 1;
      return writes >= first;
    });
  };
  const apply = () => {
    const handed = at.rig.queues.handed.findLast(({ queue }) => queue === 'fixes');
    return JSON.parse(handed?.body ?? '{}');
  };

  test('an approved change that was not begun: nothing was written, and the sweep carries it out later', async () => {
    await at.proposes();
    failsFrom(1);
    await at.rig.presses(AVERY, 'approve');

    expect(await at.told()).toContain('could not be carried out: it failed several times. Nothing was written.');
    expect(await at.told()).toContain(`Proposal ${(await at.proposal()).id}, job ${apply().id}`);
    expect(at.rig.modifies()).toEqual([]);

    at.rig.refuse.ledger(() => false);
    at.rig.later(3 * MINUTE);
    await at.rig.sweeps();
    expect(await at.states()).toEqual(['applied']);
    expect(at.rig.modifies()).toEqual([ADDED]);
  });

  test('one that was begun: whether it was written is not known, it is read and not written again', async () => {
    await at.proposes();
    failsFrom(2);
    await at.rig.presses(AVERY, 'approve');

    expect(await at.told()).toContain('Whether it was written is not known yet');
    expect(await at.states()).toEqual(['applying']);

    at.rig.refuse.ledger(() => false);
    at.rig.later(6 * MINUTE);
    await at.rig.sweeps();
    expect(await at.states()).toEqual(['applied']);
    expect(at.rig.modifies()).toEqual([ADDED]);
  });

  test('is told once, however often the sweep sends it again', async () => {
    await at.proposes();
    failsFrom(1);
    await at.rig.presses(AVERY, 'approve');
    at.rig.later(3 * MINUTE);
    await at.rig.sweeps();
    at.rig.refuse.ledger(() => false);

    const told = (await at.rig.sees(RILEY)).filter(({ text }) => text.includes('could not be carried out'));
    expect(told).toHaveLength(1);
  });

  test('an answer that Slack does not take for a card is told in a sentence', async () => {
    at.rig.slack.controls.failNext('response_url', { kind: 'status', status: 404 });
    at.rig.slack.controls.failNext('chat.postEphemeral', { kind: 'error', error: 'invalid_blocks' });
    await at.rig.asks(RILEY, '/migcheck abaker');

    expect(await at.told()).toContain('Slack refused it (invalid_blocks)');
    expect(await at.told()).toContain('Ask again');
    const { id } = JSON.parse(at.rig.queues.handed.findLast(({ queue }) => queue === 'talk')?.body ?? '{}');
    expect(await at.told()).toContain(`Job ${id}`);
  });

  test('a question whose check fails five times is told to whoever asked', async () => {
    at.rig.refuse.ledger(({ by, operation }) => by === 'check' && operation === 'PutItem');
    await at.rig.asks(RILEY, '/migcheck abaker');
    at.rig.refuse.ledger(() => false);

    const { id } = JSON.parse(at.rig.queues.handed.findLast(({ queue }) => queue === 'checks')?.body ?? '{}');
    expect(await at.told()).toContain('could not be answered, after several tries');
    expect(await at.told()).toContain(`Job ${id}`);
  });
});

describe('a worker that cannot be opened, since its password is not there', () => {
  const at = stage({ LDAP_WRITE_BIND_PASSWORD: '' });

  test('tells whoever asked for the change as well, with the job', async () => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');

    expect(await at.told()).toContain('could not be carried out: it failed several times. Nothing was written.');
    expect(await at.rig.queues.deadLetters()).toBe(0);
    expect(await at.states()).toEqual(['approved']);
  });
});
