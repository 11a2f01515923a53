import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitWithSentence } from '#server/boot/exit-with-sentence.ts';
import { AppError } from '#server/errors.ts';
import { countValid } from '../contracts/count-valid.ts';
import type { Description } from './description.ts';
import { importDescription } from './import-description.ts';
import { readDescription } from './read-description.ts';
import { reportTable } from './report-table.ts';

/** Fewer actions than these of a description's operations: the import has failed it. */
const enough = 0.95;

export type FileReport =
  | ({ file: string; ms: number; sampled: number; valid: number } & ReturnType<typeof importDescription>['report'])
  | { file: string; skipped: string };

/** `npm run openapi:report -- <file or folder …> [--json] [--places]`: what an import makes of each description. */
function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, places: { type: 'boolean' } },
  });
  if (positionals.length === 0)
    throw new AppError('bad_request', 'No file was named.', {
      remedy: 'npm run openapi:report -- <file or folder> [--json] [--places]',
    });
  const files = positionals.flatMap(filesOf);
  const reports = files.map(reportOn);
  const isFolder = files.length !== positionals.length;
  const failed = reports.filter((report) =>
    'skipped' in report ? !isFolder : report.share < enough || report.valid < report.sampled,
  );
  process.stdout.write(
    values.json ? `${JSON.stringify(reports, null, 2)}\n` : reportTable(reports, values.places === true),
  );
  process.exitCode = failed.length > 0 ? 1 : 0;
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(json|ya?ml)$/i.test(entry.name))
    .map(({ name }) => join(path, name))
    .sort();
}

function reportOn(path: string): FileReport {
  const file = basename(path);
  const began = performance.now();
  let description: Description;
  try {
    description = readDescription(readFileSync(path));
  } catch (error) {
    if (error instanceof AppError) return { file, skipped: error.message };
    throw error;
  }
  const { definition, report } = importDescription(description);
  const ms = Math.round(performance.now() - began);
  return { file, ms, ...countValid(description, definition, 50), ...report };
}

try {
  main();
} catch (error) {
  exitWithSentence(error);
}
