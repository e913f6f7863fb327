// Writes slack-manifest.schema.json (or the file named) from Slack's own type of a manifest:
// `node infra/manifest-schema.ts && biome format --write infra`, whenever @slack/web-api is updated.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

const root = join(import.meta.dirname, '..');

const schema = createGenerator({
  path: join(root, 'node_modules/@slack/web-api/dist/types/request/manifest.d.ts'),
  type: 'Manifest',
  skipTypeCheck: true,
  jsDoc: 'none',
}).createSchema('Manifest');

// The type takes any other key as well; a key that Slack does not know is a mistake.
const manifest = schema.definitions?.Manifest;
if (typeof manifest !== 'object') throw new Error('The type Manifest is not where it was');
manifest.additionalProperties = false;

const target = process.argv[2] ?? join(root, 'infra/slack-manifest.schema.json');
writeFileSync(target, `${JSON.stringify(schema, null, 2)}\n`);
