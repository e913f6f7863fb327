import { describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { explainLog } from '../../../lib/events/log.ts';
import { binaryLogIn, type Encoding, encodingOf, openLog, SAVE_AS_TEXT } from '../../../lib/events/read/encoding.ts';
import { readEventStream } from '../../../lib/events/read/stream.ts';
import { PRINTERS, type Sample } from './printed-events.ts';

const EVENT: Sample = {
  id: 7026,
  source: 'MSExchangeMig',
  severity: 'error',
  text: 'Migration Aborted due to Mapi logon failure.',
  computer: '55SERVER',
};

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function textOf(bytes: Uint8Array, size: number): Promise<string> {
  const log = await openLog(inPieces(bytes, size));
  if (log.kind !== 'text') throw new Error('It is no text.');
  let text = '';
  for await (const piece of log.text) text += piece;
  return text;
}

const SAID: readonly (readonly [Encoding, Parameters<NonNullable<(typeof PRINTERS)[string]>>[1]])[] = [
  ['utf-8', 'Japanese'],
  ['utf-16le', 'Japanese'],
  ['utf-16be', 'German'],
  ['windows-1252', 'German'],
  ['windows-1252', 'French'],
  ['windows-1252', 'Spanish'],
  ['windows-1252', 'Portuguese'],
  ['cp850', 'German'],
  ['cp850', 'French'],
  ['cp850', 'Spanish'],
  ['cp850', 'Portuguese'],
  ['cp437', 'German'],
  ['cp437', 'Spanish'],
  ['shift_jis', 'Japanese'],
];

describe('what a log was written in is told by its bytes', () => {
  test.each(SAID)('%s, %s', async (encoding, language) => {
    // cp1252 has no blank before a colon that cp437 has, too.
    const text = (PRINTERS.clipboard?.(EVENT, language) ?? '').replace(/\u00a0/g, ' ').repeat(3);
    const bytes = iconv.encode(text, encoding);

    for (const size of [7, 65_536]) expect(await textOf(bytes, size)).toBe(text);
  });

  test.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('%s with its mark', async (encoding) => {
    const bytes = iconv.encode('Ereigniskennung: 7026', encoding, { addBOM: true });

    expect(encodingOf(bytes)).toBe(encoding);
    expect((await textOf(bytes, 3)).replace('\ufeff', '')).toBe('Ereigniskennung: 7026');
  });

  test('the first letter that is not ASCII may come late', async () => {
    const text = `${'Event ID: 1\r\n'.repeat(10_000)}Schlüsselwörter: Überprüfung größer\r\n`;

    expect(await textOf(iconv.encode(text, 'windows-1252'), 4_096)).toBe(text);
    expect(await textOf(iconv.encode(text, 'utf-8'), 4_099)).toBe(text);
  });
});

describe('binary logs', () => {
  const EVT = Buffer.from('300000004c664c650100000001000000', 'hex');
  const EVTX = Buffer.from('456c6646696c6500', 'hex');

  test('are recognised by their first bytes', async () => {
    expect(binaryLogIn(EVT)).toBe('evt');
    expect(binaryLogIn(EVTX)).toBe('evtx');
    expect(binaryLogIn(Buffer.from('Event ID: 7026'))).toBeUndefined();
    expect(await openLog(inPieces(EVTX, 2))).toEqual({ kind: 'binary log', format: 'evtx' });
  });

  test.each(['evt', 'evtx'] as const)('how an .%s becomes text is told', (format) => {
    expect(SAVE_AS_TEXT[format]).toMatch(/save .*text/);
  });
});

test('a console of Western Europe redirects a German log, and its event is read', async () => {
  const log = await openLog(inPieces(iconv.encode(PRINTERS.vista?.(EVENT, 'German') ?? '', 'cp850'), 1_000));
  const events = [];
  if (log.kind === 'text') for await (const event of readEventStream(log.text)) events.push(event);
  expect(events).toMatchObject([{ id: 7026, source: 'MSExchangeMig', type: 'Fehler', severity: 'error' }]);
});

describe('a file to which a console appended in another encoding', () => {
  const logged = (id: number): string =>
    `Event Type:\tError\r\nEvent Source:\tMSExchangeMig\r\nEvent ID:\t${id}\r\nDescription:\r\nMigration Aborted due to Mapi logon failure.\r\n\r\n`;
  const many = logged(7026).repeat(2_000);
  const marked = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(text, 'utf-16le')]);

  test.each([
    ['UTF-16 behind UTF-8', [Buffer.from(logged(7026)), iconv.encode(logged(7017), 'utf-16le')]],
    ['UTF-16, the high byte first', [Buffer.from(logged(7026)), iconv.encode(logged(7017), 'utf-16be')]],
    ['single bytes behind UTF-16', [marked(logged(7026)), Buffer.from(logged(7017))]],
    ['UTF-16 far behind', [Buffer.from(many), iconv.encode(logged(7017), 'utf-16le')]],
    ['single bytes far behind', [marked(many), Buffer.from(logged(7017))]],
  ])('%s: no event is lost', async (_, parts) => {
    async function* pieces() {
      const whole = Buffer.concat(parts);
      for (let from = 0; from < whole.length; from += 4_096) yield whole.subarray(from, from + 4_096);
    }
    const opened = await openLog(pieces());
    if (opened.kind !== 'text') throw new Error(opened.kind);
    const { summary } = await explainLog(opened.text);

    expect(summary.counts.map(({ id }) => id).sort()).toEqual([7017, 7026]);
  });
});
