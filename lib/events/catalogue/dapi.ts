import { DAPI_CODES } from './dapi-codes.ts';
import { DAPI_FAMILIES, type DapiFamily } from './dapi-families.ts';
import { DAPI_FRAGMENTS } from './dapi-fragments.ts';
import type { DapiNote } from './dapi-note.ts';
import type { Fate, KnownEvent, PlaceholderName } from './entry.ts';
import { ADDRESS_NOTES } from './migds-addresses.ts';
import { OBJECT_NOTES } from './migds-objects.ts';

/** One row of the table of DAPI messages. */
type DapiCode = { readonly id: number; readonly severity: string; readonly name?: string; readonly text: string };

const SEVERITY: Record<string, string> = { E: 'Error', W: 'Warning', I: 'Information', P: 'Prompt' };

function rowsOf(table: string): readonly DapiCode[] {
  const lines = table.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [id = '', severity = '', name = '', ...words] = line.split(' ');
    return {
      id: Number(id),
      severity: SEVERITY[severity] ?? 'Error',
      ...(name === '-' ? {} : { name }),
      text: words.join(' ').replace(/%n/g, ' ').replace(/%0$/, ''),
    };
  });
}

/** What stands in front of an insertion string says what it is. */
const SAID_BY: readonly (readonly [RegExp, PlaceholderName])[] = [
  [/(?:user|account|security account,) $/i, 'account'],
  [/server,? $/i, 'server'],
  [/domain $/i, 'domain'],
  [/(?:mailbox|for mailbox object) $/i, 'mailbox'],
  [/(?:attribute|property) $/i, 'attribute'],
  [/(?:object|entry|recipient|list) $/i, 'object'],
  [/file,? $/i, 'file'],
  [/(?:error|reported|error:) $/i, 'error'],
];

function placeholdersOf(text: string): Readonly<Record<string, PlaceholderName>> {
  // `%1\%2` is a domain and an account, and is kept together.
  const named = [...text.matchAll(/%\d(?:\\%\d)?/g)].map(({ 0: sign, index }) => {
    const before = text.slice(Math.max(0, index - 30), index);
    return [sign, SAID_BY.find(([pattern]) => pattern.test(before))?.[1] ?? 'value'] as const;
  });
  return Object.fromEntries(named);
}

const FAMILY_OF: ReadonlyMap<number, DapiFamily> = new Map(
  DAPI_FAMILIES.flatMap((family) =>
    family.ids.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, index) => [from + index, family] as const),
    ),
  ),
);

const articleOf = (id: number): string => (id <= 302 ? 'Q261283' : 'Q261288');

const NOTHING_KNOWN: Fate = { state: 'not documented', says: 'No article says what it means for the data.' };

/** Severity, name and family: all there is to say of a code that no article on migration explains. */
function byFamily({ id, severity, name }: DapiCode): DapiNote {
  const family = FAMILY_OF.get(id);
  return {
    id,
    title: `${name ?? 'A DAPI message'} (${severity.toLowerCase()}: ${family?.name ?? 'directory import'})`,
    meaning: `${family?.about ?? ''} The event's own text is all that is documented; read it together with the MSExchangeMig events beside it.`,
    causes: [],
    articles: [articleOf(id)],
  };
}

const NOTES: ReadonlyMap<number, DapiNote> = new Map(
  [...ADDRESS_NOTES, ...OBJECT_NOTES].map((note) => [note.id, note]),
);

function eventOf(row: DapiCode): KnownEvent {
  const note = NOTES.get(row.id) ?? byFamily(row);
  const { severity } = row;
  return {
    source: 'MSExchangeMigDS',
    reach: severity === 'Error' ? 'account' : 'nothing',
    ...(severity === 'Error' || severity === 'Warning' || severity === 'Information' ? { type: severity } : {}),
    description: row.text,
    placeholders: placeholdersOf(row.text),
    system: 'the Exchange directory, for any system',
    versions: '4.0, 5.0, 5.5',
    data: NOTHING_KNOWN,
    ...note,
  };
}

/**
 * Events of the source MSExchangeMigDS: DAPI messages, the event id being the low word of the code (Q261283, Q261288).
 * Never for MSExchangeMig, where 135, 145, 147, 151, 162, 168 and 178 mean other things.
 */
export const MIGDS_EVENTS: readonly KnownEvent[] = rowsOf(DAPI_CODES + DAPI_FRAGMENTS).map(eventOf);

/** From here on codes are only ever a part of another message's text. */
export const FIRST_FRAGMENT = 0xf000;
