/** The beginning of a snippet, and how much more there is. */
export type Preview = {
  readonly preview: string;
  readonly lines: number;
  readonly lines_more: number;
  readonly preview_is_truncated: boolean;
};

const LINES = 5;
const CHARACTERS = 1_000;

export function previewOf(text: string): Preview {
  const lines = text.split(/\r?\n/);
  const beginning = lines.slice(0, LINES).join('\n');
  const more = Math.max(0, lines.length - LINES);
  return {
    preview: beginning.slice(0, CHARACTERS),
    lines: lines.length,
    lines_more: more,
    preview_is_truncated: more > 0 || beginning.length > CHARACTERS,
  };
}
