/**
 * Block Kit's limits, which Slack's types do not hold. One row: the type of the object, the place inside it, and the
 * fewest and most characters (texts) or elements (lists). Source: https://docs.slack.dev/reference/block-kit/blocks and
 * the pages of the elements below it.
 */
export type Limit = readonly [type: string, place: string, least: number, most: number];

export const LIMITS: readonly Limit[] = [
  ['header', 'text.text', 1, 150],
  ['section', 'text.text', 1, 3000],
  ['section', 'fields', 1, 10],
  ['section', 'fields[].text', 1, 2000],
  ['context', 'elements', 1, 10],
  ['actions', 'elements', 1, 25],
  ['markdown', 'text', 1, 12_000],
  ['table', 'rows', 1, 100],
  ['table', 'rows[]', 1, 20],
  ['data_table', 'rows', 2, 101],
  ['data_table', 'rows[]', 1, 20],
  ['rich_text', 'elements', 1, Number.POSITIVE_INFINITY],
  ['text', 'text', 1, Number.POSITIVE_INFINITY],
  ['image', 'alt_text', 1, 2000],
  ['image', 'image_url', 1, 3000],
  ['image', 'title.text', 1, 2000],
  ['input', 'label.text', 1, 2000],
  ['input', 'hint.text', 1, 2000],
  ['button', 'text.text', 1, 75],
  ['button', 'value', 1, 2000],
  ['button', 'url', 1, 3000],
  ['button', 'accessibility_label', 1, 75],
  ['static_select', 'placeholder.text', 1, 150],
  ['static_select', 'options', 1, 100],
  ['static_select', 'options[].text.text', 1, 75],
  ['static_select', 'options[].value', 1, 150],
  ['static_select', 'options[].description.text', 1, 75],
  ['static_select', 'option_groups', 1, 100],
  ['static_select', 'option_groups[].label.text', 1, 75],
  ['static_select', 'option_groups[].options', 1, 100],
  ['static_select', 'option_groups[].options[].text.text', 1, 75],
  ['static_select', 'option_groups[].options[].value', 1, 150],
  ['users_select', 'placeholder.text', 1, 150],
  ['overflow', 'options', 1, 5],
  ['overflow', 'options[].text.text', 1, 75],
  ['overflow', 'options[].value', 1, 150],
  ['checkboxes', 'options', 1, 10],
  ['checkboxes', 'options[].text.text', 1, 75],
  ['checkboxes', 'options[].value', 1, 150],
  ['radio_buttons', 'options', 1, 10],
  ['radio_buttons', 'options[].text.text', 1, 75],
  ['radio_buttons', 'options[].value', 1, 150],
  ['file_input', 'filetypes', 1, Number.POSITIVE_INFINITY],
  ['plain_text_input', 'placeholder.text', 1, 150],
  ['plain_text_input', 'initial_value', 0, 3000],
  ['modal', 'title.text', 1, 24],
  ['modal', 'submit.text', 1, 24],
  ['modal', 'close.text', 1, 24],
  ['modal', 'private_metadata', 0, 3000],
  ['modal', 'callback_id', 0, 255],
  ['modal', 'external_id', 0, 255],
  ['*', 'block_id', 1, 255],
  ['*', 'action_id', 1, 255],
  ['*', 'confirm.title.text', 1, 100],
  ['*', 'confirm.text.text', 1, 300],
  ['*', 'confirm.confirm.text', 1, 30],
  ['*', 'confirm.deny.text', 1, 30],
];

export const BLOCKS_IN_A_MESSAGE = 50;
export const BLOCKS_IN_A_MODAL = 100;
/** All texts of a message's blocks together; not in Slack's pages, measured in slackapi/bolt-js#2509. */
export const CHARACTERS_IN_A_MESSAGE = 13_200;
/** https://docs.slack.dev/reference/methods/chat.postMessage: longer texts are cut; here they are refused. */
export const CHARACTERS_IN_A_TEXT = 40_000;

/**
 * Blocks for one surface only, or for none that an app may post to. `alert`, `card` and `carousel` are for modals by
 * Slack's types and for messages by other pages of Slack's: refused in messages until that is settled.
 */
export const NOT_IN_A_MESSAGE: readonly string[] = ['input', 'file', 'alert', 'card', 'carousel'];
export const NOT_IN_A_MODAL: readonly string[] = ['file', 'markdown', 'table', 'data_table', 'plan', 'task_card'];
