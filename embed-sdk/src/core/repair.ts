import type {
  FailedRecords,
  FailureCause,
  LoggedEntries,
  LoggedRuns,
  RecordValue,
  RetryAnswer,
  RetryProgress,
} from './contract.ts';
import type { SendOptions } from './transport.ts';

/** Which failures something is done to: all of one cause, or some by their ids. */
export interface FailureChoice {
  cause?: string;
  ids?: string[];
}

/** Which part of a list to read. */
export interface PageQuery {
  cursor?: string | null;
  limit?: number;
}

/** What became of records that could not be stored, and what happened to an installation, by its id. */
export interface RepairClient {
  /** Why records failed, those that hit the most first; `ignored`: those that were put aside. */
  causes(installation: string, state?: 'open' | 'ignored'): Promise<{ causes: FailureCause[]; complete: boolean }>;
  /** The records of one cause, a page at a time. */
  records(
    installation: string,
    query: PageQuery & { cause: string; state?: 'open' | 'ignored' },
  ): Promise<FailedRecords>;
  /** Has them read again; `progress` says how far that is. */
  retry(installation: string, choice: FailureChoice): Promise<RetryAnswer>;
  /** How far a retry is, by its `askedAt`. */
  progress(installation: string, askedAt: string): Promise<RetryProgress>;
  /** Puts them aside. They come back should they fail for another cause. */
  ignore(installation: string, choice: FailureChoice): Promise<{ count: number }>;
  /** Takes `ignore` back. */
  restore(installation: string, choice: FailureChoice): Promise<{ count: number }>;
  /** Stores a record with other values, by their places. It holds until the app sends the record anew. */
  correct(installation: string, failure: string, values: Record<string, RecordValue>): Promise<{ key: string }>;
  /** What happened, a page at a time, the newest first. */
  log(installation: string, query?: PageQuery & { tone?: 'warning' }): Promise<LoggedEntries>;
  /** What ran, a page at a time, the newest first. */
  runs(installation: string, query?: PageQuery & { failed?: boolean }): Promise<LoggedRuns>;
}

type Request = <Answer>(path: string, options?: SendOptions) => Promise<Answer>;

export function createRepair(request: Request): RepairClient {
  const at = (id: string, path: string) => `/installations/${encodeURIComponent(id)}/${path}`;
  const read = <Answer>(id: string, path: string, query: object = {}) => {
    const given = Object.entries(query).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]]));
    return request<Answer>(`${at(id, path)}?${new URLSearchParams(given)}`);
  };
  const act = <Answer>(id: string, path: string, body: object) =>
    request<Answer>(at(id, `failures/${path}`), { method: 'POST', body });
  return {
    causes: (id, state) => read(id, 'failures', { state }),
    records: (id, query) => read(id, 'failures/records', query),
    retry: (id, choice) => act(id, 'retry', choice),
    progress: (id, askedAt) => read(id, 'failures/progress', { askedAt }),
    ignore: (id, choice) => act(id, 'ignore', choice),
    restore: (id, choice) => act(id, 'restore', choice),
    correct: (id, failure, values) => act(id, `${failure}/correct`, { values }),
    log: (id, query) => read(id, 'activity', query),
    runs: (id, query) => read(id, 'runs', query),
  };
}
