/** One event as its labels tell it, with the text it was told in. `ids` are several in `Event ID: 162 (or 178)`. */
export type EventRecord = {
  readonly ids: readonly number[];
  readonly source?: string;
  readonly type?: string;
  readonly text: string;
};

type Field = 'id' | 'source' | 'type' | 'description' | 'other';
/** `from` is where the label begins, `to` where its value does. */
type Label = { readonly field: Field; readonly from: number; readonly to: number };

/** Labels of Event Viewer and of the articles, with `:` or `=`, or two blanks behind them as in a two-column copy. */
const LABEL =
  /\b(event\s?id|event source|event type|event category|source|type|category|description|date|time|user|computer|task category|level|log name|keywords)(?:[ \t]*[:=][ \t]*|[ \t]{2,}|\t)/gi;
/** Q186742, Q214822, Q214836, Q199980: `Event: 8030`, `Event 8002`, `ID: 135`; too loose but at the start of a line. */
const LOOSE_ID = /^[ \t]*(?:event(?:[ \t]?id)?[ \t]+|(?:event|id)[ \t]*[:=][ \t]*)(?=\d)/gim;

const FIELD: Record<string, Field> = {
  eventid: 'id',
  source: 'source',
  eventsource: 'source',
  type: 'type',
  eventtype: 'type',
  level: 'type',
  description: 'description',
};

/** More than any id or source has; what is behind it is not looked at. */
const LONGEST_VALUE = 300;

function labelsIn(text: string): readonly Label[] {
  const strict = [...text.matchAll(LABEL)].map(({ 0: whole, 1: name = '', index }) => ({
    field: FIELD[name.toLowerCase().replace(/\s/g, '')] ?? 'other',
    from: index,
    to: index + whole.length,
  }));
  const loose = [...text.matchAll(LOOSE_ID)].map(
    ({ 0: whole, index }): Label => ({ field: 'id', from: index, to: index + whole.length }),
  );
  const inOrder = [...strict, ...loose].sort((a, b) => a.to - b.to);
  return inOrder.filter(({ to }, index) => to !== inOrder[index - 1]?.to);
}

/** What stands between a label and the next one: on its line, up to a gap. */
function valueBehind(text: string, { to }: Label, next: Label | undefined): string {
  const [value = ''] = text
    .slice(to, Math.min(next?.from ?? text.length, to + LONGEST_VALUE))
    .trim()
    .split(/\n|\s{2,}|\t/);
  return value.replace(/^["'(]+|["'),.;]+$/g, '').trim();
}

type Draft = { ids: number[]; source?: string; type?: string; from: number; described: boolean };

const isAtLineStart = (text: string, { from }: Label): boolean =>
  /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, from - 40), from));

/** `Event ID: 162 (or Event ID: 178)` (Q152321): one more id of the same event. */
const isAlternative = (text: string, { from }: Label): boolean =>
  /\bor[ \t]+$/i.test(text.slice(Math.max(0, from - 10), from));

/** True when a line without a label stands between two labels: the first event's text, where it has no label of its own. */
function isParted(text: string, before: Label | undefined, { from }: Label): boolean {
  if (!before) return false;
  const [, ...lines] = text.slice(before.to, from).trimStart().split('\n');
  return lines.slice(0, -1).some((line) => line.trim() !== '' && !/^[ \t]*[\w ]{1,30}[:=]/.test(line));
}

type Step = { readonly text: string; readonly label: Label; readonly before: Label | undefined };

/** A label that comes again, or comes behind the description, begins the next event. */
function beginsNext(draft: Draft, { text, label, before }: Step): boolean {
  if (label.field === 'id') return draft.ids.length > 0 && !isAlternative(text, label);
  const held = label.field === 'source' ? draft.source : draft.type;
  if (draft.described) return isAtLineStart(text, label);
  return held !== undefined || (draft.ids.length > 0 && isParted(text, before, label));
}

function take(draft: Draft, field: Field, value: string): void {
  const id = /^\d{1,10}(?!\d)/.exec(value)?.[0];
  if (field === 'id' && id) draft.ids.push(Number(id));
  // Behind the description a label belongs to the description.
  if (draft.described) return;
  if (field === 'source' && value) draft.source ??= value;
  if (field === 'type' && value) draft.type ??= value;
}

const newDraft = (from: number): Draft => ({ ids: [], from, described: false });

/** The labels cut into one draft per event. */
function draftsIn(text: string): readonly Draft[] {
  const labels = labelsIn(text);
  const drafts = [newDraft(0)];
  labels.forEach((label, index) => {
    let draft = drafts.at(-1) as Draft;
    if (label.field === 'other') return;
    if (label.field === 'description') {
      draft.described = draft.ids.length > 0;
      return;
    }
    if (beginsNext(draft, { text, label, before: labels[index - 1] })) {
      draft = newDraft(label.from);
      drafts.push(draft);
    }
    take(draft, label.field, valueBehind(text, label, labels[index + 1]));
  });
  return drafts;
}

/** Q294351: `Event ID 8072` as a heading over the block that names it again. */
const isHeading = ({ ids, source, described }: Draft, next: Draft | undefined): boolean =>
  ids.length === 1 && source === undefined && !described && next?.ids[0] === ids[0];

/** The events of a text with labels, in order. */
export function recordsIn(text: string): readonly EventRecord[] {
  const drafts = draftsIn(text).filter(({ ids }) => ids.length > 0);
  return drafts.flatMap((draft, index) => {
    const next = drafts[index + 1];
    if (isHeading(draft, next)) return [];
    const { ids, source, type, from } = draft;
    const [own, until] = [index === 0 ? 0 : from, next?.from ?? text.length];
    return [{ ids, ...(source ? { source } : {}), ...(type ? { type } : {}), text: text.slice(own, until) }];
  });
}
