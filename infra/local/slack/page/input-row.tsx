import type { InputBlock } from '@slack/types';
import { useId } from 'react';
import type { Entry } from '../elements.ts';
import type { Snapshot } from '../snapshot.ts';
import { type ControlElement, type Drawn, isControl, Options, withPeople } from './controls.tsx';
import { FileField } from './file-field.tsx';

type Props = {
  snapshot: Snapshot;
  block: InputBlock;
  entered: { readonly [actionId: string]: Entry };
  error: string | undefined;
  enter: (element: ControlElement, entry: Entry) => unknown;
};

/** One input block of a modal: label, field, hint, and the error that the app or Slack found. */
export function InputRow({ snapshot, block, entered, error, enter }: Props) {
  const id = useId();
  if (!isControl(block.element)) return null;
  const element: Drawn = block.element.type === 'users_select' ? withPeople(block.element, snapshot) : block.element;
  const notes = [block.hint && `${id}hint`, error && `${id}error`].filter(Boolean).join(' ');
  return (
    <div className={`input-row${error ? ' wrong' : ''}`}>
      <label htmlFor={id}>
        {block.label.text} {block.optional && <span className="optional">(optional)</span>}
      </label>
      <Field
        id={id}
        element={element}
        notes={notes}
        wrong={error !== undefined}
        entered={entered[element.action_id]}
        enter={(entry) => enter({ actionId: element.action_id }, entry)}
      />
      {error && (
        <p className="error" id={`${id}error`} role="alert">
          {error}
        </p>
      )}
      {block.hint && (
        <p className="hint" id={`${id}hint`}>
          {block.hint.text}
        </p>
      )}
    </div>
  );
}

type FieldProps = {
  id: string;
  element: Drawn;
  notes: string;
  wrong: boolean;
  entered: Entry | undefined;
  enter: (entry: Entry) => unknown;
};

function Field({ id, element, notes, wrong, entered, enter }: FieldProps) {
  const aria = { id, 'aria-describedby': notes || undefined, 'aria-invalid': wrong || undefined };
  const initial = element.initial_value ?? element.initial_option?.value ?? element.initial_user ?? '';
  const value = typeof entered === 'string' ? entered : entered === null ? '' : initial;
  const typed = {
    ...aria,
    value,
    placeholder: element.placeholder?.text,
    maxLength: element.max_length,
    onChange: (event: { target: { value: string } }) => enter(event.target.value),
  };
  switch (element.type) {
    case 'plain_text_input':
      return element.multiline ? <textarea rows={4} {...typed} /> : <input type="text" {...typed} />;
    case 'static_select':
    case 'users_select':
      return (
        <select {...aria} className="menu" value={value} onChange={(event) => enter(event.target.value)}>
          <option value="" disabled hidden>
            {element.placeholder?.text ?? 'Choose an option'}
          </option>
          <Options element={element} />
        </select>
      );
    case 'file_input':
      return <FileField {...{ aria, element, enter }} />;
    case 'radio_buttons':
    case 'checkboxes':
      return <Ticks {...{ id, element, entered, enter }} />;
    default:
      return <span className="not-drawn">({element.type} is not drawn here)</span>;
  }
}

function Ticks({ id, element, entered, enter }: Pick<FieldProps, 'id' | 'element' | 'entered' | 'enter'>) {
  const many = element.type === 'checkboxes';
  const initial = [...(element.initial_options ?? []), ...(element.initial_option ? [element.initial_option] : [])];
  const held = entered === undefined ? initial.map(({ value = '' }) => value) : [entered ?? []].flat();
  const tick = (value: string) => {
    if (!many) return enter(value);
    return enter(held.includes(value) ? held.filter((other) => other !== value) : [...held, value]);
  };
  return (
    <div className="ticks" id={id}>
      {element.options?.map(({ text, value = '' }) => (
        <label key={value}>
          <input
            type={many ? 'checkbox' : 'radio'}
            name={id}
            checked={held.includes(value)}
            onChange={() => tick(value)}
          />
          {text.text}
        </label>
      ))}
    </div>
  );
}
