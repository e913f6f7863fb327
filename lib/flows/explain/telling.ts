import type { ExplainAnswer } from '../../cards/explain-answer.ts';
import { explainedBefore, INVITE, sentence, WHOLE_GOES, withNote } from '../../cards/replies.ts';
import { type JobOf, messageKey } from '../../job.ts';
import type { Chat, Ledger } from '../../ports.ts';

type Explain = JobOf<'explain'>;
type Deps = { chat: Chat; ledger: Ledger };

/** Where the answer stands: before the asker alone, or in the thread where the text was. */
export type Place =
  | { readonly kind: 'asker'; readonly invite: boolean }
  | { readonly kind: 'thread'; readonly usable: boolean; readonly threadTs: string };

export async function placeFor(job: Explain, chat: Chat): Promise<Place> {
  const { asked, shared, replyTo, message } = job;
  const threadTs = replyTo.threadTs ?? message?.ts;
  if (asked === 'command' || asked === 'form' || !threadTs) return { kind: 'asker', invite: false };
  if (asked !== 'shortcut') return { kind: 'thread', usable: !shared, threadTs };
  // Between two people there is nobody to be invited.
  if (replyTo.channel.startsWith('D')) return { kind: 'asker', invite: false };
  const channel = await chat.channel(replyTo.channel);
  if (channel === 'absent' || !channel.member) return { kind: 'asker', invite: true };
  return { kind: 'thread', usable: !channel.shared, threadTs };
}

/** One answer of a job; `key` is its own among all that is told of all jobs. */
export type Part = { readonly key: string; readonly answer: ExplainAnswer };

/** Says something once, also where the job comes again because Slack had to wait; what it was noted by. */
async function once(key: string, ledger: Ledger, say: () => Promise<string>): Promise<string> {
  const before = await ledger.note(key);
  if (before !== undefined) return before;
  const note = await say();
  await ledger.markDone(key, note);
  return note;
}

const SAID = 'said';
const NAME = 'explained.txt';

/** Shows an answer to the asker alone; what a card has no room for goes into the direct messages between them and us. */
async function tellAsker({ key, answer: { card, whole } }: Part, { by, replyTo }: Explain, deps: Deps): Promise<void> {
  const { chat, ledger } = deps;
  const shown = whole ? withNote(card, WHOLE_GOES.direct) : card;
  await once(`${key}:card`, ledger, async () => {
    await chat.answer({ user: by.user, replyTo }, shown);
    return SAID;
  });
  if (!whole) return;
  const place = await once(`${key}:direct`, ledger, async () =>
    written(await chat.post(by.user, sentence('What you asked me to explain, as a whole:'))),
  );
  const { channel, ts } = read(place);
  await once(`${key}:whole`, ledger, async () => {
    await chat.attach({ channel, threadTs: ts }, [{ name: NAME, content: whole }]);
    return SAID;
  });
}

type Message = { readonly channel: string; readonly ts: string };

const written = ({ channel, ts }: Message): string => `${channel} ${ts}`;

function read(note: string): Message {
  const [channel = '', ts = ''] = note.split(' ');
  return { channel, ts };
}

/** Posts an answer into the thread; where it then stands. */
async function tellThread(
  { key, answer: { card, whole } }: Part,
  place: { channel: string; threadTs: string },
  { chat, ledger }: Deps,
): Promise<Message> {
  const { channel, threadTs } = place;
  const posted = await once(`${key}:card`, ledger, async () =>
    written(await chat.post(channel, whole ? withNote(card, WHOLE_GOES.thread) : card, { threadTs })),
  );
  if (whole)
    await once(`${key}:whole`, ledger, async () => {
      await chat.attach({ channel, threadTs }, [{ name: NAME, content: whole }]);
      return SAID;
    });
  return read(posted);
}

/** Tells one answer where it belongs; where it stands, when others see it as well. */
export async function tell(part: Part, place: Place, job: Explain, deps: Deps): Promise<Message | undefined> {
  if (place.kind === 'thread')
    return tellThread(part, { channel: job.replyTo.channel, threadTs: place.threadTs }, deps);
  const { card, whole } = part.answer;
  const invited = place.invite ? { card: withNote(card, INVITE), ...(whole ? { whole } : {}) } : part.answer;
  await tellAsker({ ...part, answer: invited }, job, deps);
  return undefined;
}

const explained = (job: Explain): string | undefined => messageKey(job) && `explained:${messageKey(job)}`;

/** Keeps for a day where a message is explained, for those who ask about it next. */
export async function remember(job: Explain, at: Message | undefined, ledger: Ledger): Promise<void> {
  const key = explained(job);
  if (key && at) await ledger.markDone(key, written(at));
}

/** Points whoever asks once more about a message to the answer that stands there; false when there is none. */
export async function pointsToAnswer(job: Explain, { chat, ledger }: Deps): Promise<boolean> {
  const key = job.asked === 'shortcut' ? explained(job) : undefined;
  const note = key && (await ledger.note(key));
  const link = note && (await chat.permalink(read(note)));
  if (!link) return false;
  await chat.answer({ user: job.by.user, replyTo: job.replyTo }, explainedBefore(link));
  return true;
}
