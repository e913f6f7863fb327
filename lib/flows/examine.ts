import { checkCard } from '../cards/check-card.ts';
import { sentence } from '../cards/replies.ts';
import { answerTo, type JobOf } from '../job.ts';
import type { MsAddress } from '../migration/address.ts';
import { type Asked, type Assumptions, assess, type Examination } from '../migration/examination.ts';
import { standsForAnother } from '../migration/recipient.ts';
import { addressesIn, type Source, sourceOf } from '../migration/source.ts';
import type { Clock, Directory, Found, Ledger, Queue } from '../ports.ts';

type Look = { directory: Directory; clock: Clock; assumptions: Assumptions };
type Deps = Look & { ledger: Ledger; queue: Queue };

const mailboxesIn = ({ recipients }: Found) => recipients.filter(({ kind }) => kind === 'mailbox');

/** The address that the asker named, as the source or as the person. */
const givenIn = ({ source, who }: Asked): MsAddress | undefined =>
  source ?? (who.by === 'ms' ? who.address : undefined);

/** A custom recipient asked for by its own name hides the mailbox beside it, which goes by the MS Mail name (row 9). */
async function withMailboxBeside(found: Found, source: Source, directory: Directory): Promise<Found> {
  const [only, ...more] = found.recipients;
  if (!only || more.length > 0 || !standsForAnother(only) || source.kind !== 'known') return found;
  const beside = mailboxesIn(await directory.find({ by: 'ms', address: source.address }));
  return beside.length === 1 ? { ...found, recipients: [only, ...beside] } : found;
}

/**
 * Answers "will the wizard find this recipient?" in two searches: the person, then whoever holds the address. A custom
 * recipient costs one more.
 */
export async function examine(asked: Asked, { directory, clock, assumptions }: Look): Promise<Examination> {
  const named = await directory.find(asked.who);
  const own = await directory.ownPostOffices();
  const given = givenIn(asked);
  const source = sourceOf({
    // Among several people nobody's address is looked for before one of them is chosen.
    recipients: mailboxesIn(named).length > 1 ? [] : named.recipients,
    own,
    postOffices: assumptions.postOffices,
    ...(given ? { given } : {}),
  });
  const found = asked.who.by === 'ms' ? named : await withMailboxBeside(named, source, directory);
  const [mailbox] = mailboxesIn(found);
  const addresses = addressesIn(source);
  const holders = addresses.length > 0 ? await directory.holders(addresses, mailbox) : undefined;
  return assess(
    {
      asked,
      at: clock.now(),
      view: found.view,
      recipients: found.recipients,
      more: found.more,
      ownBasis: own.basis,
      source,
      holders: holders?.recipients ?? [],
      coverage: holders?.coverage ?? 'proven',
    },
    assumptions,
  );
}

async function answer(asked: Asked, job: JobOf<'examine' | 'examine-again'>, deps: Deps): Promise<void> {
  const examination = await examine(asked, deps);
  await deps.ledger.saveCheck({ id: job.id, schema: 1, at: examination.at, body: examination });
  await deps.queue.send('talk', answerTo(job, checkCard(examination, { checkId: job.id })));
}

/** A check as it comes from a command or a modal. */
export async function examineRecipient(job: JobOf<'examine'>, deps: Deps): Promise<void> {
  if (job.who.by === 'slack-user') throw new Error('A mention is resolved before the directory is asked');
  const asked: Asked = {
    who: job.who,
    wizard: job.wizard ?? deps.assumptions.wizard,
    observed: job.observed ?? false,
    ...(job.source ? { source: job.source } : {}),
    ...(job.printed ? { printed: job.printed } : {}),
  };
  await answer(asked, job, deps);
}

/** The same question with the choice that was made from its card. */
function chosen({ body }: { body: Examination }, job: JobOf<'examine-again'>): Asked {
  const recipient = job.recipient === undefined ? undefined : body.recipients[job.recipient];
  const candidate =
    job.sourceCandidate === undefined || body.source.kind !== 'disagree'
      ? undefined
      : body.source.candidates[job.sourceCandidate];
  const source = job.source ?? candidate?.address ?? givenIn(body.asked);
  const mailbox = recipient ?? body.diagnosis.mailbox;
  return {
    ...body.asked,
    ...(mailbox ? { who: { by: 'dn', dn: mailbox.dn } } : {}),
    ...(source ? { source } : {}),
  };
}

export async function examineAgain(job: JobOf<'examine-again'>, deps: Deps): Promise<void> {
  const check = await deps.ledger.check(job.checkId);
  if (!check)
    return deps.queue.send(
      'talk',
      answerTo(job, sentence('That check is no longer kept. Check again: /migcheck NAME')),
    );
  return answer(chosen(check, job), job, deps);
}
