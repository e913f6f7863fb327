import type { NotMeasured, Row, Section } from './row.ts';

const HEAD = ['', 'ours', 'baseline', 'ratio', 'limit', ''];

/** One table for people: a heading for every section, the numbers in columns. */
export function table(sections: readonly Section[]): string {
  const cells = sections.map(({ rows }) => rows.map(cellsOf));
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...cells.flat().map((row) => (row.length === HEAD.length ? (row[column]?.length ?? 0) : 0))),
  );
  const line = (row: readonly string[]): string =>
    `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(row.length === 2 ? 0 : (widths[column] ?? 0)))).join('   ')}`.trimEnd();
  const parts = sections.map(({ title, baseline }, index) =>
    [title, `  baseline: ${baseline}`, ...(cells[index] ?? []).map(line)].join('\n'),
  );
  return [line(HEAD), ...parts].join('\n\n');
}

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

const figure = (value: number, unit: Row['unit']): string =>
  `${unit === 'ms' && value < 100 ? value.toFixed(2) : value.toFixed(0)} ${unit}`;
