import type { FileReport } from './report.ts';

const head = ['file', 'dialect', 'operations', 'actions', 'share', 'objects', 'requests valid', 'not understood', 'ms'];

/** The reports as a table for people; with the places of what was not understood where they are asked for. */
export function reportTable(reports: FileReport[], hasPlaces: boolean): string {
  const rows = reports.flatMap((report) => {
    if ('skipped' in report) return [];
    const { file, dialect, operations, actions, share, objects, sampled, valid, notUnderstood, ms } = report;
    const percent = `${(share * 100).toFixed(1)} %`;
    return [
      [file, dialect, operations, actions, percent, objects, `${valid}/${sampled}`, notUnderstood.length, ms].map(
        String,
      ),
    ];
  });
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const lines = [line(head), ...rows.map(line), '', ...skippedLines(reports), totals(reports)];
  return `${[...lines, ...(hasPlaces ? placeLines(reports) : [])].join('\n')}\n`;
}

function skippedLines(reports: FileReport[]): string[] {
  const skipped = reports.flatMap((report) => ('skipped' in report ? [`  ${report.file}: ${report.skipped}`] : []));
  return skipped.length === 0 ? [] : ['Skipped:', ...skipped, ''];
}

function totals(reports: FileReport[]): string {
  const read = reports.flatMap((report) => ('skipped' in report ? [] : [report]));
  const sum = (name: 'operations' | 'actions' | 'sampled' | 'valid') =>
    read.reduce((total, report) => total + report[name], 0);
  const [operations, actions] = [sum('operations'), sum('actions')];
  const share = operations === 0 ? 100 : (actions / operations) * 100;
  return `${read.length} descriptions: ${actions} actions of ${operations} operations (${share.toFixed(1)} %), ${sum('valid')} of ${sum('sampled')} sampled requests valid.`;
}

function placeLines(reports: FileReport[]): string[] {
  return reports.flatMap((report) => {
    if ('skipped' in report || report.notUnderstood.length === 0) return [];
    const places = report.notUnderstood.map(({ kind, place, reason }) => `  ${kind} ${place}: ${reason}`);
    return ['', report.file, ...places];
  });
}
