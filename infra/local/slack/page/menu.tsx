import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';

export type MenuItem = { readonly label: string; readonly hint?: string; readonly act: () => void };

type Props = { label: string; icon: ReactNode; items: readonly MenuItem[] };

/** A button that opens a menu over everything else; arrow keys walk through it, Escape and a click elsewhere close it. */
export function Menu({ label, icon, items }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const entries = () => [...(list.current?.querySelectorAll('button') ?? [])];
  const onToggle = (newState: string) => {
    setOpen(newState === 'open');
    if (newState !== 'open' || !button.current || !list.current) return;
    placeBeside(button.current, list.current);
    // The browser tells of the opening somewhat later; a key may have been pressed by then.
    if (!entries().some(isFocused)) entries()[0]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Tab') list.current?.hidePopover();
    if (!step || !list.current?.matches(':popover-open')) return;
    event.preventDefault();
    const all = entries();
    const at = all.findIndex(isFocused);
    all.at((Math.max(at, 0) + (at < 0 && step > 0 ? 0 : step)) % all.length)?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="quiet"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        popoverTarget={id}
        onKeyDown={onKeyDown}
      >
        {icon}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className="popup"
        onToggle={(event) => onToggle(event.newState)}
        onKeyDown={onKeyDown}
      >
        {items.map((item) => (
          <Entry key={item.label} item={item} close={() => list.current?.hidePopover()} />
        ))}
      </div>
    </>
  );
}

const isFocused = (entry: HTMLElement): boolean => entry.matches(':focus');

function Entry({ item, close }: { item: MenuItem; close: () => void }) {
  const choose = () => {
    close();
    item.act();
  };
  return (
    <button type="button" role="menuitem" tabIndex={-1} onClick={choose}>
      <span>{item.label}</span>
      {item.hint && <span className="hint">{item.hint}</span>}
    </button>
  );
}

/** Under the button where there is room, else over it; never beyond the window's edge. */
function placeBeside(button: HTMLElement, list: HTMLElement): void {
  const { top, bottom, left } = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = list;
  const below = bottom + 4;
  const y = below + height < window.innerHeight ? below : Math.max(8, top - height - 4);
  const x = Math.max(8, Math.min(left, window.innerWidth - width - 8));
  Object.assign(list.style, { top: `${y}px`, left: `${x}px` });
}
