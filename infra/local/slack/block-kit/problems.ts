import { LIMITS, type Limit } from './limits.ts';

/** Something that Slack refuses: where (a JSON pointer) and why. */
export type Problem = { readonly pointer: string; readonly message: string };

export type JsonObject = { [key: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export type Placed<T> = { readonly pointer: string; readonly value: T };

/** Every object in `value`, itself included, each with its pointer. */
export function* objectsIn(value: unknown, pointer: string): Generator<Placed<JsonObject>> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* objectsIn(item, `${pointer}/${index}`);
  } else if (isObject(value)) {
    yield { pointer, value };
    for (const [key, item] of Object.entries(value)) yield* objectsIn(item, `${pointer}/${key}`);
  }
}

/** What stands at a place such as `options[].text.text`; several values where the place passes through lists. */
function valuesAt(from: Placed<unknown>, place: string): Placed<unknown>[] {
  let found = [from];
  for (const step of place.split('.')) {
    const key = step.replace('[]', '');
    found = found
      .filter(({ value }) => isObject(value) && value[key] !== undefined)
      .map(({ pointer, value }) => ({ pointer: `${pointer}/${key}`, value: (value as JsonObject)[key] }));
    if (step.endsWith('[]')) found = found.flatMap(itemsOf);
  }
  return found;
}

const itemsOf = ({ pointer, value }: Placed<unknown>): Placed<unknown>[] =>
  Array.isArray(value) ? value.map((item, index) => ({ pointer: `${pointer}/${index}`, value: item })) : [];

function problemOf({ pointer, value }: Placed<unknown>, [, , least, most]: Limit): Problem | undefined {
  if (typeof value !== 'string' && !Array.isArray(value)) return undefined;
  const unit = Array.isArray(value) ? 'items' : 'characters';
  if (value.length < least) return { pointer, message: `must be more than ${least - 1} ${unit}` };
  if (value.length > most) return { pointer, message: `must be less than ${most + 1} ${unit}` };
  return undefined;
}

const LIMITS_OF = Map.groupBy(LIMITS, ([type]): unknown => type);
const ANYWHERE = LIMITS_OF.get('*') ?? [];

/** Every limit that something inside `value` breaks. */
export function limitProblems(value: unknown, pointer: string): Problem[] {
  const problems: Problem[] = [];
  for (const object of objectsIn(value, pointer)) {
    for (const limit of [...(LIMITS_OF.get(object.value.type) ?? []), ...ANYWHERE]) {
      for (const found of valuesAt(object, limit[1])) {
        const problem = problemOf(found, limit);
        if (problem) problems.push(problem);
      }
    }
  }
  return problems;
}
