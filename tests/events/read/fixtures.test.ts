import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readEvents } from '../../../lib/events/read/read-events.ts';

const FOLDER = join(__dirname, '..', '..', 'fixtures', 'events', 'shapes');
const pasted = (name: string): string => readFileSync(join(FOLDER, `${name}.txt`), 'utf8');

const OURS = { id: 7026, source: 'MSExchangeMig', recognizedBy: 'source' };
const AS_PRINTED = { ...OURS, at: '7/17/2002 12:44:50 PM', computer: '55SERVER', severity: 'error' };
const TEXT = { description: expect.stringContaining('Migration Aborted due to Mapi logon failure') };
const LINE = (from: number, to = from) => ({ lines: { from, to } });

/** What every fixture holds, in order; what is not named here does not matter to it. */
const HELD: Record<string, readonly object[]> = {
  dumpel: [
    { id: 7026, source: 'Service Control Manager', type: 'Error', ...LINE(1) },
    { ...OURS, at: '7/17/02 12:44:50 PM', type: 'Error', computer: '55SERVER', shape: 'dumpel', ...LINE(2) },
    { id: 10_068, source: 'MSExchangeMig', severity: 'information', user: 'FABRIKAM\\admin', ...LINE(3) },
  ],
  'dumpel-blanks': [
    { id: 1016, source: 'DhcpServer' },
    { ...OURS, ...TEXT, shape: 'dumpel', ...LINE(2) },
  ],
  dumpevt: [
    { ...AS_PRINTED, ...TEXT, shape: 'dumpevt', ...LINE(1) },
    { id: 8002, source: 'MSExchangeMig', description: expect.stringMatching(/^Errors .* C:\\TEMP\\00000001\.PRI\.$/) },
  ],
  'eventquery-table': [
    { ...AS_PRINTED, shape: 'eventquery', ...LINE(11) },
    { id: 10_002, source: 'DCOM', ...LINE(12) },
  ],
  'eventquery-csv': [
    { ...AS_PRINTED, ...TEXT, ...LINE(1, 2) },
    { id: 238, source: 'MSExchangeMigDS', description: expect.stringContaining('not unique, "really"') },
  ],
  wevtutil: [
    { id: 100, source: 'WLMS', ...LINE(1, 14) },
    { ...OURS, ...TEXT, at: '2002-07-17T12:44:50.000', shape: 'wevtutil', ...LINE(16, 29) },
  ],
  'wevtutil-xml': [
    { ...OURS, at: '2002-07-17T16:44:50.000000000Z', severity: 'error', computer: '55SERVER', ...LINE(1) },
    { id: 7026, source: 'Service Control Manager', type: 'Fehler', description: 'Treiber <i8042prt>', ...LINE(2) },
  ],
  'get-eventlog-list': [
    {
      ...OURS,
      ...TEXT,
      at: '7/17/2002 12:44:50 PM',
      user: 'FABRIKAM\\admin',
      shape: 'powershell list',
      ...LINE(2, 13),
    },
    { id: 7026, source: 'Service Control Manager' },
  ],
  'get-eventlog-table': [
    { ...OURS, at: 'Jul 17 12:44', shape: 'powershell table', ...LINE(4) },
    { id: 10_016, source: 'DCOM', ...LINE(5) },
  ],
  'get-winevent-list': [
    { ...OURS, ...TEXT, at: '7/17/2002 12:44:50 PM', ...LINE(2, 5) },
    { id: 8002, source: 'MSExchangeMig', description: expect.stringContaining('has been created called') },
  ],
  'get-winevent-table': [
    { ...OURS, ...TEXT, at: '7/17/2002 12:44:50 PM' },
    { id: 8002, source: 'MSExchangeMig', ...LINE(7) },
    { id: 7026, source: 'Service Control Manager' },
  ],
  snare: [
    { id: 7036, source: 'Service Control Manager', severity: 'information', computer: 'propc12' },
    {
      ...OURS,
      ...TEXT,
      at: 'Jul 17 12:44:50 2002',
      computer: '55SERVER',
      severity: 'error',
      shape: 'snare',
      ...LINE(2),
    },
  ],
  'snare-blanks': [{ ...OURS, ...TEXT, computer: '55SERVER', shape: 'snare', ...LINE(1) }],
  eventreporter: [
    { id: 4102, source: 'Wins', computer: 'FMSRV' },
    { ...OURS, ...TEXT, at: 'Wed Jul 17 12:44:50 2002', computer: '55SERVER', severity: 'error', ...LINE(2) },
  ],
  evtsys: [
    { ...OURS, ...TEXT, at: 'Jul 17 12:44:50', computer: '55server', shape: 'evtsys', ...LINE(1) },
    { id: 7036, source: 'Service Control Manager' },
  ],
  nxlog: [
    { ...OURS, ...TEXT, at: '2002-07-17 12:44:50', computer: '55SERVER', severity: 'error', shape: 'json', ...LINE(1) },
    { id: 7026, source: 'Service Control Manager', ...LINE(2) },
  ],
  'saved-text': [
    { ...AS_PRINTED, ...TEXT, shape: 'saved by Event Viewer', ...LINE(1) },
    { id: 7000, source: 'MSExchangeIS Public', user: 'NT AUTHORITY\\SYSTEM', ...LINE(2) },
  ],
  'saved-csv': [
    { ...AS_PRINTED, ...TEXT, ...LINE(1) },
    { id: 7000, source: 'MSExchangeIS Public', description: 'Something, else.' },
  ],
  'saved-csv-vista': [
    { ...OURS, ...TEXT, severity: 'error', shape: 'saved by Event Viewer', ...LINE(1, 3) },
    { id: 10_002, source: 'DCOM', ...LINE(4) },
  ],
  'saved-csv-german': [
    { ...OURS, ...TEXT, type: 'Fehler', severity: 'error', at: '17.07.2002 12:44:50' },
    { id: 10_002, source: 'DCOM', description: 'Erste Zeile Zweite Zeile', ...LINE(3, 4) },
  ],
  'clipboard-spanish': [
    { ...OURS, ...TEXT, at: '17/07/2002 12:44:50', user: 'No disponible', computer: '55SERVER', shape: 'clipboard' },
  ],
  'clipboard-german': [
    { ...OURS, ...TEXT, type: 'Fehler', severity: 'error', user: 'Nicht zutreffend', at: '17.07.2002 12:44:50' },
  ],
  'vista-french': [{ ...OURS, ...TEXT, type: 'Erreur', severity: 'error', at: '17/07/2009 12:44:50', shape: 'vista' }],
  'vista-japanese': [{ ...OURS, ...TEXT, type: 'エラー', severity: 'error', computer: '55SERVER', shape: 'vista' }],
  'text-lost-german': [{ ...OURS, shape: 'text lost', ...LINE(1) }],
  'text-lost-vista': [{ ...OURS, shape: 'text lost', ...LINE(1) }],
  'export-csv': [{ ...AS_PRINTED, ...TEXT, shape: 'columns' }],
};

test.each(Object.entries(HELD))('%s, exactly as it was pasted', (name, held) => {
  const events = readEvents(pasted(name));

  expect(events).toMatchObject(held);
});

test('every fixture is read here, with the tabs and line ends of Windows in those that have them', () => {
  expect(Object.keys(HELD).sort()).toEqual(
    readdirSync(FOLDER)
      .map((name) => name.replace(/\.txt$/, ''))
      .sort(),
  );
  expect(pasted('dumpel')).toContain('7026\tN/A\tMSExchangeMig\t55SERVER\t\r\n');
});
