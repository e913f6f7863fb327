import { Ajv, type ErrorObject } from 'ajv';
import blockKit from './block-kit.schema.json' with { type: 'json' };
import { isObject, type JsonObject, type Problem } from './problems.ts';

/** A process asks it for a few messages and ends: what compiles fastest is fastest. */
const ajv = new Ajv({
  strict: false,
  allErrors: true,
  verbose: true,
  validateSchema: false,
  inlineRefs: false,
  code: { optimize: false },
}).addSchema(blockKit, 'block-kit');
const definitions = new Map<string, unknown>(Object.entries(blockKit.definitions));

/** `section` → `SectionBlock`, for each block that Slack's types know. */
const blockNames = new Map(
  blockKit.definitions.KnownBlock.anyOf.map(({ $ref }) => {
    const name = $ref.replace('#/definitions/', '');
    return [typeOf(definitions.get(name)), name];
  }),
);

/** The constant that a definition asks of `type`; of several shapes, the first one's. */
function typeOf(definition: unknown): unknown {
  if (!isObject(definition)) return undefined;
  if (Array.isArray(definition.anyOf)) return definition.anyOf.map(typeOf).find(Boolean);
  const properties = isObject(definition.properties) ? definition.properties : {};
  return isObject(properties.type) ? properties.type.const : undefined;
}

/** How a block differs from what Slack's types allow. */
export function blockShapeProblems(block: unknown, pointer: string): Problem[] {
  const type = isObject(block) ? block.type : undefined;
  const name = blockNames.get(type);
  if (name === undefined) return [{ pointer, message: `unsupported type: ${String(type)}` }];
  return shapeProblems(name, block, pointer);
}

/** How a modal, its blocks apart, differs from what Slack's types allow. */
export function modalShapeProblems({ blocks: _, ...frame }: JsonObject, pointer: string): Problem[] {
  return shapeProblems('ModalFrame', frame, pointer);
}

function shapeProblems(name: string, value: unknown, pointer: string): Problem[] {
  const validate = ajv.getSchema(`block-kit#/definitions/${name}`);
  if (!validate) throw new Error(`No schema for ${name}`);
  if (validate(value)) return [];
  const error = mostTelling(validate.errors ?? []);
  return [{ pointer: `${pointer}${error?.instancePath ?? ''}`, message: sentence(error) }];
}

const isWrongType = ({ keyword, instancePath }: ErrorObject): boolean =>
  keyword === 'const' && instancePath.endsWith('/type');

/**
 * Of the many errors of an anyOf, the one that says most: not of a shape that was not meant (its `type` is another), then
 * the deepest, and at one depth rather a missing or a surplus field than a wrong type.
 */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject | undefined {
  const weight = (error: ErrorObject): number => {
    const depth = error.instancePath.split('/').length;
    return isWrongType(error) ? depth - 1.5 : depth;
  };
  const meant = errors.filter((error) => error.keyword !== 'anyOf' && isMeant(error));
  return (meant.length > 0 ? meant : errors).toSorted((one, other) => weight(other) - weight(one))[0];
}

function isMeant({ parentSchema, data }: ErrorObject): boolean {
  const type = typeOf(parentSchema);
  return type === undefined || !isObject(data) || data.type === type;
}

function sentence(error: ErrorObject | undefined): string {
  if (error?.keyword === 'additionalProperties')
    return `invalid additional property: ${error.params.additionalProperty}`;
  if (error?.keyword === 'required') return `missing required field: ${error.params.missingProperty}`;
  if (error && isWrongType(error)) return 'unsupported type here';
  return error?.message ?? 'does not match';
}
