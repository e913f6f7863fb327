/**
 * The values of a field with several, as they stand: `%` stands between them, `\%` and `\\` are letters of a value
 * (Q146304, xmt02025).
 */
export const writtenValues = (field: string): readonly string[] =>
  (field.match(/(?:\\[\s\S]|[^%\\]|\\$)+/g) ?? []).filter((value) => value.trim() !== '');

/** The values as they are meant. */
export const valuesIn = (field: string): readonly string[] => writtenValues(field).map(meant);

/** One value as it is meant. */
export const meant = (written: string): string => written.replace(/\\([\\%])/g, '$1').trim();

/** One value as it is written. */
export const written = (value: string): string => value.replace(/[\\%]/g, (sign) => `\\${sign}`);

/** A field that holds these values. */
export const fieldOf = (values: readonly string[]): string => values.map(written).join('%');
