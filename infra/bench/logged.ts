import { KNOWN_EVENTS } from '../../lib/events/catalogue.ts';
import { seeded } from './timing.ts';

/** An event as a server of the time logged it. */
export type Logged = {
  readonly id: number;
  readonly source: string;
  readonly type: 'Information' | 'Warning' | 'Error';
  /** Lines, as the program's message file has them. */
  readonly text: readonly string[];
  readonly at: Date;
  readonly number: number;
  readonly account: string;
};

/** Of a hundred events, how many are the wizard's. */
const OURS_OF_A_HUNDRED = 3;

type Kind = Pick<Logged, 'source' | 'id' | 'type'> & { readonly says: string };
const kind = (source: string, id: number, type: Logged['type'], says: string): Kind => ({ source, id, type, says });

/** What else is in the application log of an Exchange server; `#` stands for a number, `@` for an account. */
const OTHERS: readonly Kind[] = [
  kind(
    'MSExchangeIS Mailbox Store',
    1221,
    'Information',
    'The database "First Storage Group\\Mailbox Store (55SERVER)" has # megabytes of free space after online defragmentation has terminated.',
  ),
  kind(
    'MSExchangeIS Private',
    1016,
    'Information',
    'FABRIKAM\\@ logged on as /o=FABRIKAM/ou=LONDON/cn=Recipients/cn=@ on database "Private".',
  ),
  kind('MSExchangeIS Public', 7000, 'Warning', 'Replication of folder # was delayed.'),
  kind(
    'MSExchangeSA',
    9006,
    'Warning',
    "Unable to mount the performance counters of server '55SERVER', error '0x#'. Make sure that the operating system was installed properly.",
  ),
  kind(
    'MSExchangeMTA',
    9318,
    'Warning',
    'An RPC communications error occurred. Unable to bind over RPC. Locality Table (LTAB) index: #, NT/MTA error code: 1722. Comms error #, Bind error 0, Remote Server Name MAIL02. [MAIN BASE 1 500 %10] (14)',
  ),
  kind(
    'ESE97',
    700,
    'Information',
    "MSExchangeIS ((#) ) Online defragmentation is beginning a full pass on database 'D:\\exchsrvr\\MDBDATA\\PRIV.EDB'.",
  ),
  kind('Userenv', 1000, 'Error', 'Windows cannot determine the user or computer name. Return value (#).'),
  kind('SceCli', 1704, 'Information', 'Security policy in the Group policy objects has been applied successfully.'),
  kind(
    'Perflib',
    1008,
    'Error',
    'The Open Procedure for service "ExchangeMonitor" in DLL "C:\\exchsrvr\\bin\\perf#.dll" failed. Performance data for this service will not be available. The status code returned is data DWORD 0.',
  ),
  kind(
    'MSSQLSERVER',
    17_055,
    'Information',
    "18264 :|Database backed up: Database: PAYROLL, creation date(time): 2002/01/15(11:12:47), pages dumped: #, first LSN: 29:44:1, last LSN: 29:48:1, number of dump devices: 1, device information: (FILE=1, TYPE=DISK: {'E:\\backup\\payroll.bak'}).",
  ),
  kind(
    'Service Control Manager',
    7026,
    'Error',
    'The following boot-start or system-start driver(s) failed to load:|i8042prt|disk#',
  ),
  kind(
    'Service Control Manager',
    7036,
    'Information',
    'The Microsoft Exchange Information Store service entered the running state.',
  ),
  kind(
    'DCOM',
    10_002,
    'Error',
    'Access denied attempting to launch a DCOM Server. The server is:|{0C0A3666-30C9-11D0-8F20-#}|The user is @/FABRIKAM, SID=S-1-5-21-1004336348-1177238915-682003330-#.',
  ),
  kind(
    'Print',
    10,
    'Information',
    'Document #, Microsoft Word - Budget.doc owned by @ was printed on HP LaserJet 4050 via port IP_10.1.4.20. Size in bytes: #; pages printed: 2',
  ),
  kind(
    'NTBackup',
    8019,
    'Information',
    'End Operation: The operation was successfully completed.||Consult the backup report for more details.',
  ),
  kind('MsiInstaller', 11_707, 'Information', 'Product: WebFldrs -- Installation operation completed successfully.'),
  kind(
    'W3SVC',
    10_003,
    'Warning',
    'A process serving the application pool exceeded time limits during shut down, the process id was #.',
  ),
  kind(
    'McLogEvent',
    257,
    'Warning',
    'The file C:\\Documents and Settings\\@\\Local Settings\\Temp\\# is infected with W32/Klez.h@MM. The file was successfully deleted.',
  ),
  kind(
    'LoadPerf',
    1000,
    'Information',
    'Performance counters for the MSExchangeIS (MSExchangeIS) service were loaded successfully. The Record Data contains the new index values assigned to this service.',
  ),
  kind('EventLog', 6013, 'Information', 'The system uptime is # seconds.'),
];

/** The wizard's own, as the catalogue has them: numbers, paths and names stand for the signs. */
const OURS: readonly Kind[] = KNOWN_EVENTS.map(({ id, source, description }) =>
  kind(source, id, 'Error', description.replace(/<[^<>]{1,60}>|%\d(?:!\w+!)?|…/g, '@')),
);

const STARTS = Date.UTC(2002, 6, 17, 7, 0, 0);
const GIVEN = ['jdoe', 'asmith', 'bkhan', 'cmoreau', 'dnowak', 'elarsen', 'fgarcia', 'hsato'];

/** Events one after the other, always the same ones; of a hundred so many are the wizard's. */
export function* loggedEvents(oursOfAHundred = OURS_OF_A_HUNDRED): Generator<Logged> {
  const random = seeded(7026);
  const one = <Thing>(things: readonly Thing[]): Thing => things[Math.floor(random() * things.length)] as Thing;
  for (let number = 1; ; number += 1) {
    const { says, ...what } = one(random() * 100 < oursOfAHundred ? OURS : OTHERS);
    const account = `${one(GIVEN)}${number % 500}`;
    const text = says.replaceAll('@', account).replaceAll('#', String(Math.floor(random() * 100_000)));
    yield { ...what, text: text.split('|'), at: new Date(STARTS + number * 7_000), number, account };
  }
}
