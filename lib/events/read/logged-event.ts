import { plainSigns } from './unmangle.ts';

/** How bad an event is, whatever language its type was printed in. */
export type Severity = 'critical' | 'error' | 'warning' | 'information' | 'audit success' | 'audit failure';

/** What an event was printed by (domain.md 5). */
export type Shape =
  | 'labels'
  | 'nt4'
  | 'clipboard'
  | 'vista'
  | 'wevtutil'
  | 'powershell list'
  | 'powershell table'
  | 'dumpel'
  | 'dumpevt'
  | 'eventquery'
  | 'saved by Event Viewer'
  | 'columns'
  | 'xml'
  | 'friendly view'
  | 'json'
  | 'snare'
  | 'EventReporter'
  | 'evtsys'
  | 'text lost'
  | 'line'
  | 'text';

/** One event as it was pasted. `source` is absent when the paste names none. */
export type LoggedEvent = {
  readonly id: number;
  readonly source?: string;
  /** As printed, in whatever language. */
  readonly type?: string;
  readonly severity?: Severity;
  readonly description?: string;
  /** As printed; how a date is to be read depends on where the server stood. */
  readonly at?: string;
  readonly computer?: string;
  readonly user?: string;
  readonly shape: Shape;
  /** Lines of the paste or file it came from, the first being 1. */
  readonly lines: { readonly from: number; readonly to: number };
  /**
   * What it was recognised by. `description`: the source was missing, and the text alone spoke. `number`: there was
   * nothing but the id, which is many programs' at once.
   */
  readonly recognizedBy: 'source' | 'description' | 'number';
};

/** The parts of an event that are kept as they were printed. */
export type Printed = Pick<LoggedEvent, 'source' | 'type' | 'description' | 'at' | 'computer' | 'user'>;

/** What a shape's reader found, and between which characters of the text (`to` is behind the last). */
export type Reading = Printed & {
  readonly ids: readonly number[];
  readonly shape: Shape;
  readonly from: number;
  readonly to: number;
};

/** Get-EventLog prints the whole InstanceId, severity bits included: 0xC0001B72 is event 7026. */
export const eventIdIn = (printed: string): number => {
  const number = Number(printed);
  return number > 0xffff ? number % 0x10000 : number;
};

/** What the numbers in `<Level>` stand for. */
export const LEVELS: Readonly<Record<string, string>> = {
  1: 'Critical',
  2: 'Error',
  3: 'Warning',
  4: 'Information',
  5: 'Verbose',
};

/** More than the text of any event has. */
const LONGEST_TEXT = 4_000;

/** Anything but words with single blanks between them, and what a paste has undone already (unmangle.ts). */
const UNEVEN =
  /[\t-\r\u0085\u00a0\u00ab\u00b4\u00bb\u1680\u2000-\u200d\u2018-\u201f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\uff02\uff07]| {2}/;

/** A text on one line, cut where no event's text goes on; undefined when nothing is left. */
export function textOf(printed: string | undefined): string | undefined {
  const text = printed?.slice(0, LONGEST_TEXT).trim();
  // Most texts are even already, and a log has very many of them.
  return text && UNEVEN.test(text) ? plainSigns(text).replace(/\s+/g, ' ').trim() : text || undefined;
}

/** The parts that there are, without those that are missing or empty. */
export function printed(parts: { readonly [Key in keyof Printed]: string | undefined }): Printed {
  const there: { -readonly [Key in keyof Printed]: Printed[Key] } = {};
  if (parts.source) there.source = parts.source;
  if (parts.type) there.type = parts.type;
  if (parts.description) there.description = parts.description;
  if (parts.at) there.at = parts.at;
  if (parts.computer) there.computer = parts.computer;
  if (parts.user) there.user = parts.user;
  return there;
}
