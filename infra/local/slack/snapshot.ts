import { isObject } from './block-kit/problems.ts';
import { commandsOf } from './command.ts';
import { filesWith, type StoredFile } from './files/store.ts';
import { messageShortcuts, type Shortcut, takesMessages } from './manifest.ts';
import { visibleTo } from './messages.ts';
import { LOCAL_PEOPLE } from './sample.ts';
import type { Message, OpenView, Person, Workspace } from './workspace.ts';

/** All that the page of one person shows. */
export type Snapshot = {
  readonly team: string;
  readonly banner?: string;
  readonly me: string;
  readonly appUser: string;
  readonly people: readonly Person[];
  /** Those whom the page can be used as. */
  readonly mayBe: readonly string[];
  /** User groups; `mine` where this person is one of them. */
  readonly groups: readonly { readonly id: string; readonly name: string; readonly mine: boolean }[];
  readonly channels: readonly ShownChannel[];
  readonly messages: readonly Message[];
  readonly view?: OpenView;
  readonly commands: readonly {
    readonly command: string;
    readonly description?: string;
    readonly usage_hint?: string;
  }[];
  /** What the menu of every message offers of the app's. */
  readonly shortcuts: readonly Pick<Shortcut, 'name' | 'callback_id'>[];
  /** Whether people may write to the app directly. */
  readonly appTakesMessages: boolean;
  /** The files of the messages, by id. */
  readonly files: { readonly [id: string]: ShownFile };
};

export type ShownFile = {
  readonly id: string;
  readonly title: string;
  readonly prettyType: string;
  readonly size: number;
  /** The first lines of a snippet. */
  readonly preview?: string;
  readonly moreLines?: number;
};

export type ShownChannel = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly shared: boolean;
  readonly members: number;
  readonly hasApp: boolean;
};

export function snapshot(workspace: Workspace, person: Person): Snapshot {
  const messages = visibleTo(workspace, person.id);
  const mine = [...workspace.channels.values()].filter(({ members }) => members.has(person.id));
  return {
    team: workspace.team.name,
    banner: workspace.settings.banner,
    me: person.id,
    appUser: workspace.app.userId,
    people: [...workspace.people.values(), ...workspace.bots.values()],
    mayBe: LOCAL_PEOPLE,
    groups: [...workspace.groups].map(([id, { handle, users }]) => ({
      id,
      name: handle,
      mine: users.includes(person.id),
    })),
    channels: mine.map(({ id, name, kind, shared, members }) => {
      return { id, name, kind, shared, members: members.size, hasApp: members.has(workspace.app.userId) };
    }),
    messages,
    view: [...workspace.views.values()].find((open) => open.person === person.id),
    commands: commandsOf(workspace),
    shortcuts: messageShortcuts(workspace.settings.manifest),
    appTakesMessages: takesMessages(workspace.settings.manifest),
    files: Object.fromEntries(filesIn(workspace, messages).map((file) => [file.id, shownFile(file)])),
  };
}

/** The files of messages, and of what is forwarded in them. */
function filesIn(workspace: Workspace, messages: readonly Message[]): StoredFile[] {
  const quoted = messages.flatMap(({ attachments = [] }) => attachments.flatMap(({ files }) => files ?? []));
  const ids = [...messages.flatMap(({ files = [] }) => files), ...quoted.filter(isObject).map(({ id }) => id)];
  return filesWith(workspace, ids);
}

export function shownFile({ id, title, kind, bytes, preview }: StoredFile): ShownFile {
  const beginning = preview ? { preview: preview.preview, moreLines: preview.lines_more } : {};
  return { id, title, prettyType: kind.prettyType, size: bytes.length, ...beginning };
}
