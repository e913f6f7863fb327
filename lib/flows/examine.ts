import { checkCard } from '../cards/check-card.ts';
import { sentence, withNote } from '../cards/replies.ts';
import { answerTo, type JobOf } from '../job.ts';
import type { MsAddress } from '../migration/address.ts';
import { draftOf } from '../migration/draft.ts';
import { type Asked, type Assumptions, assess, type Examination } from '../migration/examination.ts';
import { type OwnPostOffices, standsForAnother } from '../migration/recipient.ts';
import { addressesIn, type Source, sourceOf } from '../migration/source.ts';
import type { Clock, Directory, Everybody, Found, Holders, Ledger, Queue } from '../ports.ts';

type Look = { clock: Clock; assumptions: Assumptions };
type Deps = Look & { directory: Directory; ledger: Ledger; queue: Queue };

type Question = JobOf<'examine' | 'examine-again' | 'propose'>;

const mailboxesIn = ({ recipients }: Found) => recipients.filter(({ kind }) => kind === 'mailbox');
const firstMailbox = ({ recipients }: Found) => recipients.find(({ kind }) => kind === 'mailbox');

/** The address that the asker named, as the source or as the person. */
const givenIn = ({ source, who }: Asked): MsAddress | undefined =>
  source ?? (who.by === 'ms' ? who.address : undefined);

/** The source address, from the question and from whoever goes by the name. */
function sourceIn(asked: Asked, { found, own, assumptions }: Named): Source {
  const given = givenIn(asked);
  // Among several people nobody's address is looked for before one of them is chosen.
  const recipients = found.recipients.length > 1 && mailboxesIn(found).length > 1 ? [] : found.recipients;
  const question = { recipients, own, postOffices: assumptions.postOffices };
  return sourceOf(given ? { ...question, given } : question);
}

type Named = { readonly found: Found; readonly own: OwnPostOffices; readonly assumptions: Assumptions };

/** A custom recipient asked for by its own name hides the mailbox beside it, which goes by the MS Mail name (row 9). */
function hiddenBeside({ who }: Asked, { recipients }: Found, source: Source): Asked['who'] | undefined {
  const [only] = recipients;
  const hides = only !== undefined && recipients.length === 1 && standsForAnother(only);
  return hides && who.by !== 'ms' && source.kind === 'known' ? { by: 'ms', address: source.address } : undefined;
}

function withMailboxOf(found: Found, beside: Found): Found {
  const mailboxes = mailboxesIn(beside);
  return mailboxes.length === 1 ? { ...found, recipients: [...found.recipients, ...mailboxes] } : found;
}

const NO_HOLDERS: Holders = { recipients: [], coverage: 'proven' };

/** What was asked for, and all that was found. */
type Seen = Named & { readonly asked: Asked; readonly at: string; readonly source: Source; readonly holders: Holders };

const judged = ({ asked, at, found, own, source, holders, assumptions }: Seen): Examination =>
  assess(
    {
      asked,
      at,
      view: found.view,
      recipients: found.recipients,
      more: found.more,
      ownBasis: own.basis,
      source,
      holders: holders.recipients,
      coverage: holders.coverage,
    },
    assumptions,
  );

/**
 * Answers "will the wizard find this recipient?" in two searches: the person, then whoever holds the address. A custom
 * recipient costs one more.
 */
export async function examine(asked: Asked, deps: Look & { readonly directory: Directory }): Promise<Examination> {
  const { directory, clock, assumptions } = deps;
  const named = await directory.find(asked.who);
  const own = await directory.ownPostOffices();
  const source = sourceIn(asked, { found: named, own, assumptions });
  const beside = hiddenBeside(asked, named, source);
  const found = beside ? withMailboxOf(named, await directory.find(beside)) : named;
  const addresses = addressesIn(source);
  const holders = addresses.length > 0 ? await directory.holders(addresses, firstMailbox(found)) : NO_HOLDERS;
  return judged({ asked, at: clock.now(), found, own, source, holders, assumptions });
}

/** The same of a directory that was read as a whole: for a hundred thousand people, waiting is most of the work. */
export function examineAmong(asked: Asked, deps: Look & { readonly everybody: Everybody }): Examination {
  const { everybody, clock, assumptions } = deps;
  const named = everybody.find(asked.who);
  const own = everybody.ownPostOffices();
  const source = sourceIn(asked, { found: named, own, assumptions });
  const beside = hiddenBeside(asked, named, source);
  const found = beside ? withMailboxOf(named, everybody.find(beside)) : named;
  const addresses = addressesIn(source);
  const holders = addresses.length > 0 ? everybody.holders(addresses, firstMailbox(found)) : NO_HOLDERS;
  return judged({ asked, at: clock.now(), found, own, source, holders, assumptions });
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
