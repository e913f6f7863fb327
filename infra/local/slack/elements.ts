import { isObject, type JsonObject } from './block-kit/problems.ts';
import { optionsOf } from './block-kit/rules.ts';
import { fileFields } from './files/fields.ts';
import { filesWith } from './files/store.ts';
import type { Workspace } from './workspace.ts';

/** An interactive element and the block that it stands in. */
export type Element = { readonly blockId: string; readonly actionId: string; readonly element: JsonObject };

/** What a person entered or chose: a text, an option's value, or several of them; of files their ids. */
export type Entry = string | readonly string[] | null;

/** Entries by block_id and action_id, as the page sends them. */
export type Entries = { readonly [blockId: string]: { readonly [actionId: string]: Entry } | undefined };

/** The interactive elements of blocks: of `actions`, as a section's accessory, or in an `input`. */
export function elementsOf(blocks: readonly unknown[]): Element[] {
  return blocks.filter(isObject).flatMap((block) => {
    const inside = [block.accessory, block.element, ...(Array.isArray(block.elements) ? block.elements : [])];
    return inside
      .filter(isObject)
      .filter(({ type, action_id }) => typeof action_id === 'string' && type !== 'mrkdwn')
      .map((element) => ({ blockId: String(block.block_id), actionId: String(element.action_id), element }));
  });
}

/** Fields that Slack adds to an action, or to a state, for what was entered; undefined when no such option is offered. */
export function enteredFields(workspace: Workspace, element: JsonObject, entry: Entry): JsonObject | undefined {
  const offered = (value: unknown) => optionsOf(element).find((option) => option.value === value) ?? null;
  switch (element.type) {
    case 'button':
      return element.value === undefined ? {} : { value: element.value };
    case 'static_select':
    case 'radio_buttons':
    case 'overflow': {
      const option = offered(entry);
      return entry !== null && option === null ? undefined : { selected_option: option };
    }
    case 'checkboxes': {
      const options = (Array.isArray(entry) ? entry : []).map(offered);
      return options.includes(null) ? undefined : { selected_options: options };
    }
    case 'users_select':
      return { selected_user: entry };
    case 'file_input':
      return {
        files: filesWith(workspace, Array.isArray(entry) ? entry : []).map((file) => fileFields(workspace, file)),
      };
    default:
      return { value: entry === '' ? null : entry };
  }
}

/** What an element holds before anybody touches it. */
export function initialEntry(element: JsonObject): Entry {
  const option = isObject(element.initial_option) ? element.initial_option.value : undefined;
  const options = Array.isArray(element.initial_options) ? element.initial_options.filter(isObject) : undefined;
  if (options) return options.map(({ value }) => String(value));
  const initial = option ?? element.initial_value ?? element.initial_user ?? null;
  return typeof initial === 'string' ? initial : null;
}

/** `state.values` as Slack sends it: every element that can hold something, with what it holds now. */
export function stateValues(workspace: Workspace, blocks: readonly unknown[], entries: Entries): JsonObject {
  const values: { [blockId: string]: JsonObject } = {};
  for (const { blockId, actionId, element } of elementsOf(blocks)) {
    if (element.type === 'button' || element.type === 'overflow') continue;
    const entry =
      entries[blockId]?.[actionId] ?? (entries[blockId]?.[actionId] === null ? null : initialEntry(element));
    values[blockId] = {
      ...values[blockId],
      [actionId]: { type: element.type, ...(enteredFields(workspace, element, entry) ?? {}) },
    };
  }
  return values;
}
