import { commandsOf } from './command.ts';
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
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  readonly channels: readonly ShownChannel[];
  readonly messages: readonly Message[];
  readonly view?: OpenView;
  readonly commands: readonly {
    readonly command: string;
    readonly description?: string;
    readonly usage_hint?: string;
  }[];
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
  const mine = [...workspace.channels.values()].filter(({ members }) => members.has(person.id));
  return {
    team: workspace.team.name,
    banner: workspace.settings.banner,
    me: person.id,
    appUser: workspace.app.userId,
    people: [...workspace.people.values()],
    mayBe: LOCAL_PEOPLE,
    groups: [...workspace.groups].map(([id, { handle }]) => ({ id, name: handle })),
    channels: mine.map(({ id, name, kind, shared, members }) => {
      return { id, name, kind, shared, members: members.size, hasApp: members.has(workspace.app.userId) };
    }),
    messages: visibleTo(workspace, person.id),
    view: [...workspace.views.values()].find((open) => open.person === person.id),
    commands: commandsOf(workspace),
  };
}
