import { type Command, commandIn } from '../asking/command.ts';
import { parseWho } from '../asking/who.ts';
import { accountsOf } from '../cards/account-controls.ts';
import { type ExplainAnswer, explainAnswer, isEventNumber } from '../cards/explain-answer.ts';
import { fileTroubleCard } from '../cards/file-trouble.ts';
import { MOST_FILES } from '../cards/modals.ts';
import { helpCard, mistakeCard, sentence } from '../cards/replies.ts';
import { messagesIn } from '../events/catalogue.ts';
import type { Job, JobOf } from '../job.ts';
import type { Chat, Ledger, Queue } from '../ports.ts';
import { hasEvents, isRead, type Reading, readingsOf, type Unread } from './explain/reading.ts';
import { type Place, placeFor, pointsToAnswer, remember, tell } from './explain/telling.ts';

type Explain = JobOf<'explain'>;
type Deps = { chat: Chat; ledger: Ledger; queue: Queue };

type Subject = NonNullable<Explain['whose']> & { readonly printed?: string };

/** Whose mailbox it is about: as the asker says, or the one account that the events name. */
function subjectOf({ whose, asked, shared }: Explain, readings: readonly Reading[]): Subject | undefined {
  if (whose) return whose;
  const accounts = new Set(readings.flatMap(({ log }) => log.summary.accounts));
  const [only] = accounts;
  // Nobody asked, or other people than ours read along and may have asked.
  if (accounts.size !== 1 || only === undefined || asked === 'unasked' || shared) return undefined;
  const who = parseWho(only);
  const { printed } = accountsOf(
    [only],
    readings.flatMap(({ log }) => log.events),
  );
  return { who: 'kind' in who ? { by: 'name', name: only } : who, ...(printed.has(only) ? { printed: only } : {}) };
}

/** An event that says whose it is leads straight into the check of that person, before the asker alone. */
async function leadIntoCheck(
  job: Explain,
  { readings, place }: { readings: readonly Reading[]; place: Place },
  queue: Queue,
): Promise<void> {
  const subject = subjectOf(job, readings);
  if (!subject) return;
  // A 7026 names nobody: that it happened to this person is the asker's word, and never another event's.
  const observed =
    job.whose !== undefined && readings.some(({ log }) => log.events.some(({ known }) => known?.id === 7026));
  const { schema, by, admitted } = job;
  // By now there is an answer in the thread, so that a whisper is seen in it.
  const replyTo = place.kind === 'thread' ? { ...job.replyTo, threadTs: place.threadTs } : job.replyTo;
  const examine: Job = { kind: 'examine', schema, id: `${job.id}:check`, by, replyTo, admitted, ...subject, observed };
  await queue.send(subject.who.by === 'slack-user' ? 'talk' : 'checks', examine);
}

/** What was said to us in a message and is no event may be a question after all. */
function commandInstead({ asked, text }: Explain, readings: readonly (Reading | Unread)[]): Command | undefined {
  const [only, ...more] = readings;
  const plain = only !== undefined && more.length === 0 && isRead(only) && !only.from;
  if ((asked !== 'mention' && asked !== 'direct') || !plain || hasEvents(only) || isEventNumber(text)) return undefined;
  return messagesIn(text).length > 0 ? undefined : commandIn(text);
}

/** Other people than ours can mention us there, and write to us; a slash command is for our own people alone. */
const ASKED_AMONG_OTHERS =
  'People of another organisation can ask here, so nobody is looked up for a message. Type /migcheck NAME: only you see the answer.';

const NO_FORM_HERE =
  'A message opens no form. Type /migcheck wave, or take "Check this list" under More actions of a message with the list.';

const LOOKS_UP: ReadonlySet<Command['kind']> = new Set(['check', 'history', 'undo', 'pending', 'wave', 'doctor']);

async function obey(command: Command, job: Explain, { chat, queue }: Deps): Promise<void> {
  const { schema, id, by, replyTo, admitted } = job;
  const common = { schema, id: `${id}:asked`, by, replyTo, admitted };
  if (job.shared && LOOKS_UP.has(command.kind))
    return chat.answer({ user: by.user, replyTo }, sentence(ASKED_AMONG_OTHERS));
  switch (command.kind) {
    case 'check':
      return queue.send(command.who.by === 'slack-user' ? 'talk' : 'checks', {
        ...common,
        ...command,
        kind: 'examine',
      });
    case 'history':
    case 'undo':
      return queue.send(command.who?.by === 'slack-user' ? 'talk' : 'checks', { ...common, ...command });
    case 'pending':
      return queue.send('talk', { ...common, kind: 'pending' });
    case 'wave': {
      const { container: dn } = command;
      if (dn === undefined) return chat.answer({ user: by.user, replyTo }, sentence(NO_FORM_HERE));
      return queue.send('talk', { ...common, kind: 'wave', from: { by: 'container', dn }, readers: 'channel' });
    }
    case 'doctor':
      return queue.send('talk', { ...common, kind: 'doctor' });
    case 'explain':
    case 'help':
      return chat.answer({ user: by.user, replyTo }, helpCard());
    case 'mistake':
      return chat.answer({ user: by.user, replyTo }, mistakeCard(command));
    default:
      return command satisfies never;
  }
}

const isWorthAnInterruption = ({ log }: Reading): boolean =>
  log.events.some(({ known, recognizedBy }) => known && recognizedBy === 'source');

type Manner = { readonly usable: boolean; readonly named: boolean };

const answerTo = (one: Reading | Unread, manner: Manner): ExplainAnswer =>
  isRead(one)
    ? explainAnswer(one.log, { ...manner, ...(one.from ? { from: one.from } : {}) })
    : { card: fileTroubleCard(one.trouble, one.from) };

/** Every answer of a job, each under a key of its own. */
function partsOf(job: Explain, told: readonly (Reading | Unread)[], usable: boolean) {
  const left = (job.files?.length ?? 0) - MOST_FILES;
  const answers = [
    ...told.map((one) => answerTo(one, { usable, named: job.whose !== undefined })),
    ...(left > 0 ? [{ card: sentence(`${left} more files were not read: ${MOST_FILES} at a time.`) }] : []),
  ];
  return answers.map((answer, index) => ({ key: `${job.id}:${index}`, answer }));
}

/** Explains what was pasted, posted or attached, where it was asked; unasked only what is certainly ours. */
export async function explainAsked(job: Explain, deps: Deps): Promise<void> {
  if (await pointsToAnswer(job, deps)) return;
  const all = await readingsOf(job, deps.chat);
  const readings = all.filter(isRead);
  const told = job.asked === 'unasked' ? readings.filter(isWorthAnInterruption) : all;
  const command = commandInstead(job, all);
  if (command) return obey(command, job, deps);
  if (told.length === 0) return;
  const place = await placeFor(job, deps.chat);
  const usable = place.kind === 'asker' || place.usable;
  const placed = [];
  for (const part of partsOf(job, told, usable)) placed.push(await tell(part, place, job, deps));
  // What could not be read, or held no event, may be asked about again.
  if (told.every((one) => isRead(one) && hasEvents(one))) await remember(job, placed[0], deps.ledger);
  await leadIntoCheck(job, { readings, place }, deps.queue);
}
