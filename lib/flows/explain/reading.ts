import type { FileTrouble } from '../../cards/file-trouble.ts';
import { MOST_FILES } from '../../cards/modals.ts';
import { FileWithheld } from '../../errors.ts';
import { messagesIn } from '../../events/catalogue.ts';
import { type ExplainedLog, explainLog, explainPaste } from '../../events/log.ts';
import { isReadable, openLog } from '../../events/read/encoding.ts';
import type { JobOf } from '../../job.ts';
import type { Chat, SlackFile } from '../../ports.ts';

/** What one text or one file came to. */
export type Reading = { readonly from?: string; readonly log: ExplainedLog };
export type Unread = { readonly from: string; readonly trouble: FileTrouble };

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

export const isRead = (one: Reading | Unread): one is Reading => 'log' in one;
export const hasEvents = ({ log }: Reading): boolean => log.events.length > 0;

/** The text, unless it only introduces the files, and then each file. */
export async function readingsOf(
  { text, files = [] }: JobOf<'explain'>,
  chat: Chat,
): Promise<readonly (Reading | Unread)[]> {
  const read: (Reading | Unread)[] = [];
  for (const file of files.slice(0, MOST_FILES)) read.push(await fileReading(file, chat));
  const said = { log: explainPaste(text) };
  return files.length === 0 || hasEvents(said) || messagesIn(text).length > 0 ? [said, ...read] : read;
}
