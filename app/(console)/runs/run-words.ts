import { numberWords } from '#app/ui/number-words.ts';
import { durationWords } from '#app/ui/time-words.ts';
import type { Outputs } from '../data/trpc.ts';

export type Run = Outputs['runs']['list']['items'][number];

export const runMoved = (run: Pick<Run, 'added' | 'updated' | 'deleted'>): number =>
  run.added + run.updated + run.deleted;

const records = (count: number): string => `${numberWords(count)} ${count === 1 ? 'record' : 'records'}`;

/** A run as one sentence: "Sync of contacts for Globex moved 1,240 records in 8.2 s; 3 failed". */
export function runWords(run: Run): string {
  const what = `Sync of ${run.label} for ${run.customer.name}`;
  const bad = run.failed > 0 ? `; ${numberWords(run.failed)} failed` : '';
  switch (run.status) {
    case 'queued':
      return `${what} waits for its turn`;
    case 'running':
      return run.total
        ? `${what} has read ${numberWords(run.seen)} of ${records(run.total)}${bad}`
        : `${what} has read ${records(run.seen)} so far${bad}`;
    case 'cancelled':
      return `${what} was stopped after ${records(run.seen)}`;
    case 'failed':
      return run.seen > 0 ? `${what} failed after ${records(run.seen)}` : `${what} failed`;
    case 'succeeded': {
      const took = run.durationMs === null ? '' : ` in ${durationWords(run.durationMs)}`;
      if (runMoved(run) === 0) return `${what} found nothing new${took}${bad}`;
      return `${what} moved ${records(runMoved(run))}${took}${bad}`;
    }
  }
}

/** Why a run was started. */
export const triggerWords: Record<Run['trigger'], string> = {
  first: 'First sync after connecting',
  schedule: 'Schedule',
  manual: 'Started by hand',
  api: 'Started by the API',
  catch_up: 'Catching up',
  event: 'By an event',
  hook: 'By a hook',
  reset: 'From the start',
};
