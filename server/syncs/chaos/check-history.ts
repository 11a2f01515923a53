import type { Commit, RecordChange, StepWritten, SyncState } from './history.ts';

/** A record of the store at the end. */
export interface StoredRecord {
  id: string;
  seq: number;
  action: RecordChange['action'];
  hash: string;
  data: string;
}

export interface StoredRun {
  id: string;
  status: string;
  steps: number;
  seen: number;
  added: number;
  updated: number;
  unchanged: number;
  deleted: number;
  failed: number;
  error?: { sentence: string } | null;
}

export interface Store {
  records: StoredRecord[];
  runs: StoredRun[];
  sync: SyncState;
}

const counters = ['seen', 'added', 'updated', 'unchanged', 'deleted', 'failed'] as const;

/** Everything that a sync promises about how it got where it is. Gives a sentence for each promise that was broken. */
export function checkHistory(commits: readonly Commit[], store: Store): string[] {
  return [
    ...checkNumbers(commits, store),
    ...checkRecords(commits, store),
    ...checkCursor(commits),
    ...checkSteps(commits),
    ...checkCounters(commits, store),
  ];
}

/** Change numbers are the feed's order: each one once, without a gap, growing from commit to commit. */
function checkNumbers(commits: readonly Commit[], { sync }: Store): string[] {
  const broken: string[] = [];
  let last = 0;
  for (const { records, sync: after } of commits) {
    for (const seq of records.map((record) => record.seq).sort((a, b) => a - b)) {
      if (seq !== last + 1) broken.push(`Change number ${seq} follows ${last}.`);
      last = seq;
    }
    if (after && after.lastSeq !== last)
      broken.push(`The sync counted ${after.lastSeq} changes where ${last} were made.`);
  }
  if (sync.lastSeq !== last) broken.push(`The sync counts ${sync.lastSeq} changes in the end, the history ${last}.`);
  return broken;
}

/** A record is added once, changed only while it is there, rewritten only where it differs; the store is what this comes to. */
function checkRecords(commits: readonly Commit[], { records, sync }: Store): string[] {
  const broken: string[] = [];
  const now = new Map<string, RecordChange>();
  for (const change of commits.flatMap((commit) => commit.records)) {
    const before = now.get(change.id);
    const was = before === undefined || before.action === 'deleted' ? 'gone' : 'there';
    if ((change.action === 'added') !== (was === 'gone'))
      broken.push(`${change.id} was ${change.action} while it was ${was}.`);
    if (change.action === 'updated' && before?.hash === change.hash)
      broken.push(`${change.id} was rewritten without a change.`);
    now.set(change.id, change);
  }
  for (const stored of records) {
    const expected = now.get(stored.id);
    const same = expected?.seq === stored.seq && expected.action === stored.action && expected.hash === stored.hash;
    if (!same) broken.push(`${stored.id} is stored otherwise than its last change left it.`);
  }
  if (records.length !== now.size) broken.push(`${records.length} records are stored, ${now.size} were ever written.`);
  const alive = records.filter((record) => record.action !== 'deleted').length;
  if (sync.records !== alive) broken.push(`The sync counts ${sync.records} records, ${alive} are there.`);
  return broken;
}

/**
 * Each page moves the cursor to the next page or ends the pass; nothing else moves it, and it never goes backwards. Only
 * pages that are as they were may come as a stretch.
 */
function checkCursor(commits: readonly Commit[]): string[] {
  const broken: string[] = [];
  let pages = 0;
  for (const { steps, sync } of commits) {
    const after = sync?.pages ?? pages;
    const [step] = steps;
    if (step && after !== 0 && after !== pages + 1 && !(after > pages && isStretch(step))) {
      broken.push(`Step ${step.number} of ${step.run_id} moved the cursor from page ${pages} to page ${after}.`);
    }
    if (!step && after !== pages) broken.push(`The cursor went from page ${pages} to page ${after} without a step.`);
    pages = after;
  }
  if (pages !== 0) broken.push(`The cursor rests at page ${pages} although the last run has ended.`);
  return broken;
}

const isStretch = ({ seen, added, updated, unchanged, deleted }: StepWritten): boolean =>
  unchanged === seen && added + updated + deleted === 0;

/** A page's records and its step are one commit. Steps are numbered from 1, by attempts that only grow. */
function checkSteps(commits: readonly Commit[]): string[] {
  const broken: string[] = [];
  const last = new Map<string, StepWritten>();
  for (const { records, steps } of commits) {
    if (records.length > 0 && steps.length === 0) broken.push(`${records.length} changes were stored without a step.`);
    if (steps.length > 1) broken.push(`One commit holds ${steps.length} steps.`);
    for (const step of steps) {
      const name = `Step ${step.number} of ${step.run_id}`;
      const before = last.get(step.run_id);
      if (step.number !== (before?.number ?? 0) + 1) broken.push(`${name} follows step ${before?.number ?? 0}.`);
      if (before && step.attempt < before.attempt) {
        broken.push(`${name} was written by attempt ${step.attempt}, after attempt ${before.attempt}.`);
      }
      last.set(step.run_id, step);
      for (const action of ['added', 'updated', 'deleted'] as const) {
        const made = records.filter((record) => record.action === action).length;
        if (made !== step[action]) broken.push(`${name} says ${step[action]} ${action}, its commit holds ${made}.`);
      }
    }
  }
  return broken;
}

/** What the runs say that they did is what their steps did, and comes to what the store holds. */
function checkCounters(commits: readonly Commit[], { runs, sync }: Store): string[] {
  const broken: string[] = [];
  const steps = commits.flatMap((commit) => commit.steps);
  const total = (counter: (typeof counters)[number]) => runs.reduce((sum, run) => sum + run[counter], 0);
  for (const run of runs) {
    const own = steps.filter((step) => step.run_id === run.id);
    if (own.length !== run.steps) broken.push(`${run.id} counts ${run.steps} steps, ${own.length} were written.`);
    for (const counter of counters) {
      const made = own.reduce((sum, step) => sum + step[counter], 0);
      if (made !== run[counter]) broken.push(`${run.id} counts ${run[counter]} ${counter}, its steps ${made}.`);
    }
  }
  const alive = total('added') - total('deleted');
  if (alive !== sync.records) broken.push(`The runs added ${alive} more than they deleted, ${sync.records} are there.`);
  const changes = total('added') + total('updated') + total('deleted');
  if (changes !== sync.lastSeq) broken.push(`The runs count ${changes} changes, the feed ${sync.lastSeq}.`);
  return broken;
}
