import { z } from 'zod';
import type { AppCallError, ConnectorContext } from '#connectors/kit/index.ts';
import type { Access } from './access.ts';
import type { AnswerWatch } from './answer-watch.ts';
import type { Budgets } from './budgets.ts';
import { createFiles } from './create-files.ts';
import { createHttp } from './create-http.ts';
import { createSql } from './create-sql.ts';
import type { Credential } from './credential.ts';
import type { Patience, RetryPolicy } from './retry.ts';
import type { Send, SendStream } from './send.ts';

export interface CredentialSource {
  get(): Promise<Credential>;
  /** The app refused this one, in these words: gives a renewed one, or throws an `AppCallError` of class `auth`. */
  refused(used: Credential, refusal?: AppCallError): Promise<Credential>;
  /** The app names scopes that this access lacks, and lets the person be asked for them. */
  lacks?(scopes: readonly string[]): Promise<void>;
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

export interface ContextInput {
  access: Access;
  source: CredentialSource;
  /** The answers, parsed by the connector's `settings`; `{}` before they are given. */
  settings: unknown;
  learnt: Record<string, string>;
  signal: AbortSignal;
  onCall?: (call: CallRecord) => void;
  /** `interactive` where a person waits. A function where it changes: it is asked before each call. */
  patience?: Patience | (() => Patience);
  /** Looks at the good answers before they are read. */
  watch?: AnswerWatch;
  /** How a pause before a retry is made; for tests. */
  pause?: RetryPolicy['pause'];
  /** What goes outside; for tests and the contract run. A stream is made of it where `sendStream` is not given too. */
  send?: Send;
  sendStream?: SendStream;
  /** Shared by all processes. Without them this context keeps the limits by itself. */
  budgets?: Budgets;
}

type Settings = Record<string, unknown>;

/** What a connector's functions are called with. Close it: a connection to a database or file server may be open. */
export function createContext(input: ContextInput): ConnectorContext<Settings> & { close(): Promise<void> } {
  const { access, source, learnt, signal, onCall = () => {}, patience = 'background', pause } = input;
  const policy: RetryPolicy = {
    get patience() {
      return typeof patience === 'function' ? patience() : patience;
    },
    signal,
    pause,
  };
  const sql = createSql({ access, source, policy, onCall });
  const files = createFiles({ access, source, signal, onCall });
  return {
    http: createHttp({ ...input, policy, onCall }),
    sql,
    files,
    settings: z.record(z.string(), z.unknown()).parse(input.settings),
    // The account type's values and the vendor's own are known of the connection, too.
    learnt: { ...access.values, ...learnt },
    signal,
    async close() {
      await Promise.all([sql.close(), files.close()]);
    },
  };
}
