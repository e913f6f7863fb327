import type { Logged } from './logged.ts';

export type Encoding = 'utf8' | 'utf16le';

export type Form = {
  readonly name: string;
  readonly kind: 'CSV' | 'XML' | 'text';
  /** Of a hundred events so many are the wizard's, where it is not a few. */
  readonly oursOfAHundred?: number;
  readonly encoding?: Encoding;
  /** What stands above the events. */
  readonly head?: string;
  readonly print: (event: Logged) => string;
};

const two = (number: number): string => String(number).padStart(2, '0');

const dateOf = (at: Date): string => `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()}`;

function timeOf(at: Date): string {
  const hour = at.getUTCHours();
  return `${hour % 12 || 12}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} ${hour < 12 ? 'AM' : 'PM'}`;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const clockOf = (at: Date): string => at.toISOString().slice(11, 19);

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Breaks a text at blanks as an article or a console does. */
function wrapped(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\r\n${indent}`);
}

const LEVELS = { Information: 4, Warning: 3, Error: 2 } as const;
/** PowerShell prints the number with the bits of the severity in front of it. */
const SEVERITY_BITS = { Information: 0x40000000, Warning: 0x80000000, Error: 0xc0000000 } as const;
const LINK = 'For more information, see Help and Support Center at http://go.microsoft.com/fwlink/events.asp.';

const copied = ({ id, source, type, text, at }: Logged): string =>
  `Event Type:\t${type}\r\nEvent Source:\t${source}\r\nEvent Category:\tNone\r\nEvent ID:\t${id}\r\nDate:\t\t${dateOf(at)}\r\nTime:\t\t${timeOf(at)}\r\nUser:\t\tN/A\r\nComputer:\t55SERVER\r\nDescription:\r\n${text.join('\r\n')}\r\n\r\n${LINK}\r\n\r\n`;

const listed = ({ id, source, type, text, at, number }: Logged): string =>
  `Index              : ${number}\r\nEntryType          : ${type}\r\nInstanceId         : ${SEVERITY_BITS[type] + id}\r\nMessage            : ${wrapped(text.join(' '), 58, ' '.repeat(21))}\r\nCategory           : (0)\r\nCategoryNumber     : 0\r\nReplacementStrings : {}\r\nSource             : ${source}\r\nTimeGenerated      : ${dateOf(at)} ${timeOf(at)}\r\nTimeWritten        : ${dateOf(at)} ${timeOf(at)}\r\nUserName           : \r\n\r\n`;

const snare = ({ id, source, type, text, at, number }: Logged): string =>
  `55SERVER\tMSWinEventLog\t1\tApplication\t${number}\t${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${two(at.getUTCDate())} ${clockOf(at)} ${at.getUTCFullYear()}\t${id}\t${source}\tN/A\tN/A\t${type}\t55SERVER\tNone\t\t${text.join(' ')}\t${number}\n`;

const nxlog = ({ id, source, type, text, at, number }: Logged): string =>
  `${JSON.stringify({
    EventTime: `${at.toISOString().slice(0, 10)} ${clockOf(at)}`,
    Hostname: '55SERVER',
    Keywords: 36_028_797_018_963_970,
    EventType: type.toUpperCase(),
    SeverityValue: LEVELS[type],
    EventID: id,
    SourceName: source,
    Task: 0,
    RecordNumber: number,
    Channel: 'Application',
    Message: text.join('\r\n'),
    SourceModuleName: 'in',
    SourceModuleType: 'im_mseventlog',
  })}\n`;

const rendered = ({ id, source, type, text, at, number }: Logged): string =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${source}'/><EventID Qualifiers='49152'>${id}</EventID><Level>${LEVELS[type]}</Level><Task>0</Task><Keywords>0x80000000000000</Keywords><TimeCreated SystemTime='${at.toISOString()}'/><EventRecordID>${number}</EventRecordID><Channel>Application</Channel><Computer>55SERVER</Computer><Security/></System><EventData><Data>${escaped(text[0] ?? '')}</Data></EventData><RenderingInfo Culture='en-US'><Message>${escaped(text.join('\r\n'))}</Message><Level>${type}</Level><Task></Task><Opcode></Opcode><Channel></Channel><Provider></Provider><Keywords><Keyword>Classic</Keyword></Keywords></RenderingInfo></Event>\r\n`;

/** Up to Windows 2003 an Event Viewer saves each event on one line. */
const onOneLine = ({ text }: Logged): string => text.join('  ');

function commas(event: Logged): string {
  const text = onOneLine(event);
  const { at, source, type, id } = event;
  return `${[dateOf(at), timeOf(at), source, type, 'None', id, 'N/A', '55SERVER', /[",]/.test(text) ? quoted(text) : text].join(',')}\r\n`;
}

function commasOfVista({ text, at, source, type, id }: Logged): string {
  const whole = text.join('\r\n');
  return `${[type, `${dateOf(at)} ${timeOf(at)}`, source, id, 'None', /[",\n]/.test(whole) ? quoted(whole) : whole].join(',')}\r\n`;
}

const tabs = (event: Logged): string =>
  `${[dateOf(event.at), timeOf(event.at), event.source, event.type, 'None', event.id, 'N/A', '55SERVER', onOneLine(event)].join('\t')}\r\n`;

/** What whole logs are exported as; each is written once and read by us and by what it is compared with. */
export const FORMS: readonly Form[] = [
  {
    name: 'CSV of Event Viewer',
    kind: 'CSV',
    head: 'Level,Date and Time,Source,Event ID,Task Category\r\n',
    print: commasOfVista,
  },
  { name: 'CSV of Windows 2000', kind: 'CSV', print: commas },
  { name: 'XML of wevtutil', kind: 'XML', print: rendered },
  { name: 'text with tabs of Windows 2000', kind: 'text', print: tabs },
  {
    name: 'text with tabs of Event Viewer',
    kind: 'text',
    head: 'Level\tDate and Time\tSource\tEvent ID\tTask Category\r\n',
    print: ({ type, at, source, id, text }) =>
      `${[type, `${dateOf(at)} ${timeOf(at)}`, source, id, 'None', text.length > 1 ? quoted(text.join('\r\n')) : text[0]].join('\t')}\r\n`,
  },
  { name: 'events copied one by one', kind: 'text', print: copied },
  {
    name: 'labels as articles print them',
    kind: 'text',
    print: ({ id, source, type, text }) =>
      `   Event ID: ${id}\r\n   Source: ${source}\r\n   Type: ${type}\r\n   Category: None\r\n   Description: ${wrapped(text.join(' '), 58, '   ')}\r\n\r\n`,
  },
  { name: 'Get-EventLog | fl > file (UTF-16)', kind: 'text', encoding: 'utf16le', head: '\ufeff\r\n', print: listed },
  { name: 'Snare, in a syslog file', kind: 'text', print: snare },
  { name: 'NXLog, JSON lines', kind: 'text', print: nxlog },
  // All of them are explained, so that the time is not compared with a scan's.
  { name: 'nothing but the wizard, listed as JSON', kind: 'text', oursOfAHundred: 100, print: tabs },
];
