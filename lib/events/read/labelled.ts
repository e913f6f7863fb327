import { describedBetween } from './description.ts';
import { isAtLineStart, type Label, labelsIn } from './find-labels.ts';
import { eventIdIn, type Printed, printed, type Reading, type Shape } from './logged-event.ts';
import { migrationSourceAtStart } from './source.ts';

/** More than any id or source has; what is behind it is not looked at. */
const LONGEST_VALUE = 300;

type Kept = { -readonly [Key in keyof Printed]?: string | undefined };
type Draft = Kept & {
  ids: number[];
  from: number;
  first?: Label;
  /** Where the description begins, once its label was seen. */
  described?: number;
  /** Where what was read last ends. */
  read: number;
  /** PowerShell prints the text in the middle. */
  list: boolean;
  shape: Shape;
  /** Labels behind a gap, which may be the next event's first. */
  pending?: { from: number; first: Label; kept: Kept };
};

const newDraft = (from: number): Draft => ({ ids: [], from, read: from, list: false, shape: 'labels' });

type Step = {
  readonly text: string;
  readonly label: Label;
  readonly before: Label | undefined;
  readonly until: number;
};

const ABBREVIATION = /^(?:\p{L}\.){2,6}$/u;

/** What stands between a label and the next one: on its line, up to a gap. */
function valueBehind({ text, label, until }: Step): string {
  const whole = text.slice(label.to, Math.min(until, label.to + LONGEST_VALUE)).trim();
  if (label.field === 'source') {
    const ours = migrationSourceAtStart(whole);
    if (ours) return ours;
  }
  const [value = ''] = whole.replace(/^\*+/, '').split(/\n|\s{2,}|\t/);
  const bare = value.replace(/^["'(*]+|["'),.;*]+$/g, '').trim();
  // The last dot of `n.v.t.` is its own.
  return value.endsWith('.') && ABBREVIATION.test(`${bare}.`) ? `${bare}.` : bare;
}

/** `Event ID: 162 (or Event ID: 178)` (Q152321): one more id of the same event. */
const isAlternative = (text: string, { from }: Label): boolean =>
  /\(?\b(?:or|o|oder|ou|of)[ \t]+$/i.test(text.slice(Math.max(0, from - 10), from));

/** True when a line without a label stands between two labels: the first event's text, where it has no label of its own. */
function isParted({ text, before, label }: Step): boolean {
  if (!before) return false;
  const [, ...lines] = text.slice(before.to, label.from).trimStart().split('\n');
  return lines.slice(0, -1).some((line) => line.trim() !== '' && !/^[ \t]*[\p{L}\w .'-]{1,30}[:=\uff1a]/u.test(line));
}

const idIn = (value: string): number | undefined => {
  const digits = /^\d{1,10}(?!\d)/.exec(value)?.[0];
  return digits === undefined ? undefined : eventIdIn(digits);
};

/** A label that comes again, or comes behind the description, begins the next event. */
function beginsNext(draft: Draft, step: Step): boolean {
  const { text, label } = step;
  if (label.field === 'id') {
    if (draft.ids.length === 0 || isAlternative(text, label)) return false;
    const again = idIn(valueBehind(step));
    return !(draft.list && label.name !== 'id' && again === draft.ids[0] && label.name !== draft.first?.name);
  }
  const comesAgain = draft.first?.name === label.name && draft.ids.length > 0 && isAtLineStart(text, label.from);
  if (comesAgain) return true;
  if (label.field !== 'source' && label.field !== 'type') return false;
  const held = draft[label.field] !== undefined;
  if (draft.list) return held && isAtLineStart(text, label.from);
  if (draft.described !== undefined) return isAtLineStart(text, label.from);
  return held || (draft.ids.length > 0 && isParted(step));
}

/** Date and time, where they are two. */
const joined = (held: string | undefined, value: string): string => (held ? `${held} ${value}` : value);

const DATE = /^[\p{L},. ]{0,20}\d{1,4}[./-]\d/u;
const CLOCK = /\d[:.]\d\d/;
/** The dots of a date are no clock's. */
const HAS_CLOCK = /^\d{1,2}:\d\d|[T\s]\d{1,2}[:.]\d\d/;

/** True for what can stand behind the label of a date; in another language it may be one for something else. */
export const isDate = (value: string): boolean => DATE.test(value);
/** The same for the time. */
export const isTime = (value: string): boolean => CLOCK.test(value);

/** PowerShell prints the level as a number, and lines below as a word. */
export const isType = (value: string): boolean => !/^\d{0,10}$/.test(value);

function keep(kept: Kept, { field }: Label, value: string): void {
  if (value === '' || (field === 'type' && !isType(value))) return;
  if (field === 'source' || field === 'type' || field === 'user' || field === 'computer') kept[field] ??= value;
  if (field === 'date' && kept.at === undefined && isDate(value)) kept.at = value;
  if (field === 'time' && isTime(value) && !HAS_CLOCK.test(kept.at ?? '')) kept.at = joined(kept.at, value);
}

const isCarried = ({ field }: Label): boolean => field !== 'id' && field !== 'source' && field !== 'type';

/** Puts a label's value where it belongs; behind a gap it waits until it is known whose it is. */
function take(draft: Draft, step: Step): void {
  const { label } = step;
  const value = valueBehind(step);
  if (label.field === 'id') {
    const id = idIn(value);
    if (id !== undefined && !draft.ids.includes(id)) draft.ids.push(id);
  }
  // Behind the description a label belongs to the description.
  if (draft.described !== undefined && !draft.list) {
    if (isCarried(label) && isAtLineStart(step.text, label.from)) wait(draft, label, value);
    return;
  }
  if (draft.ids.length > 0 && isCarried(label) && !draft.list && (draft.pending || isParted(step))) {
    wait(draft, label, value);
    return;
  }
  keep(draft, label, value);
  draft.read = label.to;
  if (label.of && draft.shape !== 'wevtutil' && !(draft.list && label.of === 'wevtutil')) draft.shape = label.of;
}

function wait(draft: Draft, label: Label, value: string): void {
  draft.pending ??= { from: label.from, first: label, kept: {} };
  keep(draft.pending.kept, label, value);
}

/** The next event's draft; it takes over what waited in front of it. */
function next({ pending }: Draft, label: Label): Draft {
  if (!pending) return { ...newDraft(label.from), first: label };
  return { ...newDraft(pending.from), ...pending.kept, first: pending.first, shape: pending.first.of ?? 'labels' };
}

function describe(draft: Draft, { label }: Step): void {
  if (label.field === 'message') {
    draft.list = true;
    draft.shape = 'powershell list';
  }
  if (draft.ids.length > 0 || draft.list) draft.described ??= label.to;
}

/** The labels cut into one draft per event. */
function draftsIn(text: string): readonly Draft[] {
  const labels = labelsIn(text);
  const drafts: Draft[] = [];
  labels.forEach((label, index) => {
    const step = { text, label, before: labels[index - 1], until: labels[index + 1]?.from ?? text.length };
    const last = drafts.at(-1);
    const draft = !last ? { ...newDraft(label.from), first: label } : beginsNext(last, step) ? next(last, label) : last;
    if (draft !== last) drafts.push(draft);
    if (label.of === 'powershell list' && draft.described === undefined) draft.list = true;
    if (label.field === 'description' || label.field === 'message') describe(draft, step);
    else if (label.field !== 'xml') take(draft, step);
  });
  return drafts;
}

/** Q294351: `Event ID 8072` as a heading over the block that names it again. */
const isHeading = ({ ids, source, described }: Draft, following: Draft | undefined): boolean =>
  ids.length === 1 && source === undefined && described === undefined && following?.ids[0] === ids[0];

/** Where the text of an event begins: behind its label, or behind the last value. */
function startOfText(text: string, draft: Draft, until: number): number {
  const behindValues = text.indexOf('\n', draft.read);
  return draft.described ?? (behindValues < 0 ? until : behindValues);
}

/** The events of a text with labels, in order. */
export function labelledIn(text: string): readonly Reading[] {
  const drafts = draftsIn(text).filter(({ ids }) => ids.length > 0);
  return drafts.flatMap((draft, index) => {
    const following = drafts[index + 1];
    if (isHeading(draft, following)) return [];
    const { ids, shape, from } = draft;
    const until = following?.from ?? text.length;
    const { source, type, at, computer, user } = { ...draft.pending?.kept, ...draft };
    const begins = startOfText(text, draft, until);
    const { text: description, length } = describedBetween(text.slice(begins, until), ids);
    const to = draft.list ? until : Math.max(draft.read, begins + length);
    return [{ ids, shape, from, to, ...printed({ source, type, at, computer, user, description }) }];
  });
}
