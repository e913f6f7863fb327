import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { writeLog } from '../../../infra/bench/exported-log.ts';
import { FORMS } from '../../../infra/bench/log-forms.ts';
import { readOnce } from '../../../infra/bench/log-readers.ts';

const folder = mkdtempSync(join(tmpdir(), 'migcheck-logs-'));
const file = join(folder, 'log');
afterAll(() => rmSync(folder, { recursive: true }));

/** More than a paste has, so that it is read as a log; in UTF-16 a character has two bytes. */
const bytesOf = (encoding = 'utf8'): number => (encoding === 'utf8' ? 1_200_000 : 2_400_000);

describe.each(FORMS)('$name', (form) => {
  const { kind, encoding = 'utf8', oursOfAHundred = 3 } = form;

  test(`what was written is what is found, about ${oursOfAHundred} of a hundred the wizard’s`, async () => {
    const written = writeLog(file, form, bytesOf(encoding));

    expect(statSync(file).size).toBeGreaterThanOrEqual(bytesOf(encoding));
    expect((await readOnce('ours', file, encoding)).found).toEqual(written);
    expect(Math.abs(written.migrationEvents / written.events - oursOfAHundred / 100)).toBeLessThan(0.02);
  });

  test('the baseline reads all of it', async () => {
    const { events } = writeLog(file, form, 100_000);
    const { found, milliseconds, peak } = await readOnce(kind, file, encoding);

    expect(milliseconds).toBeGreaterThan(0);
    expect(peak).toBeGreaterThan(1_000_000);
    expect(found.records).toBeGreaterThanOrEqual(events - 1);
  });
});

test('a log is the same every time', () => {
  const [form] = FORMS;
  if (!form) throw new Error('No form is measured');
  const logs = [0, 1].map(() => {
    writeLog(file, form, 100_000);
    return readFileSync(file, 'utf8');
  });

  expect(logs[1]).toBe(logs[0]);
});
