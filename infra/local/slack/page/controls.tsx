import { useState } from 'react';
import type { Entry } from '../elements.ts';
import type { Snapshot } from '../snapshot.ts';
import { type ConfirmWords, useConfirm } from './confirm.tsx';

type Plain = { text: string };
export type Option = { text: Plain; value?: string; description?: Plain };

/** As much of an interactive element as the page needs; the server has checked it against Slack's own types. */
export type Drawn = {
  type: string;
  action_id: string;
  text?: Plain;
  style?: 'primary' | 'danger';
  accessibility_label?: string;
  url?: string;
  placeholder?: Plain;
  options?: Option[];
  option_groups?: { label: Plain; options: Option[] }[];
  initial_option?: Option;
  initial_options?: Option[];
  initial_value?: string;
  initial_user?: string;
  multiline?: boolean;
  max_length?: number;
  focus_on_load?: boolean;
  filetypes?: string[];
  max_files?: number;
  confirm?: ConfirmWords;
};

export type ControlElement = { readonly actionId: string };

export const isControl = (element: unknown): element is Drawn =>
  typeof element === 'object' &&
  element !== null &&
  'action_id' in element &&
  'type' in element &&
  element.type !== 'image';

export type ControlProps = {
  snapshot: Snapshot;
  element: Drawn;
  entered: Entry | undefined;
  enter: (element: ControlElement, entry: Entry) => unknown;
};

/** A button or menu that acts at once, after the confirmation that it may ask for. */
export function Control({ snapshot, element, entered, enter }: ControlProps) {
  const confirm = useConfirm();
  const [busy, setBusy] = useState(false);
  const use = async (entry: Entry) => {
    if (element.confirm && !(await confirm(element.confirm))) return;
    setBusy(true);
    await enter({ actionId: element.action_id }, entry);
    setBusy(false);
  };
  const given = { element, busy, use };
  switch (element.type) {
    case 'button':
      return <PressButton {...given} />;
    case 'static_select':
    case 'overflow':
    case 'radio_buttons':
      return <Menu {...given} entered={entered} />;
    case 'users_select':
      return <Menu {...given} element={withPeople(element, snapshot)} entered={entered} />;
    default:
      return <span className="not-drawn">({element.type} is not drawn here)</span>;
  }
}

type Used = { element: Drawn; busy: boolean; use: (entry: Entry) => Promise<void> };

function PressButton({ element, busy, use }: Used) {
  return (
    <button
      type="button"
      className={`button ${element.style ?? 'plain'}`}
      aria-label={element.accessibility_label}
      aria-busy={busy}
      disabled={busy}
      onClick={() => void use(null)}
    >
      {element.text?.text}
    </button>
  );
}

/** A menu; choosing is acting. A refused confirmation leaves the old choice. */
function Menu({ element, busy, use, entered }: Used & { entered: Entry | undefined }) {
  const label = element.placeholder?.text ?? 'Choose an option';
  const held = entered ?? element.initial_option?.value ?? element.initial_user ?? '';
  return (
    <select
      className="menu"
      aria-label={label}
      disabled={busy}
      value={typeof held === 'string' ? held : ''}
      onChange={(event) => void use(event.target.value)}
    >
      <option value="" disabled hidden>
        {label}
      </option>
      <Options element={element} />
    </select>
  );
}

export function Options({ element }: { element: Drawn }) {
  const one = (option: Option) => (
    <option key={option.value} value={option.value}>
      {option.text.text}
      {option.description ? ` – ${option.description.text}` : ''}
    </option>
  );
  if (element.options) return element.options.map(one);
  return (element.option_groups ?? []).map(({ label, options }) => (
    <optgroup key={label.text} label={label.text}>
      {options.map(one)}
    </optgroup>
  ));
}

export const withPeople = (element: Drawn, { people }: Snapshot): Drawn => ({
  ...element,
  options: people.filter(({ isBot }) => !isBot).map(({ id, realName }) => ({ text: { text: realName }, value: id })),
});
