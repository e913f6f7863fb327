import type { NotMeasured, Row, Section } from './row.ts';

const HEAD = ['', 'ours', 'baseline', 'ratio', 'limit', ''];

/** One table for people: a heading for every section, the numbers in columns, and at the end what is over its limit. */
export function table(sections: readonly Section[]): string {
  const parts = sections.map(({ title, baseline, rows }) => ({ title, baseline, cells: rows.map(cellsOf) }));
  const all = [HEAD, ...parts.flatMap(({ cells }) => cells)];
  const full = all.filter(({ length }) => length === HEAD.length);
  const widths = HEAD.map((_, column) =>
    Math.max(...(column === 0 ? all : full).map((cells) => cells[column]?.length ?? 0)),
  );
  const blocks = parts.map(({ title, baseline, cells }) =>
    [title, `  against ${baseline}`, ...cells.map((row) => line(row, widths))].join('\n'),
  );
  return [line(HEAD, widths), ...blocks, conclusion(sections)].join('\n\n');
}

/** Words to the left, numbers to the right; a row that is not full ends in words. */
const line = (cells: readonly string[], widths: readonly number[]): string =>
  `  ${cells.map((cell, column) => pad(cell, column, cells.length === HEAD.length ? widths : widths.slice(0, 1))).join('   ')}`.trimEnd();

const pad = (cell: string, column: number, widths: readonly number[]): string =>
  column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);

function cellsOf(row: Row | NotMeasured): readonly string[] {
  if ('notMeasured' in row) return [row.what, `not measured: ${row.notMeasured}`];
  const { what, unit, ours, baseline, ratio, limit, verdict } = row;
  return [
    what,
    figure(ours, unit),
    baseline === undefined ? '' : figure(baseline, unit),
    ratio === undefined ? '' : times(ratio),
    limit ? `≤ ${limit.of === 'ratio' ? times(limit.most) : figure(limit.most, unit)}` : '',
    verdict ?? '',
  ];
}

const times = (ratio: number): string => `${ratio.toFixed(2)}×`;

function figure(value: number, unit: Row['unit']): string {
  if (unit === 'count') return value.toFixed(0);
  return `${value.toFixed(unit === 'ms' && value < 100 ? 2 : 0)} ${unit}`;
}

function conclusion(sections: readonly Section[]): string {
  const rows = sections.flatMap((section) => section.rows);
  const over = rows.flatMap((row) => ('verdict' in row && row.verdict === 'over' ? [row.what] : []));
  return over.length > 0 ? `Over the limit: ${over.join('; ')}` : 'Nothing that was measured is over its limit.';
}
