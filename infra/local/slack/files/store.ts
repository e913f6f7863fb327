import { newId } from '../short-id.ts';
import { type Message, now, type Person, type Workspace } from '../workspace.ts';
import { type FileKind, isText, kindOf } from './kinds.ts';
import { type Preview, previewOf } from './preview.ts';

/** A file that Slack keeps. */
export type StoredFile = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly kind: FileKind;
  /** Of a snippet, a text that Slack shows the beginning of; any other file is `hosted`. */
  readonly preview?: Preview;
  /** The uploader's user id. */
  readonly user: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly bytes: Buffer;
  /** The messages that share it. */
  readonly shares: Pick<Message, 'channel' | 'ts' | 'user' | 'threadTs'>[];
  /** Handed to the app in a modal: it may see the file although no channel has it. */
  givenToApp: boolean;
};

/** A file that the app has announced by files.getUploadURLExternal; its bytes come by `path`. */
export type Upload = {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly length: number;
  readonly asSnippet: boolean;
  bytes?: Buffer;
};

/** Above this a text is stored like any other file. https://docs.slack.dev/reference/methods/files.upload */
const MOST_BYTES_IN_A_SNIPPET = 1_000_000;

export type NewFile = {
  readonly id?: string;
  readonly name: string;
  readonly title?: string;
  readonly bytes: Buffer;
  /** Made as a text snippet, whatever its name. */
  readonly asSnippet?: boolean;
};

/** Keeps a file of `user`, which nobody else sees until it is shared. Texts become snippets, as in Slack. */
export function keepFile(workspace: Workspace, user: Person['id'], given: NewFile): StoredFile {
  const { id = newId('F'), name, title, bytes, asSnippet = false } = given;
  const kind = asSnippet && !isText(kindOf(name)) ? kindOf('.txt') : kindOf(name);
  const isSnippet = isText(kind) && bytes.length <= MOST_BYTES_IN_A_SNIPPET;
  const file: StoredFile = {
    id,
    name,
    title: title || name,
    kind,
    ...(isSnippet ? { preview: previewOf(bytes.toString('utf8')) } : {}),
    user,
    created: Math.floor(now(workspace) / 1000),
    bytes,
    shares: [],
    givenToApp: false,
  };
  workspace.files.set(id, file);
  return file;
}

/** Those of these ids that there are. */
export const filesWith = ({ files }: Workspace, ids: readonly unknown[]): StoredFile[] =>
  ids.flatMap((id) => files.get(String(id)) ?? []);

/** The files of these ids that `user` has uploaded and not yet put anywhere; undefined when one is none of them. */
export function looseFiles(workspace: Workspace, user: string, ids: readonly string[]): StoredFile[] | undefined {
  const given = filesWith(workspace, [...new Set(ids)]);
  const loose = given.filter((file) => file.user === user && file.shares.length === 0 && !file.givenToApp);
  return loose.length === ids.length ? loose : undefined;
}

/** Notes that a message shares its files. */
export function shareFiles({ files }: Workspace, message: Message): void {
  const { channel, ts, user, threadTs } = message;
  for (const id of message.files ?? []) files.get(id)?.shares.push({ channel, ts, user, threadTs });
}

/** Whether the app may see a file: its own, one that it was handed, or one of a channel that it is in. */
export const appSees = (workspace: Workspace, file: StoredFile): boolean =>
  file.user === workspace.app.userId || file.givenToApp || isSharedWith(workspace, file, workspace.app.userId);

export const personSees = (workspace: Workspace, file: StoredFile, person: string): boolean =>
  file.user === person || isSharedWith(workspace, file, person);

const isSharedWith = ({ channels }: Workspace, { shares }: StoredFile, user: string): boolean =>
  shares.some(({ channel }) => channels.get(channel)?.members.has(user));
