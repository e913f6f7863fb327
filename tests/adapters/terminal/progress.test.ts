import { expect, test } from '@jest/globals';
import { openProgress } from '../../../lib/adapters/terminal/progress.ts';

const screen = (isTTY: boolean) => {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
};

test('on a terminal the line says how far it is, and is cleared at the end', () => {
  const terminal = screen(true);
  const progress = openProgress(terminal);
  progress.at('Checking', 50, 100);
  progress.done();

  expect(terminal.written.join('')).toBe(`\r\u001b[KChecking [${'#'.repeat(12)}${'-'.repeat(12)}] 50/100\r\u001b[K`);
});

test('what nobody knows the end of is counted', () => {
  const terminal = screen(true);
  openProgress(terminal).at('Reading recipients', 1000);

  expect(terminal.written).toEqual(['\r\u001b[KReading recipients: 1000']);
});

test('a file or a pipe gets none of it', () => {
  const file = screen(false);
  const progress = openProgress(file);
  progress.at('Checking', 1, 2);
  progress.done();

  expect(file.written).toEqual([]);
});
