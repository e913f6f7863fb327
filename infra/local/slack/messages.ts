import type { Message, Workspace } from './workspace.ts';

export function messageAt(workspace: Workspace, channel: string, ts: string): Message | undefined {
  return workspace.messages.find((message) => message.channel === channel && message.ts === ts);
}

/** Only what stands in the channel itself, for everybody, can be replied to. */
export function startsThread(workspace: Workspace, channel: string, ts: string): boolean {
  const parent = messageAt(workspace, channel, ts);
  return parent !== undefined && parent.threadTs === undefined && parent.onlyFor === undefined;
}

/** Whether somebody replied to a message, for everybody to see, before `until`. */
export const hasReplies = ({ messages }: Workspace, channel: string, ts: string, until?: string): boolean =>
  messages.some(
    (one) =>
      one.channel === channel &&
      one.threadTs === ts &&
      one.onlyFor === undefined &&
      (until === undefined || Number(one.ts) < Number(until)),
  );

/**
 * What `person` sees: the channels they are in, and of ephemeral messages only their own; in a thread only where there
 * was one already (https://docs.slack.dev/reference/methods/chat.postEphemeral, thread_ts).
 */
export function visibleTo(workspace: Workspace, person: string): readonly Message[] {
  return workspace.messages.filter(({ channel, onlyFor, threadTs, ts }) => {
    if (!workspace.channels.get(channel)?.members.has(person)) return false;
    if (onlyFor === undefined) return true;
    return onlyFor === person && (threadTs === undefined || hasReplies(workspace, channel, threadTs, ts));
  });
}

/** The address of a message as Slack writes it; of one in a thread with its beginning. */
export function permalinkOf({ url }: Workspace, { channel, ts, threadTs }: Message): string {
  const thread = threadTs ? `?thread_ts=${threadTs}&cid=${channel}` : '';
  return `${url}/archives/${channel}/p${ts.replace('.', '')}${thread}`;
}
