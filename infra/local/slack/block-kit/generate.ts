/**
 * Writes block-kit.schema.json from Slack's own types (@slack/types). Run it again when that package moves:
 * `node infra/local/slack/block-kit/generate.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

const here = import.meta.dirname;

const schema = createGenerator({
  path: join(here, 'schema-source.ts'),
  tsconfig: join(here, '../../../../tsconfig.json'),
  type: '*',
  skipTypeCheck: true,
  jsDoc: 'none',
  additionalProperties: false,
}).createSchema('*');

writeFileSync(join(here, 'block-kit.schema.json'), `${JSON.stringify(schema, null, 2)}\n`);
