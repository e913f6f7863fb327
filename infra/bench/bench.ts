import { join } from 'node:path';
import { build } from '../build.ts';
import { measureAcknowledgement } from './acknowledgement.ts';
import { measureCheck } from './check.ts';
import { measureDoorStart } from './door-start.ts';
import type { Section } from './row.ts';
import { table } from './table.ts';

const out = join(import.meta.dirname, '../../.build');
const door = join(out, 'slack/index.js');

const bundles = await build(undefined, out);
const sections: Section[] = [await measureDoorStart(door, bundles), await measureAcknowledgement(door), await measureCheck()];
process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify(sections, undefined, 2)}\n` : `${table(sections)}\n`);
