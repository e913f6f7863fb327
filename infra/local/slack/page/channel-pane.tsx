import { useLayoutEffect, useRef } from 'react';
import type { ShownChannel, Snapshot } from '../snapshot.ts';
import type { Message } from '../workspace.ts';
import { MessageRow } from './message-row.tsx';
import type { Do } from './page.tsx';
import { ChannelSign } from './sidebar.tsx';
import { dayOf } from './slack.ts';
import { WritingPlace } from './writing-place.tsx';

type Props = { snapshot: Snapshot; channel: ShownChannel; openThread: (ts: string) => void; doAsMe: Do };

/** One channel: its name, its messages, and where one writes. */
export function ChannelPane({ snapshot, channel, openThread, doAsMe }: Props) {
  const here = snapshot.messages.filter((message) => message.channel === channel.id);
  const shown = here.filter(({ threadTs }) => threadTs === undefined);
  const title = channel.kind === 'im' ? channel.name : `#${channel.name}`;
  const end = useStickToEnd(here);
  return (
    <main className="pane" aria-label={title}>
      <header className="pane-head">
        <h2>
          <ChannelSign snapshot={snapshot} channel={channel} />
          {channel.name}
        </h2>
        <span className="facts">{facts(channel)}</span>
      </header>
      <div className="scroll" ref={end}>
        <Welcome channel={channel} open={snapshot.appTakesMessages} />
        <ol className="messages" aria-label={`Messages in ${title}`}>
          {shown.map((message, index) => (
            <MessageRow
              key={message.ts}
              snapshot={snapshot}
              message={message}
              day={dayChange(shown[index - 1], message)}
              compact={continues(shown[index - 1], message)}
              replies={here.filter(({ threadTs }) => threadTs === message.ts)}
              openThread={openThread}
              doAsMe={doAsMe}
            />
          ))}
        </ol>
      </div>
      <WritingPlace {...{ snapshot, channel, doAsMe }} label={`Message ${title}`} />
    </main>
  );
}

function facts({ kind, members, shared, hasApp }: ShownChannel): string {
  if (kind === 'im') return 'App';
  const parts = [`${members} members`, shared && 'shared with Contoso', !hasApp && 'migcheck is not here'];
  return parts.filter(Boolean).join(' · ');
}

function Welcome({ channel, open }: { channel: ShownChannel; open: boolean }) {
  const words =
    channel.kind === 'im'
      ? `Messages between you and migcheck.${open ? ' Slash commands work here too: /migcheck help' : ''}`
      : `This is the very beginning of #${channel.name}.${channel.hasApp ? ' Try /migcheck help' : ' To bring the app in: /invite @migcheck'}`;
  return <p className="welcome">{words}</p>;
}

const dayChange = (before: Message | undefined, message: Message): string | undefined =>
  before && dayOf(before.ts) === dayOf(message.ts) ? undefined : dayOf(message.ts);

/** A message soon after another of the same author stands under it without a name of its own; a card never does. */
const continues = (before: Message | undefined, message: Message): boolean =>
  before !== undefined &&
  message.blocks.every(({ type }) => type === 'rich_text') &&
  before.user === message.user &&
  before.subtype === message.subtype &&
  before.onlyFor === message.onlyFor &&
  dayOf(before.ts) === dayOf(message.ts) &&
  Number(message.ts) - Number(before.ts) < 300;

/**
 * Keeps the newest message in sight, as long as it was; of one that is taller than the window, its beginning. The
 * reader's own scrolling ends it; whoever presses a button wants to see what comes of it.
 */
function useStickToEnd(messages: readonly Message[]) {
  const box = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new state of the messages may have moved the end.
  useLayoutEffect(() => {
    const element = box.current;
    if (element && following.current) element.scrollTop = restingPlace(element);
  }, [messages]);
  useLayoutEffect(() => {
    const element = box.current;
    const notice = () => {
      if (element) following.current = Math.abs(element.scrollTop - restingPlace(element)) < 60 || isAtEnd(element);
    };
    const expect = ({ target }: Event) => {
      // A menu that opens brings nothing new; what is chosen in it may.
      if (target instanceof Element && target.closest('button:not([aria-haspopup])')) following.current = true;
    };
    element?.addEventListener('scroll', notice);
    element?.addEventListener('click', expect);
    return () => {
      element?.removeEventListener('scroll', notice);
      element?.removeEventListener('click', expect);
    };
  }, []);
  return box;
}

const isAtEnd = (box: HTMLElement): boolean => box.scrollHeight - box.scrollTop - box.clientHeight < 60;

function restingPlace(box: HTMLElement): number {
  const end = box.scrollHeight - box.clientHeight;
  const last = box.querySelector<HTMLElement>('.messages > li:last-child');
  return last && last.offsetHeight > box.clientHeight ? last.offsetTop - box.offsetTop : end;
}
