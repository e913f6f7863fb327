import { parseCommand } from '../../../lib/asking/command.ts';
import { LABELS, type Language, TYPES } from '../../../lib/events/read/labels.ts';
import type { Severity } from '../../../lib/events/read/logged-event.ts';

/** An event as a server would log it. */
export type Sample = {
  readonly id: number;
  readonly source: string;
  readonly severity: Severity;
  readonly text: string;
  readonly computer: string;
};

export const LANGUAGES = Object.keys(LABELS).filter((language) => language !== 'PowerShell') as readonly Language[];

const first = (names: string | readonly string[] | undefined): string =>
  (typeof names === 'string' ? names : names?.[0]) ?? '';

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Which of a severity's words is this language's. */
const WORD: Record<string, readonly string[]> = {
  English: ['critical', 'error', 'warning', 'information'],
  Spanish: ['crítico', 'error', 'advertencia', 'información'],
  German: ['kritisch', 'fehler', 'warnung', 'informationen'],
  French: ['critique', 'erreur', 'avertissement', 'information'],
  Italian: ['critico', 'errore', 'avviso', 'informazioni'],
  Portuguese: ['crítico', 'erro', 'aviso', 'informações'],
  Dutch: ['kritiek', 'fout', 'waarschuwing', 'informatie'],
  Japanese: ['重大', 'エラー', '警告', '情報'],
};
const SEVERITIES = ['critical', 'error', 'warning', 'information'];

const typeIn = (language: Language, severity: Severity): string =>
  capital(WORD[language]?.[SEVERITIES.indexOf(severity)] ?? TYPES[severity][0] ?? '');

const DATES: Record<
  string,
  { readonly date: string; readonly time: string; readonly none: string; readonly nobody: string }
> = {
  English: { date: '7/17/2002', time: '12:44:50 PM', none: 'None', nobody: 'N/A' },
  Spanish: { date: '17/07/2002', time: '12:44:50', none: 'Ninguno', nobody: 'No disponible' },
  German: { date: '17.07.2002', time: '12:44:50', none: 'Keine', nobody: 'Nicht zutreffend' },
  French: { date: '17/07/2002', time: '12:44:50', none: 'Aucun', nobody: 'N/A' },
  Italian: { date: '17/07/2002', time: '12.44.50', none: 'Nessuno', nobody: 'N/D' },
  Portuguese: { date: '17/07/2002', time: '12:44:50', none: 'Nenhum', nobody: 'N/D' },
  Dutch: { date: '17-7-2002', time: '12:44:50', none: 'Geen', nobody: 'n.v.t.' },
  Japanese: { date: '2002/07/17', time: '12:44:50', none: 'なし', nobody: 'N/A' },
};
const printsOf = (language: Language) => DATES[language] ?? { date: '', time: '', none: '', nobody: '' };

/** French sets a blank before its colons. */
const colon = (language: Language): string => (language === 'French' ? '\u00a0:' : ':');

type Printer = (event: Sample, language: Language) => string;

/** Windows 2000 and 2003, "copy to clipboard". */
const clipboard: Printer = ({ id, source, severity, text, computer }, language) => {
  const { classic } = LABELS[language];
  const { date, time, none, nobody } = printsOf(language);
  const label = (name: string | readonly string[] | undefined) => `${capital(first(name))}${colon(language)}`;
  return [
    `${label(classic.type)}\t${typeIn(language, severity)}`,
    `${label(classic.source)}\t${source}`,
    `${label(classic.other)}\t${none}`,
    `${label(classic.id)}\t${id}`,
    `${label(classic.date)}\t\t${date}`,
    `${label(classic.time)}\t\t${time}`,
    `${label(classic.user)}\t\t${nobody}`,
    `${label(classic.computer)}\t${computer}`,
    label(classic.description),
    text,
  ].join('\r\n');
};

/** Vista and later, "copy details as text"; the XML comes again below. */
const vista: Printer = (event, language) => {
  const { id, source, severity, text, computer } = event;
  const labels = LABELS[language].vista;
  const { date, time, none, nobody } = printsOf(language);
  const label = (name: string | readonly string[] | undefined, at = 0) =>
    `${capital(typeof name === 'string' ? name : (name?.[at] ?? ''))}${colon(language)}`.padEnd(15);
  return [
    `${label(labels.other)}Application`,
    `${label(labels.source)}${source}`,
    `${label(labels.date)}${date} ${time}`,
    `${label(labels.id)}${id}`,
    `${label(labels.other, 1)}${none}`,
    `${label(labels.type)}${typeIn(language, severity)}`,
    `${label(labels.user)}${nobody}`,
    `${label(labels.computer)}${computer}`,
    label(labels.description).trimEnd(),
    text,
    label(labels.xml).trimEnd(),
    xml(event, language),
  ].join('\r\n');
};

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const xml: Printer = ({ id, source, text, computer }) =>
  `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">\r\n  <System>\r\n    <Provider Name="${source}" />\r\n    <EventID Qualifiers="49152">${id}</EventID>\r\n    <Level>2</Level>\r\n    <TimeCreated SystemTime="2002-07-17T16:44:50.000000000Z" />\r\n    <Computer>${computer}</Computer>\r\n  </System>\r\n  <EventData>\r\n    <Data>${escaped(text)}</Data>\r\n  </EventData>\r\n</Event>`;

/** wevtutil puts an event on one line, with the other quotes. */
const wevtutilXml: Printer = (event, language) =>
  xml(event, language)
    .replace(/"/g, "'")
    .replace(/\r\n\s*/g, '');

const quoted = (cell: string | number): string => `"${String(cell).replace(/"/g, '""')}"`;

/** The numbers with which PowerShell prints ids: the severity's bits are in front. */
const instanceId = ({ id }: Sample): number => 0xc0000000 + id;

export const PRINTERS: Record<string, Printer> = {
  clipboard,
  vista,
  'wevtutil XML': wevtutilXml,
  'XML as saved': xml,
  'KB labels': ({ id, source, severity, text }, language) => {
    const { classic } = LABELS[language];
    const short = (names: string | readonly string[] | undefined) =>
      capital(first(typeof names === 'string' ? names : (names ?? []).slice(-1)));
    return `   ${capital(first(classic.id))}: ${id}\n   ${short(classic.source)}: ${source}\n   ${short(classic.type)}: ${typeIn(language, severity)}\n   ${capital(first(classic.description))}: ${text}`;
  },
  'one line': ({ id, source, text }) =>
    `Event ID: ${id} Source: ${source} Type: Error Category: None Description: ${text}`,
  'NT 4 columns': ({ id, source, text, computer }) =>
    `   Date            7/17/02                 Event ID        ${id}\r\n   Time            12:44:50 PM             Source          ${source}\r\n   User            N/A                     Type            Error\r\n   Computer        ${computer.padEnd(24)}Category        None\r\n\r\n   ${text}`,
  'wevtutil text': ({ id, source, text, computer }) =>
    `Event[0]:\r\n  Log Name: Application\r\n  Source: ${source}\r\n  Date: 2002-07-17T12:44:50.000\r\n  Event ID: ${id}\r\n  Task: N/A\r\n  Level: Error\r\n  Opcode: N/A\r\n  Keyword: Classic\r\n  User: N/A\r\n  User Name: N/A\r\n  Computer: ${computer}\r\n  Description: \r\n${text}\r\n`,
  dumpel: ({ id, source, text, computer }) => `7/17/02\t12:44:50 PM\t1\t0\t${id}\tN/A\t${source}\t${computer}\t${text}`,
  dumpevt: ({ id, source, text, computer }) =>
    `APP,12345,7/17/2002 12:44:50 PM,${id},Error,0,${source},N/A,${computer},${text}`,
  'eventquery table': ({ id, source, computer }) =>
    `------------------------------------------------------------------------------\r\nListing the events in 'application' log of host '${computer}'\r\n------------------------------------------------------------------------------\r\nType          Event  Date Time                Source            ComputerName   \r\n------------- ------ ------------------------ ----------------- ---------------\r\nerror         ${String(id).padEnd(6)} 7/17/2002 12:44:50 PM    ${source.padEnd(17)} ${computer}`,
  'eventquery CSV': ({ id, source, text, computer }) =>
    `"Type","Event","Date Time","Source","ComputerName","Category","User","Description"\r\n${['error', id, '7/17/2002 12:44:50 PM', source, computer, 'None', 'N/A', text].map(quoted).join(',')}`,
  'Get-EventLog list': (event) =>
    `Index              : 13819\nEntryType          : Error\nInstanceId         : ${instanceId(event)}\nMessage            : ${event.text}\nCategory           : (0)\nCategoryNumber     : 0\nReplacementStrings : {}\nSource             : ${event.source}\nTimeGenerated      : 7/17/2002 12:44:50 PM\nTimeWritten        : 7/17/2002 12:44:50 PM\nUserName           : `,
  'Get-EventLog select': (event) =>
    `EventID            : ${event.id}\nMachineName        : ${event.computer}\nData               : {}\nIndex              : 13819\nCategory           : (0)\nCategoryNumber     : 0\nEntryType          : Error\nMessage            : ${event.text}\nSource             : ${event.source}\nReplacementStrings : {}\nInstanceId         : ${instanceId(event)}\nTimeGenerated      : 7/17/2002 12:44:50 PM`,
  'Get-EventLog table': (event) =>
    `   Index Time          EntryType   Source                 InstanceID Message\n   ----- ----          ---------   ------                 ---------- -------\n   13819 Jul 17 12:44  Error       ${event.source.padEnd(20)} ${instanceId(event)} ${event.text}`,
  'Get-WinEvent list': ({ id, source, text }) =>
    `TimeCreated  : 7/17/2002 12:44:50 PM\nProviderName : ${source}\nId           : ${id}\nMessage      : ${text}`,
  'Get-WinEvent table': ({ id, source, text }) =>
    `   ProviderName: ${source}\n\nTimeCreated                     Id LevelDisplayName Message\n-----------                     -- ---------------- -------\n7/17/2002 12:44:50 PM         ${id} Error            ${text}`,
  'Export-Csv': (event) =>
    `#TYPE System.Diagnostics.EventLogEntry\r\n"EventID","MachineName","Index","EntryType","Message","Source","InstanceId","TimeGenerated","UserName"\r\n${[event.id, event.computer, 13819, 'Error', event.text, event.source, instanceId(event), '7/17/2002 12:44:50 PM', ''].map(quoted).join(',')}`,
  Snare: ({ id, source, text, computer }) =>
    `${computer}\tMSWinEventLog\t4\tApplication\t2174\tWed Jul 17 12:44:50 2002\t${id}\t${source}\tN/A\tN/A\tError\t${computer}\tNone\t\t${text}\t0`,
  EventReporter: ({ id, source, text, computer }) =>
    `EvntSLog: [ERR] Wed Jul 17 12:44:50 2002: ${computer}/${source} (${id}) - "${text}"`,
  evtsys: ({ id, source, text, computer }) => `<27>Jul 17 12:44:50 ${computer} ${source}: ${id}: ${text}`,
  'NXLog JSON': ({ id, source, text, computer }) =>
    JSON.stringify({
      EventTime: '2002-07-17 12:44:50',
      Hostname: computer,
      EventType: 'ERROR',
      EventID: id,
      SourceName: source,
      Channel: 'Application',
      Message: text,
    }),
  'evtx_dump JSON': ({ id, source, text, computer }) =>
    `Record 1\r\n${JSON.stringify(
      {
        Event: {
          '#attributes': { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
          System: {
            Provider: { '#attributes': { Name: source } },
            EventID: { '#attributes': { Qualifiers: 49_152 }, '#text': id },
            Level: 2,
            TimeCreated: { '#attributes': { SystemTime: '2002-07-17T16:44:50.000000Z' } },
            EventRecordID: 1,
            Channel: 'Application',
            Computer: computer,
            Security: { '#attributes': { UserID: '' } },
          },
          EventData: { Data: { '#text': [text] } },
        },
      },
      undefined,
      2,
    )}`,
  'Winlogbeat JSON': ({ id, source, text, computer }) =>
    JSON.stringify({
      '@timestamp': '2002-07-17T16:44:50.000Z',
      winlog: {
        event_id: id,
        provider_name: source,
        channel: 'Application',
        computer_name: computer,
        process: { pid: 7, thread: { id: 8 } },
      },
      log: { level: 'error' },
      event: { code: String(id), provider: source },
      message: text,
    }),
  'XML with a prefix': (event, language) =>
    xml(event, language)
      .replace(/<(\/?)(?=[A-Z])/g, '<$1e:')
      .replace('xmlns=', 'xmlns:e='),
  'Friendly View': ({ id, source, text, computer }) =>
    `- System \r\n\r\n  - Provider \r\n\r\n   [ Name]  ${source} \r\n \r\n  - EventID ${id} \r\n\r\n   [ Qualifiers]  49152 \r\n \r\n   Level 2 \r\n \r\n   Task 0 \r\n \r\n   Keywords 0x80000000000000 \r\n \r\n  - TimeCreated \r\n\r\n   [ SystemTime]  2002-07-17T16:44:50.000000000Z \r\n \r\n   EventRecordID 1234 \r\n \r\n   Channel Application \r\n \r\n   Computer ${computer} \r\n \r\n   Security \r\n \r\n\r\n- EventData \r\n\r\n   ${text} \r\n`,
  'text lost': ({ id, source }) =>
    `The description for Event ID ( ${id} ) in Source ( ${source} ) could not be found. It contains the following insertion string(s): .`,
  'text lost from Vista on': ({ id, source }) =>
    `The description for Event ID ${id} from source ${source} cannot be found. Either the component that raises this event is not installed on your local computer or the installation is corrupted.`,
  'saved as text': ({ id, source, severity, text, computer }, language) => {
    const { date, time, none, nobody } = printsOf(language);
    return [date, time, source, typeIn(language, severity), none, id, nobody, computer, text].join('\t');
  },
  'saved as CSV': ({ id, source, severity, text, computer }, language) => {
    const { date, time, none, nobody } = printsOf(language);
    const last = /[",]/.test(text) ? quoted(text) : text;
    return [date, time, source, typeIn(language, severity), none, id, nobody, computer, last].join(',');
  },
  'saved as CSV from Vista on': ({ id, source, severity, text }, language) => {
    const { vista: labels } = LABELS[language];
    const { date, time, none } = printsOf(language);
    const named = [first(labels.type), 'Date and Time', first(labels.source), first(labels.id), first(labels.other)];
    return `${named.map(capital).join(',')}\r\n${[typeIn(language, severity), `${date} ${time}`, source, id, none, quoted(text)].join(',')}`;
  },
  'saved as text from Vista on': ({ id, source, severity, text }, language) => {
    const { date, time, none } = printsOf(language);
    return `Level\tDate and Time\tSource\tEvent ID\tTask Category\r\n${[typeIn(language, severity), `${date} ${time}`, source, id, none, /\n/.test(text) ? quoted(text) : text].join('\t')}`;
  },
};

/** Shapes in which the names of the columns stand once above all rows, and on how many lines. */
export const HEADED: Record<string, number> = {
  'eventquery table': 5,
  'eventquery CSV': 1,
  'Get-EventLog table': 2,
  'Get-WinEvent table': 4,
  'Export-Csv': 2,
  'saved as CSV from Vista on': 1,
  'saved as text from Vista on': 1,
};

const IN_ROWS = /dump|saved|CSV|Csv|Snare|EventReporter|evtsys|JSON|XML| table/;

/** A log of many events in one shape; a header stands in it once. */
export function logOf(shape: string, events: readonly Sample[], language: Language = 'English'): string {
  const printed = events.map((event) => PRINTERS[shape]?.(event, language) ?? '');
  const header = HEADED[shape] ?? 0;
  const [first = '', ...others] = printed;
  const rows = others.map((text) => text.split('\n').slice(header).join('\n'));
  return [first, ...rows].join(IN_ROWS.test(shape) ? '\r\n' : '\r\n\r\n');
}

/** A text as a file comes: in pieces of so many characters. */
export async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += size) yield text.slice(from, from + size);
}

/** The text as Slack hands it on when somebody types `/migcheck explain` in front of it. */
export function throughSlack(text: string): string {
  const entities = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\t/g, '    ');
  const links = entities.replace(/https?:\/\/[^\s"&]+/g, '<$&>').replace(/"([^"\n]*)"/g, '\u201c$1\u201d');
  const command = parseCommand(`explain ${links.replace(/ {2}/g, '\u00a0 ')}`);
  return command.kind === 'explain' ? command.text : '';
}

/** What mails, chats and people do to a text between the server and us; every one leaves the words as they are. */
export const MANGLINGS: Record<string, (text: string) => string> = {
  nothing: (text) => text,
  'a code fence': (text) => `\`\`\`\n${text}\n\`\`\``,
  'a tight code fence': (text) => `\`\`\`${text}\`\`\``,
  'a quoted reply': (text) => text.replace(/^|\n/g, '$&> '),
  'a reply to a reply': (text) => text.replace(/^|\n/g, '$&>> '),
  'quotation marks': (text) => `"${text}"`,
  'line ends of Unix': (text) => text.replace(/\r\n/g, '\n'),
  'line ends of Windows': (text) => text.replace(/\r?\n/g, '\r\n'),
  'tabs as blanks': (text) => text.replace(/\t/g, '    '),
  'blanks that do not break': (text) => text.replace(/ {2}/g, '\u00a0 '),
  'smart quotes': (text) => text.replace(/"([^"\n]*)"/g, '\u201c$1\u201d').replace(/'([^'\n]*)'/g, '\u2018$1\u2019'),
  'an indent': (text) => text.replace(/^|\n/g, '$&    '),
  'a way through Slack': throughSlack,
  'words around it': (text) => `Hello, who knows this one?\n\n${text}\n\nThanks!`,
};

/** Breaks lines at blanks as mails do: no line is longer than the width, unless a word is. */
export function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => {
      const lines: string[] = [];
      let current = '';
      for (const word of line.split(/(?<=\s)(?=\S)/)) {
        if (current !== '' && (current + word).trimEnd().length > width) {
          lines.push(current.trimEnd());
          current = '';
        }
        current += word;
      }
      return [...lines, current].join('\n');
    })
    .join('\n');
}
