import type { ShownChannel, Snapshot } from '../snapshot.ts';
import type { Message } from '../workspace.ts';
import { MessageRow } from './message-row.tsx';
import type { Do } from './page.tsx';
import { WritingPlace } from './writing-place.tsx';

type Props = { snapshot: Snapshot; channel: ShownChannel; parent: Message; close: () => void; doAsMe: Do };

/** A message and what was replied to it, beside the channel. */
export function ThreadPane({ snapshot, channel, parent, close, doAsMe }: Props) {
  const replies = snapshot.messages.filter(
    ({ threadTs, channel: place }) => threadTs === parent.ts && place === channel.id,
  );
  return (
    <aside className="pane thread" aria-label="Thread">
      <header className="pane-head">
        <h2>Thread</h2>
        <span className="facts">{channel.kind === 'im' ? channel.name : `#${channel.name}`}</span>
        <button type="button" className="quiet" aria-label="Close thread" onClick={close}>
          ✕
        </button>
      </header>
      <div className="scroll">
        <ol className="messages" aria-label="Messages in thread">
          {[parent, ...replies].map((message) => (
            <MessageRow key={message.ts} snapshot={snapshot} message={message} replies={[]} doAsMe={doAsMe} />
          ))}
        </ol>
      </div>
      <WritingPlace {...{ snapshot, channel, doAsMe }} label="Reply …" threadTs={parent.ts} />
    </aside>
  );
}
