import type { ShownChannel, Snapshot } from '../snapshot.ts';
import { Composer } from './composer.tsx';
import type { Do } from './page.tsx';

type Props = {
  snapshot: Snapshot;
  channel: ShownChannel;
  label: string;
  /** The message that is replied to. */
  threadTs?: string;
  doAsMe: Do;
};

/** Where one writes into a channel or a thread; an app may have switched it off for its direct messages. */
export function WritingPlace({ snapshot, channel, label, threadTs, doAsMe }: Props) {
  if (channel.kind === 'im' && !snapshot.appTakesMessages) {
    return <p className="closed">Sending messages to this app has been turned off.</p>;
  }
  return (
    <Composer
      label={label}
      commands={threadTs ? [] : snapshot.commands}
      send={(text, files) => doAsMe('send', { channel: channel.id, text, threadTs, files })}
    />
  );
}
