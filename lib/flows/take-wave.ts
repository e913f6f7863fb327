import type { Card } from '../cards/card.ts';
import { fileTroubleCard } from '../cards/file-trouble.ts';
import { sentence } from '../cards/replies.ts';
import { waveProgressCard } from '../cards/wave-card.ts';
import { ANSWERED_DIRECTLY, tooManyCard, wrongListCard } from '../cards/wave-replies.ts';
import { FileWithheld, SlackRefused } from '../errors.ts';
import { type JobOf, judgeJob } from '../job.ts';
import { digestOf } from '../migration/digest.ts';
import type { Chat, Clock, Ledger, Queue } from '../ports.ts';
import { isWrongFile, type List, type WrongFile } from '../wave/list.ts';
import { openFile } from '../wave/open-file.ts';
import { readList } from '../wave/read/read-list.ts';
import { MOST_PEOPLE, type NewWave, type Wave, type WavePlace, type WaveSubject } from '../wave/wave.ts';

type Asked = JobOf<'wave'>;
type Deps = { chat: Chat; ledger: Ledger; queue: Queue; clock: Clock };

/** Bytes; what is larger is for the terminal. */
const LARGEST_FILE = 25 * 1024 * 1024;

/** What is asked, or why it is not. */
type Subject = { readonly subject: WaveSubject; readonly digest: string; readonly list?: Uint8Array };
type Taken = Subject | { readonly refusal: Card };

const refused = (refusal: Card): Taken => ({ refusal });

/** Takes a list, checks that it is one before the directory is asked, and has a worker begin. */
export async function takeWave(job: Asked, deps: Deps): Promise<void> {
  const { chat, ledger, queue, clock } = deps;
  const taken = (await ledger.waves.wave(job.id)) ?? (await takenFrom(job, deps));
  if ('refusal' in taken) return chat.answer({ user: job.by.user, replyTo: job.replyTo }, taken.refusal);
  if (!('state' in taken)) {
    const { list, ...what } = taken;
    await ledger.waves.begin(newWave(job, what, clock.now()), list);
  }
  const wave = await ledger.waves.wave(job.id);
  if (!wave) throw new Error(`Wave ${job.id} was kept and is not there`);
  if (!wave.place) await ledger.waves.place(wave.id, await begun(wave, job, chat));
  await queue.send('waves', judgeJob(wave.id, 'asked'));
}

const newWave = ({ id, by, wizard }: Asked, what: Omit<Subject, 'list'>, askedAt: string): NewWave => ({
  id,
  schema: 1,
  by,
  askedAt,
  ...what,
  ...(wizard ? { wizard } : {}),
});

async function takenFrom(job: Asked, deps: Deps): Promise<Taken> {
  const { from } = job;
  switch (from.by) {
    case 'container':
      return { subject: { kind: 'container', dn: from.dn }, digest: digestOf({ container: from.dn.toLowerCase() }) };
    case 'text':
      return listIn(Buffer.from(from.text), 'The message');
    case 'wave':
      return again(from.waveId, deps);
    case 'file':
      return fileIn(from.file, deps.chat);
    default:
      return from satisfies never;
  }
}

const FORGOTTEN = sentence('That list is no longer kept. Hand it in again: /migcheck wave');

async function again(id: string, { ledger }: Deps): Promise<Taken> {
  const wave = await ledger.waves.wave(id);
  if (!wave) return refused(FORGOTTEN);
  const { subject, digest } = wave;
  if (subject.kind === 'container') return { subject, digest };
  const list = await ledger.waves.list(id);
  return list ? { subject, digest, list } : refused(FORGOTTEN);
}

async function fileIn(
  { id, name = 'The file' }: { id: string; name?: string | undefined },
  chat: Chat,
): Promise<Taken> {
  const trouble = (...[what, called]: Parameters<typeof fileTroubleCard>) =>
    refused(fileTroubleCard(what, called, 'wave'));
  try {
    const file = await chat.file(id);
    if (file === 'absent') return trouble('absent', name);
    if (file.bytes > LARGEST_FILE) return trouble('too-large', file.name);
    const pieces: Uint8Array[] = [];
    for await (const piece of chat.download(file)) pieces.push(piece);
    return listIn(Buffer.concat(pieces), file.name);
  } catch (error) {
    if (error instanceof FileWithheld) return trouble(error.reason, name);
    throw error;
  }
}

function listIn(bytes: Uint8Array, name: string): Taken {
  const list = listOf(bytes);
  if (isWrongFile(list)) return refused(wrongListCard(name, list));
  const { members, format } = list;
  if (members.length > MOST_PEOPLE) return refused(tooManyCard(members.length, MOST_PEOPLE));
  return { subject: { kind: 'list', name, format, people: members.length }, digest: digestOfList(list), list: bytes };
}

function listOf(bytes: Uint8Array): List | WrongFile {
  const opened = openFile(bytes);
  return isWrongFile(opened) ? opened : readList(opened.text);
}

/** Who is on it, in whatever order and format; what else a list says of them may have been mended since. */
const digestOfList = ({ members }: List): string =>
  digestOf(members.map(({ name }) => name.trim().toLowerCase()).sort());

/** Where the answer goes: not to more people than the question was put before. */
async function placeFor({ readers, replyTo }: Asked, chat: Chat): Promise<keyof typeof ANSWERED_DIRECTLY | 'here'> {
  if (readers === 'asker') return 'asked';
  const channel = await chat.channel(replyTo.channel);
  if (channel === 'absent' || !channel.member) return 'not-member';
  return channel.shared ? 'shared' : 'here';
}

/** Posts the message that the wave will be shown in; where that is. */
async function begun(wave: Wave, job: Asked, chat: Chat): Promise<WavePlace> {
  const { user } = job.by;
  const { channel, threadTs } = job.replyTo;
  const where = await placeFor(job, chat);
  const card = waveProgressCard(wave);
  if (where === 'here') {
    const posted = await chat.post(channel, card, threadTs ? { threadTs } : {}).catch(unlessRefused);
    if (posted) return { ...posted, ...(threadTs ? { threadTs } : {}) };
  }
  const posted = await chat.post(user, card);
  // Between two people the message itself is what they see.
  if (where !== 'here' && posted.channel !== channel)
    await chat.answer({ user, replyTo: job.replyTo }, sentence(ANSWERED_DIRECTLY[where]));
  return posted;
}

/** A channel may be closed to us for reasons that Slack keeps to itself. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof SlackRefused)) throw error;
}
