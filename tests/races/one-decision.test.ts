import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Field, startField, TWENTY } from '../support/races/field.ts';
import { type Button, MIGRATION, RILEY, wordsIn } from '../support/rig/people.ts';
import { until } from '../support/until.ts';

/** Beside one denial or cancellation. */
const APPROVALS_EACH = 9;

const dnOf = (alias: string): string => `cn=${alias},cn=Recipients,ou=LONDON,o=FABRIKAM`;

describe('200 clicks by 20 people on one proposal, on 8 workers', () => {
  let field: Field;
  beforeAll(async () => {
    field = await startField();
  }, 120_000);
  afterAll(() => field.close());

  /** Has it proposed; the button on its card. */
  async function propose(alias: string) {
    await field.types(RILEY, `/migcheck ${alias} as MS:CORP/PO1/${alias.toUpperCase()}`);
    await field.quiet();
    await field.clicks(RILEY, 'propose');
    await field.quiet();
    const button = (await field.buttons(RILEY, 'approve')).at(-1);
    if (!button) throw new Error('Nothing was proposed');
    return button;
  }

  /** Every second person is about to deny, the others to cancel. */
  const opensForm = async (who: string, index: number): Promise<void> => {
    await until(
      async () => {
        await field.clicks(who, index % 2 === 0 ? 'deny' : 'cancel');
        return field.modal(who);
      },
      (form) => form !== undefined,
    );
  };

  const approve = (button: Button) =>
    TWENTY.flatMap((who) => Array.from({ length: APPROVALS_EACH }, () => field.pushes(who, button)));
  const takeBack = () => TWENTY.map((who) => field.submits(who, { reason: 'The wrong person.' }));

  test.each([
    { alias: 'jdoe', first: 'approvals', click: (on: Button) => [...approve(on), ...takeBack()] },
    { alias: 'hmeyer', first: 'denials and cancellations', click: (on: Button) => [...takeBack(), ...approve(on)] },
  ])(
    '$first first: one decision, one write if and only if it was to approve, every other click answered, one chain',
    async ({ alias, click }) => {
      const button = await propose(alias);
      for (const [index, who] of TWENTY.entries()) await opensForm(who, index);
      const writes = field.modified().length;
      field.crew.hold();
      const felt = await Promise.all(click(button));
      field.crew.go();
      await field.untilEnded();

      expect(felt).toEqual(Array.from({ length: 200 }, () => ({ ok: true })));
      const proposal = (await field.proposals()).at(-1);
      const own = (await field.records()).filter(({ proposalId }) => proposalId === proposal?.id);
      const decisions = own.filter(({ action }) => ['approved', 'denied', 'cancelled'].includes(action));
      // What is approved can be cancelled as long as nobody has begun to write.
      expect(['approved', 'denied', 'cancelled', 'approved,cancelled']).toContain(
        `${decisions.map(({ action }) => action)}`,
      );
      expect(decisions.at(-1)?.actor?.user).toBe(proposal?.decision?.by.user);
      const isApproved = proposal?.decision?.verdict === 'approve';
      expect(field.modified().slice(writes)).toEqual(isApproved ? [dnOf(alias)] : []);
      expect(field.held(dnOf(alias)).includes(`migrate$MS:CORP/PO1/${alias.toUpperCase()}`)).toBe(isApproved);
      const ends = { approve: 'applied', deny: 'denied', cancel: 'cancelled' } as const;
      expect(proposal?.state).toBe(ends[proposal?.decision?.verdict ?? 'approve']);
      // Each click can be answered through a response_url of its own; a form has that of the click that opened it.
      const clicks = [...field.slack.workspace.responseUrls.values()].filter(({ original }) => original === button.ts);
      const unanswered = clicks.filter(({ uses }) => uses === 0).map(({ person }) => person);
      expect(clicks).toHaveLength(200);
      expect(unanswered.sort()).toEqual(decisions.map(({ actor }) => actor?.user).sort());
      expect(await field.chain()).toMatchObject({ ok: true });
      expect(await field.deadLetters()).toBe(0);
      expect(field.crew.errors).toEqual([]);
    },
  );

  test('everybody sees on the card how it ended', async () => {
    const cards = (await field.sees(RILEY, MIGRATION)).filter(({ threadTs, onlyFor }) => !threadTs && !onlyFor);
    const said = cards.map((card) => /Applied and read back|Denied|Cancelled/.exec(wordsIn(card))?.[0]);
    const states = (await field.proposals()).map(({ state }) => state);
    const WORDS: Record<string, string> = {
      applied: 'Applied and read back',
      denied: 'Denied',
      cancelled: 'Cancelled',
    };
    expect(said).toEqual(states.map((state) => WORDS[state]));
  });
});
