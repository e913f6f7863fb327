import type { AuditRecord } from '../migration/audit.ts';

/** What a spreadsheet takes for a formula begins with one of these (OWASP, CSV injection), in full width as well. */
const FORMULA = /^['=+\-@\t\r\n＝＋－＠]/;

/**
 * A cell that no spreadsheet reads as a formula: an apostrophe stands before it, as before a text that begins with one
 * itself. Whoever reads the file by a program takes one leading apostrophe away and has the text as it was.
 */
export const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const CELLS: Readonly<Record<string, (record: AuditRecord) => unknown>> = {
  number: ({ number }) => number,
  at: ({ at }) => at,
  action: ({ action }) => action,
  state: ({ stands }) => stands?.state,
  version: ({ stands }) => stands?.version,
  user: ({ actor }) => actor?.user,
  team: ({ actor }) => actor?.team,
  enterprise: ({ actor }) => actor?.enterprise,
  recipient: ({ recipient }) => recipient.name,
  dn: ({ recipient }) => recipient.dn,
  identity: ({ recipient }) => recipient.identity,
  change: ({ change }) => change,
  attribute: ({ attribute }) => attribute,
  value: ({ value }) => value,
  before: ({ before }) => JSON.stringify(before),
  after: ({ after }) => after && JSON.stringify(after),
  ldapCode: ({ ldap }) => ldap?.code,
  ldapName: ({ ldap }) => ldap?.name,
  detail: ({ detail }) => detail,
  proposal: ({ proposalId }) => proposalId,
  plan: ({ plan }) => plan,
  people: ({ people }) => people,
  job: ({ jobId }) => jobId,
  schema: ({ schema }) => schema,
  rowDigest: ({ stands }) => stands?.digest,
  salts: ({ salts }) => salts && JSON.stringify(salts),
  erased: ({ erased }) => erased && JSON.stringify(erased),
  erases: ({ erases }) => erases && JSON.stringify(erases),
  chain: ({ chain }) => chain,
  previous: ({ previous }) => previous,
  hash: ({ hash }) => hash,
};

/** The first line of a table of records. */
export const RECORD_COLUMNS = Object.keys(CELLS);

/** One record as a line of a table; lists are JSON, what a record does not have is empty. */
export const recordCells = (record: AuditRecord): readonly string[] =>
  Object.values(CELLS).map((cell) => harmless(String(cell(record) ?? '')));
