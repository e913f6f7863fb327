import { eventIdIn, type Reading } from './logged-event.ts';

/**
 * Q221122: what Event Viewer shows where the message texts are lost; of a 7026, nothing else is left. Up to Windows
 * 2003 id and source stand in parentheses, whatever the language; from Vista on, `from source` is between them.
 */
const TEXTS_LOST: readonly RegExp[] = [
  /\bEvent\s{1,12}ID\s{1,12}\(\s{0,12}(\d{1,10})\s{0,12}\)\s{1,12}in\s{1,12}Source\s{1,12}\(\s{0,12}([^()\n]{1,80}?)\s{0,12}\)/gi,
  /\(\s{0,12}(\d{1,10})\s{0,12}\)[^()]{1,60}\(\s{0,12}(ms\s{0,12}exchange\s{0,12}mig(?:ration|ds)?)\s{0,12}\)/gi,
  /\bEvent\s{1,12}ID\s{1,12}"?(\d{1,10})"?\s{1,12}from\s{1,12}source\s{1,12}"?(ms\s{0,12}exchange\s{0,12}mig(?:ration|ds)?|[\w.-]{1,80}(?: [\w.-]{1,40}){0,4}?)"?\s{1,12}can(?:not|'t)\b/gi,
  /(?<!\d)"?(\d{1,5})"?[^\d"\n]{1,40}"?(ms\s{0,12}exchange\s{0,12}mig(?:ration|ds)?)"?(?=[^\d\n]{1,40}(?:gefunden|introuvable|encontr|trovat|gevonden|見つか))/gi,
];

/** Events of which only the complaint about the lost text is there. */
export function lostTextsIn(text: string): readonly Reading[] {
  const found = TEXTS_LOST.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ 0: whole, 1: id = '', 2: source = '', index }): Reading => {
      const oneLine = source.replace(/\s+/g, ' ').trim();
      return { ids: [eventIdIn(id)], source: oneLine, shape: 'text lost', from: index, to: index + whole.length };
    }),
  );
  const inOrder = found.sort((a, b) => a.from - b.from);
  return inOrder.filter(({ from }, index) => index === 0 || from >= (inOrder[index - 1]?.to ?? 0));
}
