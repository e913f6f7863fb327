import { isObject, type JsonObject, objectsIn, type Placed, type Problem } from './problems.ts';

/** What neither the types nor the table of limits can say. */
export function ruleProblems(blocks: readonly unknown[], pointer: string): Problem[] {
  const objects = [...objectsIn(blocks, pointer)];
  return [
    ...objects.flatMap(emptySection),
    ...objects.flatMap(selectOptions),
    ...objects.flatMap(fileInput),
    ...repeatedBlockIds(blocks, pointer),
    ...blocks.flatMap((block, index) => repeatedActionIds(block, `${pointer}/${index}`)),
    ...tooManyTables(blocks, pointer),
  ];
}

function emptySection({ pointer, value }: Placed<JsonObject>): Problem[] {
  if (value.type !== 'section' || value.text !== undefined || value.fields !== undefined) return [];
  return [{ pointer, message: 'missing required field: text or fields' }];
}

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element: options or groups; initial is one of them. */
function selectOptions({ pointer, value }: Placed<JsonObject>): Problem[] {
  if (value.type !== 'static_select') return [];
  if ((value.options === undefined) === (value.option_groups === undefined)) {
    return [{ pointer, message: 'exactly one of options and option_groups is needed' }];
  }
  const offered = optionsOf(value).map((option) => JSON.stringify(option));
  if (value.initial_option === undefined || offered.includes(JSON.stringify(value.initial_option))) return [];
  return [{ pointer: `${pointer}/initial_option`, message: 'must match one of the options exactly' }];
}

/** https://docs.slack.dev/reference/block-kit/block-elements/file-input-element: 1 to 10 files. */
function fileInput({ pointer, value }: Placed<JsonObject>): Problem[] {
  if (value.type !== 'file_input' || value.max_files === undefined) return [];
  const most = Number(value.max_files);
  if (Number.isInteger(most) && most >= 1 && most <= 10) return [];
  return [{ pointer: `${pointer}/max_files`, message: 'must be a whole number from 1 to 10' }];
}

/** The options of a menu, whether it has groups or not. */
export function optionsOf(element: JsonObject): JsonObject[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isObject) : [];
  const lists = [element.options, ...groups.map((group) => group.options)];
  return lists.flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));
}

function repeatedBlockIds(blocks: readonly unknown[], pointer: string): Problem[] {
  const ids = blocks.map((block) => (isObject(block) ? block.block_id : undefined));
  return ids.flatMap((id, index) =>
    id !== undefined && ids.indexOf(id) < index
      ? [{ pointer: `${pointer}/${index}/block_id`, message: `block_id "${id}" already exists` }]
      : [],
  );
}

function repeatedActionIds(block: unknown, pointer: string): Problem[] {
  const seen = new Set<unknown>();
  return [...objectsIn(block, pointer)].flatMap(({ pointer: at, value }) => {
    if (value.action_id === undefined) return [];
    if (!seen.has(value.action_id)) {
      seen.add(value.action_id);
      return [];
    }
    return [{ pointer: `${at}/action_id`, message: `action_id "${value.action_id}" already exists in this block` }];
  });
}

/** https://docs.slack.dev/reference/block-kit/blocks/table-block: one table a message. */
function tooManyTables(blocks: readonly unknown[], pointer: string): Problem[] {
  const tables = blocks.flatMap((block, index) => (isObject(block) && block.type === 'table' ? [index] : []));
  return tables.slice(1).map((index) => ({ pointer: `${pointer}/${index}`, message: 'only one table is allowed' }));
}
