import { type Command, commandIn } from '../asking/command.ts';
import { parseWho } from '../asking/who.ts';
import { type ExplainAnswer, eventByNumber, explainAnswer } from '../cards/explain-answer.ts';
import { type FileTrouble, fileTroubleCard } from '../cards/file-trouble.ts';
import { MOST_FILES } from '../cards/modals.ts';
import { helpCard, INVITE, mistakeCard, sentence, WHOLE_GOES, withNote } from '../cards/replies.ts';
import { FileWithheld } from '../errors.ts';
import { messagesIn } from '../events/catalogue.ts';
import { type ExplainedLog, explainLog, explainPaste } from '../events/log.ts';
import { isReadable, openLog } from '../events/read/encoding.ts';
import type { Job, JobOf } from '../job.ts';
import type { Chat, Queue, SlackFile } from '../ports.ts';

type Explain = JobOf<'explain'>;
type Deps = { chat: Chat; queue: Queue };

/** What one text or one file came to. */
type Reading = { readonly from?: string; readonly log: ExplainedLog };
type Unread = { readonly from: string; readonly trouble: FileTrouble };

/** Bytes; what is larger is for the terminal. */
const LARGEST_FILE = 25 * 1024 * 1024;

async function fileReading(
  { id, name }: { id: string; name?: string | undefined },
  chat: Chat,
): Promise<Reading | Unread> {
  try {
    const file = await chat.file(id);
    if (file === 'absent') return { from: name ?? 'The file', trouble: 'absent' };
    const from = file.name;
    const read = await contentOf(file, chat);
    return typeof read === 'string' ? { from, trouble: read } : { from, log: read };
  } catch (error) {
    if (error instanceof FileWithheld) return { from: name ?? 'The file', trouble: error.reason };
    throw error;
  }
}

/** What a file holds, or why it was not read. */
async function contentOf(file: SlackFile, chat: Chat): Promise<ExplainedLog | FileTrouble> {
  if (file.bytes > LARGEST_FILE) return 'too-large';
  if (!isReadable(file.mimetype)) return 'not-text';
  const opened = await openLog(chat.download(file));
  if (opened.kind === 'binary log') return opened.format;
  return opened.kind === 'no text' ? 'not-text' : explainLog(opened.text);
}

const isRead = (one: Reading | Unread): one is Reading => 'log' in one;
const hasEvents = ({ log }: Reading): boolean => log.events.length > 0;

/** The text, unless it only introduces the files, and then each file. */
async function readingsOf({ text, files = [] }: Explain, chat: Chat): Promise<readonly (Reading | Unread)[]> {
  const read: (Reading | Unread)[] = [];
  for (const file of files.slice(0, MOST_FILES)) read.push(await fileReading(file, chat));
  const said = { log: explainPaste(text) };
  return files.length === 0 || hasEvents(said) || messagesIn(text).length > 0 ? [said, ...read] : read;
}

/** Where the answer stands: before the asker alone, or in the thread where the text was. */
type Place =
  | { readonly kind: 'asker'; readonly invite: boolean }
  | { readonly kind: 'thread'; readonly usable: boolean };

async function placeFor({ asked, shared, replyTo }: Explain, chat: Chat): Promise<Place> {
  if (asked === 'command' || asked === 'form') return { kind: 'asker', invite: false };
  if (asked !== 'shortcut') return { kind: 'thread', usable: !shared };
  // Between two people there is nobody to be invited.
  if (replyTo.channel.startsWith('D')) return { kind: 'asker', invite: false };
  const channel = await chat.channel(replyTo.channel);
  if (channel === 'absent' || !channel.member) return { kind: 'asker', invite: true };
  return { kind: 'thread', usable: !channel.shared };
}

async function attached(place: Parameters<Chat['attach']>[0], text: string, chat: Chat): Promise<void> {
  await chat.attach(place, { name: 'explained.txt', text });
}

/** Shows an answer to the asker alone; what a card has no room for goes into the direct messages between them and us. */
async function tellAsker({ card, whole }: ExplainAnswer, { by, replyTo }: Explain, { chat }: Deps): Promise<void> {
  const to = { user: by.user, replyTo };
  await chat.answer(to, whole ? withNote(card, WHOLE_GOES.direct) : card);
  if (!whole) return;
  const direct = await chat.post(by.user, sentence('What you asked me to explain, as a whole:'));
  await attached({ channel: direct.channel, threadTs: direct.ts }, whole, chat);
}

async function tellThread({ card, whole }: ExplainAnswer, { replyTo: { channel, threadTs } }: Explain, { chat }: Deps) {
  const thread = threadTs ? { threadTs } : {};
  await chat.post(channel, whole ? withNote(card, WHOLE_GOES.thread) : card, thread);
  if (whole) await attached({ channel, ...thread }, whole, chat);
}

const tell = (answer: ExplainAnswer, place: Place, job: Explain, deps: Deps): Promise<void> =>
  place.kind === 'thread'
    ? tellThread(answer, job, deps)
    : tellAsker(place.invite ? { ...answer, card: withNote(answer.card, INVITE) } : answer, job, deps);

/** Whose mailbox it is about: as the asker says, or the one account that the events name. */
function subjectOf({ whose, asked, shared }: Explain, readings: readonly Reading[]): Explain['whose'] {
  if (whose) return whose;
  const accounts = new Set(readings.flatMap(({ log }) => log.summary.accounts));
  const [only] = accounts;
  // Nobody asked, or other people than ours read along and may have asked.
  if (accounts.size !== 1 || only === undefined || asked === 'unasked' || shared) return undefined;
  const who = parseWho(only);
  return { who: 'kind' in who ? { by: 'name', name: only } : who };
}

/** An event that says whose it is leads straight into the check of that person, before the asker alone. */
async function leadIntoCheck(job: Explain, readings: readonly Reading[], queue: Queue): Promise<void> {
  const subject = subjectOf(job, readings);
  if (!subject) return;
  // A 7026 names nobody: that it happened to this person is the asker's word, and never another event's.
  const observed =
    job.whose !== undefined && readings.some(({ log }) => log.events.some(({ known }) => known?.id === 7026));
  const { schema, by, replyTo } = job;
  const examine: Job = { kind: 'examine', schema, id: `${job.id}:check`, by, replyTo, ...subject, observed };
  await queue.send(subject.who.by === 'slack-user' ? 'talk' : 'checks', examine);
}

/** What was said to us in a message and is no event may be a question after all. */
function commandInstead({ asked, text }: Explain, readings: readonly (Reading | Unread)[]): Command | undefined {
  const [only, ...more] = readings;
  const plain = only !== undefined && more.length === 0 && isRead(only) && !only.from;
  if ((asked !== 'mention' && asked !== 'direct') || !plain || hasEvents(only) || eventByNumber(text)) return undefined;
  return messagesIn(text).length > 0 ? undefined : commandIn(text);
}

/** Other people than ours can mention us there, and write to us; a slash command is for our own people alone. */
const ASKED_AMONG_OTHERS =
  'People of another organisation can ask here, so nobody is looked up for a message. Type /migcheck NAME: only you see the answer.';

async function obey(command: Command, job: Explain, { chat, queue }: Deps): Promise<void> {
  const { schema, id, by, replyTo } = job;
  const common = { schema, id: `${id}:asked`, by, replyTo };
  if (job.shared && (command.kind === 'check' || command.kind === 'history'))
    return chat.answer({ user: by.user, replyTo }, sentence(ASKED_AMONG_OTHERS));
  switch (command.kind) {
    case 'check':
      return queue.send(command.who.by === 'slack-user' ? 'talk' : 'checks', {
        ...common,
        ...command,
        kind: 'examine',
      });
    case 'history':
      return queue.send(command.who.by === 'slack-user' ? 'talk' : 'checks', { ...common, ...command });
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

const answerTo = (one: Reading | Unread, usable: boolean): ExplainAnswer =>
  isRead(one)
    ? explainAnswer(one.log, { usable, ...(one.from ? { from: one.from } : {}) })
    : { card: fileTroubleCard(one.trouble, one.from) };

/** Explains what was pasted, posted or attached, where it was asked; unasked only what is certainly ours. */
export async function explainAsked(job: Explain, deps: Deps): Promise<void> {
  const all = await readingsOf(job, deps.chat);
  const readings = all.filter(isRead);
  const told = job.asked === 'unasked' ? readings.filter(isWorthAnInterruption) : all;
  const command = commandInstead(job, all);
  if (command) return obey(command, job, deps);
  if (told.length === 0) return;
  const place = await placeFor(job, deps.chat);
  const usable = place.kind === 'asker' || place.usable;
  for (const one of told) await tell(answerTo(one, usable), place, job, deps);
  const left = (job.files?.length ?? 0) - MOST_FILES;
  if (left > 0)
    await tell({ card: sentence(`${left} more files were not read: ${MOST_FILES} at a time.`) }, place, job, deps);
  await leadIntoCheck(job, readings, deps.queue);
}
