import { createContext, type ReactNode, useCallback, useContext, useId, useState } from 'react';
import { Dialog } from './dialog.tsx';

type Plain = { text: string };
export type ConfirmWords = { title?: Plain; text: Plain; confirm?: Plain; deny?: Plain; style?: 'primary' | 'danger' };

type Ask = (words: ConfirmWords) => Promise<boolean>;

const Confirm = createContext<Ask>(() => Promise.resolve(true));

/** Asks "are you sure" in the words of an element's `confirm`. */
export const useConfirm = (): Ask => useContext(Confirm);

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<{ words: ConfirmWords; answer: (yes: boolean) => void }>();
  const ask: Ask = useCallback((words) => new Promise((answer) => setAsked({ words, answer })), []);
  const settle = (yes: boolean) => {
    asked?.answer(yes);
    setAsked(undefined);
  };
  return (
    <Confirm value={ask}>
      {children}
      {asked && <ConfirmDialog words={asked.words} settle={settle} />}
    </Confirm>
  );
}

function ConfirmDialog({ words, settle }: { words: ConfirmWords; settle: (yes: boolean) => void }) {
  const id = useId();
  return (
    <Dialog labelledBy={id} close={() => settle(false)} className="confirm">
      <h2 id={id}>{words.title?.text ?? 'Are you sure?'}</h2>
      <p>{words.text.text}</p>
      <footer>
        <button type="button" className="button plain" onClick={() => settle(false)}>
          {words.deny?.text ?? 'Cancel'}
        </button>
        <button type="button" className={`button ${words.style ?? 'primary'}`} onClick={() => settle(true)}>
          {words.confirm?.text ?? 'Yes'}
        </button>
      </footer>
    </Dialog>
  );
}
