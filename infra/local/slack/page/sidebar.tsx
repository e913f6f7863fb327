import { useEffect, useState } from 'react';
import type { ShownChannel, Snapshot } from '../snapshot.ts';
import { Avatar } from './avatar.tsx';
import { LockIcon, SharedIcon } from './icons.tsx';

type Props = { snapshot: Snapshot; current: string; open: (channel: string) => void };

/** Channels and apps of the person, with what is new in them. */
export function Sidebar({ snapshot, current, open }: Props) {
  const news = useNews(snapshot, current);
  const entry = (channel: ShownChannel) => (
    <li key={channel.id}>
      <button
        type="button"
        className={news(channel.id) > 0 ? 'unread' : ''}
        aria-current={channel.id === current ? 'page' : undefined}
        onClick={() => open(channel.id)}
      >
        <ChannelSign snapshot={snapshot} channel={channel} />
        <span className="name">{channel.name}</span>
        {news(channel.id) > 0 && (
          <>
            <span className="count" aria-hidden="true">
              {news(channel.id)}
            </span>
            <span className="unseen">, {news(channel.id)} new</span>
          </>
        )}
      </button>
    </li>
  );
  return (
    <nav className="sidebar" aria-label="Channels">
      <h1>{snapshot.team}</h1>
      <h2>Channels</h2>
      <ul>{snapshot.channels.filter(({ kind }) => kind !== 'im').map(entry)}</ul>
      <h2>Apps</h2>
      <ul>{snapshot.channels.filter(({ kind }) => kind === 'im').map(entry)}</ul>
    </nav>
  );
}

/** `#`, a lock, two diamonds for a channel shared with another workspace, or the app's picture. */
export function ChannelSign({ snapshot, channel }: { snapshot: Snapshot; channel: ShownChannel }) {
  const app = snapshot.people.find(({ id }) => id === snapshot.appUser);
  if (channel.kind === 'im') return <Avatar person={app} size={20} />;
  const meaning = channel.kind === 'private' ? 'private' : channel.shared ? 'external' : '';
  return (
    <span className="sign">
      <span aria-hidden="true">
        {channel.kind === 'private' ? <LockIcon /> : channel.shared ? <SharedIcon /> : '#'}
      </span>
      {meaning && <span className="unseen">{meaning} </span>}
    </span>
  );
}

/** How many messages each channel has got from others since this person last had it open. */
function useNews({ me, messages }: Snapshot, current: string): (channel: string) => number {
  const [seen, setSeen] = useState<{ [key: string]: string }>({});
  const latest = messages.findLast(({ channel }) => channel === current)?.ts ?? '0';
  useEffect(() => {
    setSeen((before) => ({ ...before, [`${me} ${current}`]: latest }));
  }, [me, current, latest]);
  return (id) =>
    id === current
      ? 0
      : messages.filter(({ channel, user, ts }) => channel === id && user !== me && ts > (seen[`${me} ${id}`] ?? '0'))
          .length;
}
