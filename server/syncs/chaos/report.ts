import type { ChaosSettings } from './chaos-settings.ts';
import type { ChaosResult } from './run-chaos.ts';

const number = new Intl.NumberFormat('en');
const shownViolations = 20;

/** The figures of a run, one a line, then what was broken. */
export function reportOf(
  { trouble, store, changes, road, inApp, readers, broken }: ChaosResult,
  { seconds }: { seconds: number },
): string {
  const byStatus = Map.groupBy(store.runs, (run) => run.status);
  const rows: [string, string][] = [
    ['workers killed', `${trouble.kills}, ${trouble.killsAtWork} of them while a run was at work`],
    ['workers frozen', `${trouble.pauses}`],
    ['database stopped', `${trouble.databaseStops}`],
    ['workers that ended by themselves', `${trouble.fallen.length}`],
    ['pages with an accident', accidents(road)],
    ['changes at Tidewater', `${changes.created} created, ${changes.updated} updated, ${changes.deleted} deleted`],
    ['runs', [...byStatus].map(([status, runs]) => `${runs.length} ${status}`).join(', ')],
    ...failuresOf(store),
    ['steps stored', number.format(store.runs.reduce((sum, run) => sum + run.steps, 0))],
    ['changes stored', number.format(store.sync.lastSeq)],
    ['records at Tidewater / in the store', `${number.format(inApp)} / ${number.format(store.sync.records)}`],
    ...readers.map((reader): [string, string] => [
      reader.name,
      `${number.format(reader.pages.reduce((sum, page) => sum + page.changes.length, 0))} changes in ${number.format(reader.pages.length)} pages, refused ${reader.refused} times`,
    ]),
    ['seconds', seconds.toFixed(1)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const violations = broken.slice(0, shownViolations).map((sentence) => `  ✗ ${sentence}`);
  if (broken.length > shownViolations) violations.push(`  … and ${broken.length - shownViolations} more`);
  return `${[...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`), ...violations].join('\n')}\n`;
}

function accidents({ notModified, ...road }: ChaosResult['road']): string {
  const parts = Object.entries(road).map(([trick, times]) => `${times} ${trick}`);
  return `${parts.join(', ')}; ${notModified} answered with 304`;
}

/** Why runs failed, as people read it, the most frequent first. */
function failuresOf({ runs }: ChaosResult['store']): [string, string][] {
  const bySentence = Map.groupBy(
    runs.filter((run) => run.status === 'failed'),
    (run) => run.error?.sentence ?? 'without a sentence',
  );
  const sorted = [...bySentence].sort(([, a], [, b]) => b.length - a.length).slice(0, 3);
  return sorted.map(([sentence, { length }]) => [`  ${length} failed`, sentence.slice(0, 160)]);
}

export function verdictOf({ broken, trouble, road }: ChaosResult, { seed }: ChaosSettings): string {
  if (broken.length > 0) return `BROKEN: ${broken.length} violations (seed ${seed}).`;
  return `Nothing lost, nothing doubled: ${trouble.kills} kills, ${trouble.pauses} pauses, ${trouble.databaseStops} database stops, ${accidentsOf(road)} accidents (seed ${seed}).`;
}

const accidentsOf = ({ notModified: _, ...road }: ChaosResult['road']): number =>
  Object.values(road).reduce((sum, times) => sum + times, 0);
