import { checkCard } from '../cards/check-card.ts';
import { sentence, withNote } from '../cards/replies.ts';
import { answerTo, type JobOf } from '../job.ts';
import type { MsAddress } from '../migration/address.ts';
import { draftOf } from '../migration/draft.ts';
import { type Asked, type Assumptions, assess, type Examination } from '../migration/examination.ts';
import { standsForAnother } from '../migration/recipient.ts';
import { addressesIn, type Source, sourceOf } from '../migration/source.ts';
import type { Clock, Directory, Found, Ledger, Queue } from '../ports.ts';

type Look = { directory: Directory; clock: Clock; assumptions: Assumptions };
type Deps = Look & { ledger: Ledger; queue: Queue };

type Question = JobOf<'examine' | 'examine-again' | 'propose'>;

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

/** Keeps a check under the job's id, so that its buttons find it, and shows it. */
async function show(examination: Examination, job: Question, { ledger, queue }: Deps, small?: string): Promise<void> {
  await ledger.saveCheck({ id: job.id, schema: 1, at: examination.at, body: examination });
  const card = checkCard(examination, { checkId: job.id });
  await queue.send('talk', answerTo(job, small ? withNote(card, small) : card));
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
  await show(await examine(asked, deps), job, deps);
}

type Choice = Pick<JobOf<'examine-again'>, 'recipient' | 'sourceCandidate' | 'source'>;

/** The same question with the choice that was made from its card. */
function chosen({ body }: { body: Examination }, choice: Choice): Asked {
  const recipient = choice.recipient === undefined ? undefined : body.recipients[choice.recipient];
  const candidate =
    choice.sourceCandidate === undefined || body.source.kind !== 'disagree'
      ? undefined
      : body.source.candidates[choice.sourceCandidate];
  const source = choice.source ?? candidate?.address ?? givenIn(body.asked);
  const mailbox = recipient ?? body.diagnosis.mailbox;
  return {
    ...body.asked,
    ...(mailbox ? { who: { by: 'dn', dn: mailbox.dn } } : {}),
    ...(source ? { source } : {}),
  };
}

const NOT_KEPT = sentence('That check is no longer kept. Check again: /migcheck NAME');

/** What was proposed from a check outlives the check by far, and its card offers the same question again. */
async function askedIn(proposalId: string, { ledger, assumptions }: Deps): Promise<Asked | undefined> {
  const proposal = await ledger.proposal(proposalId);
  if (!proposal) return undefined;
  const { dn, source } = proposal.fix;
  return { who: { by: 'dn', dn }, source, wizard: assumptions.wizard, observed: false };
}

export async function examineAgain(job: JobOf<'examine-again'>, deps: Deps): Promise<void> {
  const check = await deps.ledger.check(job.checkId);
  const asked = check ? chosen(check, job) : await askedIn(job.checkId, deps);
  if (!asked) return deps.queue.send('talk', answerTo(job, NOT_KEPT));
  return show(await examine(asked, deps), job, deps);
}

const READ_ONLY = sentence(
  'Nothing can be proposed: there is no write account that may be used (LDAP_WRITE_BIND_DN; on a local page also LOCAL_WRITES).',
);

/** How the answer begins that comes in the place of a proposal. */
const CHANGED = 'The directory has changed since that check, so nothing was proposed. This is how it stands now.';

/**
 * *Propose*: the directory is looked at once more, whoever holds the address included; only what the check offered, and
 * what is still right, is proposed.
 */
export async function proposeFromCheck(job: JobOf<'propose'>, deps: Deps): Promise<void> {
  const check = await deps.ledger.check(job.checkId);
  if (!check) return deps.queue.send('talk', answerTo(job, NOT_KEPT));
  if (!deps.assumptions.canWrite) return deps.queue.send('talk', answerTo(job, READ_ONLY));
  const now = await examine(chosen(check, {}), deps);
  const [offered, draft] = [check.body.offer.fix, draftOf(now, job.checkId)];
  if (!offered) return deps.queue.send('talk', answerTo(job, sentence('This check offers no fix.')));
  if (!draft || draft.fix.written !== offered.written || draft.fix.identity !== offered.identity)
    return show(now, job, deps, CHANGED);
  const { kind: _, checkId: proposalId, id, ...asked } = job;
  const open = { ...asked, id: `${id}:open`, admitted: true, proposalId, draft };
  return deps.queue.send('talk', { ...open, kind: 'open' });
}
