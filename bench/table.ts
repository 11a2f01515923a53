import type { Row } from './row.ts';

const titles = ['part', 'row', 'value', 'floor', 'ratio', 'target', 'repetitions'];
const toTheRight = new Set(['value', 'floor', 'ratio']);

/** The rows for people. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [titles, ...rows.map(cellsOf)];
  const widths = titles.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const pad = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return toTheRight.has(titles[column] ?? '') ? cell.padStart(width) : cell.padEnd(width);
  };
  return `${lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n')}\n`;
}

function cellsOf(row: Row): string[] {
  const target = row.target === null ? '–' : `${row.target} ${row.met ? 'met' : 'missed'}`;
  const value = `${short(row.value)} ${row.unit}`;
  return [row.part, row.row, value, short(row.floor), row.ratio.toFixed(3), target, String(row.repetitions)];
}

/** Three digits that count. */
function short(value: number): string {
  if (Math.abs(value) >= 100) return new Intl.NumberFormat('en', { maximumFractionDigits: 0 }).format(value);
  return String(Number(value.toPrecision(3)));
}
