import { useState } from 'react';
import type { Snapshot } from '../snapshot.ts';
import type { Message } from '../workspace.ts';
import { Attachments } from './attachments.tsx';
import { Avatar } from './avatar.tsx';
import { Blocks, type Entries, type OnEnter } from './blocks.tsx';
import { Files } from './files.tsx';
import { EyeIcon } from './icons.tsx';
import { MessageTools } from './message-tools.tsx';
import type { Do } from './page.tsx';
import { fullTimeOf, timeOf } from './slack.ts';

type Props = {
  snapshot: Snapshot;
  message: Message;
  replies: readonly Message[];
  day?: string;
  compact?: boolean;
  openThread?: (ts: string) => void;
  doAsMe: Do;
};

/** One message: who, when, what it says, what can be done with it, and how many replied. */
export function MessageRow({ snapshot, message, replies, day, compact = false, openThread, doAsMe }: Props) {
  const author = snapshot.people.find(({ id }) => id === message.user);
  const ephemeral = message.onlyFor !== undefined;
  return (
    <>
      {day && (
        <li className="day" aria-label={day}>
          <span>{day}</span>
        </li>
      )}
      <li className={`message${compact ? ' compact' : ''}${ephemeral ? ' ephemeral' : ''}`} data-ts={message.ts}>
        {ephemeral && !compact && (
          <p className="only-you">
            <EyeIcon /> Only visible to you
          </p>
        )}
        <span className="gutter">{compact ? <Time ts={message.ts} /> : <Avatar person={author} />}</span>
        <div className="content">
          {!compact && (
            <p className="byline">
              <b>{author?.realName ?? message.user}</b>
              {author?.isBot && <span className="badge">APP</span>} <Time ts={message.ts} />
            </p>
          )}
          <Body snapshot={snapshot} message={message} doAsMe={doAsMe} />
          <Files snapshot={snapshot} ids={message.files ?? []} />
          <Attachments snapshot={snapshot} message={message} />
          {message.edited && <span className="edited">(edited)</span>}
          {ephemeral && (
            <p className="dismiss">
              <button
                type="button"
                className="link"
                onClick={() => void doAsMe('dismiss', { channel: message.channel, ts: message.ts })}
              >
                Dismiss message
              </button>
            </p>
          )}
          {replies.length > 0 && <Replies {...{ snapshot, message, replies, openThread }} />}
        </div>
        {!ephemeral && message.subtype !== 'joined' && <MessageTools {...{ snapshot, message, openThread, doAsMe }} />}
      </li>
    </>
  );
}

const Time = ({ ts }: { ts: string }) => (
  <time dateTime={new Date(Number(ts) * 1000).toISOString()} title={fullTimeOf(ts)}>
    {timeOf(ts)}
  </time>
);

type BodyProps = Pick<Props, 'snapshot' | 'message' | 'doAsMe'>;

/** The blocks, or the text where there are none; what is entered in them stays until the message changes. */
function Body({ snapshot, message, doAsMe }: BodyProps) {
  const [entries, setEntries] = useState<Entries>({});
  if (message.blocks.length === 0 && message.text === '') return null;
  const blocks =
    message.blocks.length > 0
      ? message.blocks
      : [{ type: 'section' as const, block_id: 'text', text: { type: 'mrkdwn' as const, text: message.text } }];
  const onEnter: OnEnter = (blockId, element, entry) => {
    const next = { ...entries, [blockId]: { ...entries[blockId], [element.actionId]: entry } };
    setEntries(next);
    const { channel, ts } = message;
    return doAsMe('click', { channel, ts, blockId, actionId: element.actionId, entry, entries: next });
  };
  return <Blocks snapshot={snapshot} blocks={blocks} entries={entries} onEnter={onEnter} />;
}

function Replies({
  snapshot,
  message,
  replies,
  openThread,
}: Pick<Props, 'snapshot' | 'message' | 'replies' | 'openThread'>) {
  const authors = [...new Set(replies.map(({ user }) => user))];
  return (
    <button type="button" className="replies" onClick={() => openThread?.(message.ts)}>
      {authors.slice(0, 3).map((id) => (
        <Avatar key={id} person={snapshot.people.find((person) => person.id === id)} size={22} />
      ))}
      <b>{replies.length === 1 ? '1 reply' : `${replies.length} replies`}</b>
      <span className="hint">Last reply at {timeOf(replies.at(-1)?.ts ?? '0')}</span>
    </button>
  );
}
