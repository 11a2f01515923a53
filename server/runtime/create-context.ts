import { z } from 'zod';
import type { ConnectorContext } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { createHttp } from './create-http.ts';
import { createSql } from './create-sql.ts';
import type { Credential } from './credential.ts';
import type { Patience, RetryPolicy } from './retry.ts';

export interface CredentialSource {
  get(): Promise<Credential>;
  /** The app refused this one: gives a renewed one, or throws an `AppCallError` of class `auth`. */
  refused(used: Credential): Promise<Credential>;
}

/** One call as the run's page shows it; retries are counted in. */
export interface CallRecord {
  /** `SQL` for a statement to a database. */
  method: string;
  host: string;
  /** Without its query; for a database, its name. */
  path: string;
  /** Of the last answer; null where none came, and for a database. */
  status: number | null;
  durationMs: number;
  bytesIn: number;
  retries: number;
}

interface ContextInput {
  connector: LoadedConnector;
  source: CredentialSource;
  /** The answers, parsed by the connector's `settings`; `{}` before they are given. */
  settings: unknown;
  learnt: Record<string, string>;
  /** What templates are filled from: learnt values and the vendor's OAuth app's. */
  values: Record<string, string>;
  signal: AbortSignal;
  onCall?: (call: CallRecord) => void;
  /** `interactive` where a person waits. */
  patience?: Patience;
  /** How a pause before a retry is made; for tests. */
  pause?: RetryPolicy['pause'];
}

type Settings = Record<string, unknown>;

/** What a connector's functions are called with. Close it: a database connection may be open. */
export function createContext(input: ContextInput): ConnectorContext<Settings> & { close(): Promise<void> } {
  const { connector, source, learnt, values, signal, onCall = () => {}, patience = 'background', pause } = input;
  const policy = { patience, signal, pause };
  const sql = createSql({ connector, source, policy, onCall });
  return {
    http: createHttp({ connector, source, values, policy, onCall }),
    sql,
    settings: z.record(z.string(), z.unknown()).parse(input.settings),
    learnt,
    signal,
    close: () => sql.close(),
  };
}
