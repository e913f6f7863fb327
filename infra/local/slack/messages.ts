import type { Message, Workspace } from './workspace.ts';

export function messageAt(workspace: Workspace, channel: string, ts: string): Message | undefined {
  return workspace.messages.find((message) => message.channel === channel && message.ts === ts);
}

/** Only what stands in the channel itself, for everybody, can be replied to. */
export function startsThread(workspace: Workspace, channel: string, ts: string): boolean {
  const parent = messageAt(workspace, channel, ts);
  return parent !== undefined && parent.threadTs === undefined && parent.onlyFor === undefined;
}

/** What `person` sees: the channels they are in, and of ephemeral messages only their own. */
export function visibleTo(workspace: Workspace, person: string): readonly Message[] {
  return workspace.messages.filter(
    ({ channel, onlyFor }) =>
      workspace.channels.get(channel)?.members.has(person) && (onlyFor === undefined || onlyFor === person),
  );
}
