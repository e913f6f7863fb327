import { join } from 'node:path';
import { build } from '../build.ts';
import { measureAcknowledgement } from './acknowledgement.ts';
import { measureApproval } from './approval.ts';
import { measureCheck } from './check.ts';
import { measureExplain } from './explain.ts';
import { measurePlan } from './plan.ts';
import type { Section } from './row.ts';
import { measureStarts } from './starts.ts';
import { table } from './table.ts';
import { measureWave } from './wave.ts';
import { measureMillion } from './wave-million.ts';

// Ends in order, so that what was started is stopped and what was written is removed.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const out = join(import.meta.dirname, '../../.build');
const bundles = await build(undefined, out);
const door = join(out, 'slack', 'index.js');

const MEASUREMENTS: Readonly<Record<string, () => Promise<Section>>> = {
  'start of the packaged functions': () => measureStarts(out, bundles),
  acknowledgement: () => measureAcknowledgement(door),
  check: measureCheck,
  approval: measureApproval,
  plan: measurePlan,
  'exported logs': measureExplain,
  wave: measureWave,
};

/** Measured only when they are named. */
const LONG: typeof MEASUREMENTS = { million: measureMillion };

/** A measurement that fails is a row of its own: the others are still worth having. */
async function measured([name, measure]: [string, () => Promise<Section>]): Promise<Section> {
  // stdout belongs to the table, or to the document.
  process.stderr.write(`measuring: ${name} …\n`);
  try {
    return await measure();
  } catch (error) {
    const notMeasured = error instanceof Error ? error.message : String(error);
    return { title: name, baseline: 'nothing', rows: [{ what: name, notMeasured }] };
  }
}

// Names of sections pick some; none is all of them.
const picked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const all = { ...MEASUREMENTS, ...LONG };
const unknown = picked.find((name) => !(name in all));
if (unknown) {
  process.stderr.write(`There is no section "${unknown}". There are: ${Object.keys(all).join(', ')}\n`);
  process.exit(2);
}
const sections: Section[] = [];
for (const measurement of Object.entries(picked.length === 0 ? MEASUREMENTS : all))
  if (picked.length === 0 || picked.includes(measurement[0])) sections.push(await measured(measurement));

const asked = process.argv.includes('--json') ? JSON.stringify(sections, undefined, 2) : `\n${table(sections)}`;
process.stdout.write(`${asked}\n`);
// A figure over its limit is something to read, a figure that is missing is a failure.
process.exitCode = sections.some(({ rows }) => rows.some((row) => 'notMeasured' in row)) ? 1 : 0;
