import { type ReactNode, useEffect, useRef } from 'react';

type Props = { labelledBy: string; close: () => void; className: string; children: ReactNode };

/** A window over the page that holds the keyboard until it is closed; Escape closes it. */
export function Dialog({ labelledBy, close, className, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      {children}
    </dialog>
  );
}
