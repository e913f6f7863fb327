import { randomUUID } from 'node:crypto';
import { systemClock } from '../../lib/adapters/clock.ts';
import { openEraser } from '../../lib/adapters/ledger/eraser.ts';
import { type Environment, ledgerPlace } from '../../lib/adapters/settings.ts';
import { erasureDone, erasurePlanned } from '../../lib/cards/erasure-text.ts';
import { verbatim } from '../../lib/cards/visible.ts';
import { Misuse } from '../../lib/errors.ts';
import { erase, type Planned, planErasureIn } from '../../lib/flows/erase.ts';
import type { Erasable } from '../../lib/migration/erasure.ts';
import type { Archive } from '../../lib/ports.ts';
import type { Answered } from './answered.ts';
import { objectsAsked, userNamed } from './audit-named.ts';

type Options = { readonly [Name in 'user' | 'recipient' | 'confirm']?: string | undefined };

async function whomOf({ user, recipient }: Options, environment: Environment): Promise<Erasable> {
  if ((user === undefined) === (recipient === undefined))
    throw new Misuse('Name whom to erase: --user ID, or --recipient NAME|DN.');
  if (user !== undefined) return { user: userNamed(user) };
  const dns = await objectsAsked(recipient ?? '', environment);
  if (dns.length > 1)
    throw new Misuse(`Several go by that name. Name one by its distinguished name: ${dns.map(verbatim).join(' — ')}`);
  return { dns };
}

/** The command again, with the number that confirms it. */
const commandFor = ({ user, recipient }: Options, count: number): string =>
  `npm run -s migcheck -- audit erase ${user === undefined ? `--recipient '${recipient?.replaceAll("'", "'\\''")}'` : `--user ${user}`} --confirm ${count}`;

/** What is not to be erased yet, or not like this; undefined: go on. */
function refusalOf(
  { records, proposals, pages, live, unreadable }: Planned,
  confirm: string | undefined,
): string | undefined {
  if (unreadable.length > 0) return `Nothing was erased: ${unreadable.slice(0, 20).join(', ')} cannot be read.`;
  if (records.size + proposals.length + pages.length === 0) return 'Nothing was erased: there is nothing that can be.';
  if (live.length > 0)
    return `Nothing was erased: ${live.slice(0, 20).join(', ')} have not ended or are still being told. Have them decided or cancelled.`;
  if (confirm !== undefined && confirm !== String(records.size))
    return `Nothing was erased: ${records.size} records would be, and --confirm says ${confirm}. Look again.`;
  return undefined;
}

/**
 * Erases what is personal about a user or a recipient, once the number of records is confirmed; else it says what that
 * would be. With the operator's own credentials: none of the functions may change a record.
 */
export async function erased(options: Options, open: () => Archive, environment: Environment): Promise<Answered> {
  const whom = await whomOf(options, environment);
  const archive = open();
  const eraser = openEraser(ledgerPlace(environment));
  try {
    const plan = await planErasureIn(archive, whom);
    const refusal = refusalOf(plan, options.confirm);
    const planned = erasurePlanned(plan);
    if (refusal) return { output: `${planned}\n${refusal}`, code: 1 };
    if (options.confirm === undefined)
      return {
        output: `${planned}\nNothing was erased yet. To do it: ${commandFor(options, plan.records.size)}`,
        code: 1,
      };
    const said = await erase(plan, `erase-${randomUUID()}`, { archive, eraser, clock: systemClock });
    return { output: erasureDone(plan, said), code: plan.kept.length > 0 ? 1 : 0 };
  } finally {
    archive.close();
    eraser.close();
  }
}
