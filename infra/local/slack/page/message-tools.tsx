import { useState } from 'react';
import type { Snapshot } from '../snapshot.ts';
import type { Message } from '../workspace.ts';
import { ForwardDialog } from './forward-dialog.tsx';
import { DotsIcon } from './icons.tsx';
import { Menu, type MenuItem } from './menu.tsx';
import type { Do } from './page.tsx';

type Props = { snapshot: Snapshot; message: Message; openThread?: ((ts: string) => void) | undefined; doAsMe: Do };

/** What can be done with a message: reply, forward, and the app's shortcuts. */
export function MessageTools({ snapshot, message, openThread, doAsMe }: Props) {
  const [forwarding, setForwarding] = useState(false);
  const { channel, ts } = message;
  const app = snapshot.people.find(({ id }) => id === snapshot.appUser)?.name ?? '';
  const reply: MenuItem[] = openThread ? [{ label: 'Reply in thread', act: () => openThread(ts) }] : [];
  const shortcuts = snapshot.shortcuts.map(({ name, callback_id: callbackId }) => ({
    label: name,
    hint: app,
    act: () => void doAsMe('shortcut', { channel, ts, callbackId }),
  }));
  const items = [...reply, { label: 'Forward message…', act: () => setForwarding(true) }, ...shortcuts];
  return (
    <span className="tools">
      {openThread && (
        <button type="button" className="quiet reply" onClick={() => openThread(ts)}>
          Reply in thread
        </button>
      )}
      <Menu label="More actions" icon={<DotsIcon />} items={items} />
      {forwarding && <ForwardDialog {...{ snapshot, message, doAsMe }} close={() => setForwarding(false)} />}
    </span>
  );
}
