/** A block of a page, as it stands between its fences. */
export type Block = { readonly language: string; readonly lines: readonly string[] };

/** Every block of a page in Markdown, in order; those of `ini`, `sh` and `slack` are for the reader to use. */
export function blocksIn(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    lines: text.split('\n').filter((line) => line.trim() !== ''),
  }));
}
