import { type FormEvent, useId, useState } from 'react';
import type { ShownChannel, Snapshot } from '../snapshot.ts';
import type { Message } from '../workspace.ts';
import { Dialog } from './dialog.tsx';
import type { Do } from './page.tsx';

type Props = { snapshot: Snapshot; message: Message; doAsMe: Do; close: () => void };

/** Asks where a message is forwarded to, and what is said about it. */
export function ForwardDialog({ snapshot, message, doAsMe, close }: Props) {
  const id = useId();
  const places = snapshot.channels.filter(({ kind }) => kind !== 'im' || snapshot.appTakesMessages);
  const [to, setTo] = useState(places[0]?.id ?? '');
  const [text, setText] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { channel, ts } = message;
    if (await doAsMe('forward', { channel, ts, to, text })) close();
  };
  return (
    <Dialog labelledBy={id} close={close} className="confirm">
      <form className="stacked" onSubmit={(event) => void submit(event)}>
        <h2 id={id}>Forward this message</h2>
        <label htmlFor={`${id}to`}>To</label>
        <select id={`${id}to`} className="menu" value={to} onChange={(event) => setTo(event.target.value)}>
          {places.map((place) => (
            <option key={place.id} value={place.id}>
              {titleOf(place)}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}text`}>
          Message <span className="optional">(optional)</span>
        </label>
        <textarea id={`${id}text`} rows={3} value={text} onChange={(event) => setText(event.target.value)} />
        <footer>
          <button type="button" className="button plain" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Forward
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

const titleOf = ({ kind, name }: ShownChannel): string => (kind === 'im' ? `${name} (direct message)` : `#${name}`);
