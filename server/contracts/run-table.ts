import type { ConnectorResult } from './run-connector.ts';

const head = ['connector', 'operations', 'valid', 'stopped', 'skipped', 'refused', 'failed', 'rows'];

/** The results as a table for people, and below it what was refused, failed or skipped, each with its reason. */
export function runTable(results: ConnectorResult[]): string {
  if (results.length === 0) return '';
  const rows = results.map(({ connector, operations, valid, stopped, skipped, refused, failed, rows }) => {
    const parsed = rows.reduce((sum, row) => sum + row.rows, 0);
    return [connector, operations, valid, stopped, skipped, refused, failed, parsed].map(String);
  });
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return `${[line(head), ...rows.map(line), ...results.flatMap(reasonsOf)].join('\n')}\n`;
}

function reasonsOf({ connector, probes, rows }: ConnectorResult): string[] {
  const told = (['refused', 'failed'] as const).flatMap((outcome) =>
    probes.flatMap((result) =>
      result.outcome === outcome ? result.reasons.map((reason) => `  ${outcome} ${result.probe}: ${reason}`) : [],
    ),
  );
  const wrong = rows.flatMap(({ object, problems }) =>
    problems.map((problem) => `  failed objects.${object}.row: ${problem}`),
  );
  const stopped = probes.flatMap((result) =>
    result.outcome === 'valid' ? result.reasons.map((reason) => `  note ${result.probe}: ${reason}`) : [],
  );
  const lines = [...told, ...wrong, ...stopped, ...skippedLines(probes)];
  return lines.length === 0 ? [] : ['', connector, ...lines];
}

/** One line for each reason, with all that it holds for. */
function skippedLines(probes: ConnectorResult['probes']): string[] {
  const byReason = new Map<string, string[]>();
  for (const { probe, outcome, reasons } of probes) {
    if (outcome !== 'skipped') continue;
    const reason = reasons.join('; ');
    byReason.set(reason, [...(byReason.get(reason) ?? []), probe]);
  }
  return [...byReason].map(([reason, names]) => `  skipped ${names.join(', ')}: ${reason}`);
}
