import type { z } from 'zod';
import type { ConnectorAction } from './action.ts';
import type { ErrorClass } from './app-call-error.ts';
import type { AccountType, ConnectorAuth, DatabaseAddress } from './auth.ts';
import type { Category } from './categories.ts';
import type { ConnectorDestination } from './destination.ts';
import type { ConnectorFiles } from './files.ts';
import type { ConnectorHooks } from './hooks.ts';
import type { ConnectorHttp } from './http.ts';
import type { Json } from './json.ts';
import type { ConnectorModel } from './models/connector-model.ts';
import type { ModelName } from './models/models.ts';
import type { ConnectorObject } from './object.ts';
import type { Template } from './template.ts';
import type { ConnectorTrigger } from './trigger.ts';

/** Speaks to a database as this connection, over a guarded socket, one statement at a time, with the engine's time-outs. */
export interface ConnectorSql {
  /** Asks one statement with `$1` parameters, read-only. Values arrive as text or null, exactly as the database prints them. */
  query(statement: string, parameters?: readonly (string | number | null)[]): Promise<Record<string, string | null>[]>;
  /**
   * Runs one statement that may write, in a transaction of its own: all of it takes effect or nothing. A batch is one statement
   * over many rows; one that is refused has written nothing, and is cut in halves until the bad row stands alone.
   * Repeated only where that does no harm: nothing was sent yet, the database took it back itself, or `repeatable` is said.
   */
  execute(
    statement: string,
    parameters?: readonly (string | number | null)[],
    options?: { repeatable?: boolean },
  ): Promise<SqlResult>;
  /** Where it is connected to and as whom. */
  address(): Promise<Omit<DatabaseAddress, 'password'>>;
}

/** What a statement that may write has left. */
export interface SqlResult {
  /** Of its RETURNING, as `query` gives them. */
  rows: Record<string, string | null>[];
  /** How many rows it wrote. */
  affected: number;
}

/** What every function of a connector is given. */
export interface ConnectorContext<Settings = unknown> {
  http: ConnectorHttp;
  sql: ConnectorSql;
  files: ConnectorFiles;
  /** The customer's answers, parsed by the connector's `settings`. */
  settings: Settings;
  /** What is known of this connection: what the app taught us while connecting (`realmId`, `instance_url`), what was answered before, fields that are no secret. */
  learnt: Record<string, string>;
  signal: AbortSignal;
}

/** Who was connected, and whether the account may do what is needed. */
export interface Account {
  /** The account's stable id at the app; compared when somebody reconnects. */
  id: string;
  /** For people: "Globex CRM (mara@tidewater.example)". */
  name: string;
  /** Something that the customer should know about this account: "This is a sandbox." */
  notice?: string;
}

/** A choice of a live dropdown. */
export interface Option {
  value: string;
  label: string;
  detail?: string;
  /** A folder: it may be looked into. */
  branch?: boolean;
}

export type OptionsFunction<Settings = unknown> = (
  context: ConnectorContext<Settings>,
  request: {
    search: string;
    cursor: Json;
    /** The answers given so far in the same form, for choices that depend on another. */
    parent?: Record<string, string>;
    /** Asked by somebody who looks through files and folders: the `value` of the folder that is open, '' at the top. Folders are `branch`es of the answer, and files come with them. */
    inside?: string;
  },
) => Promise<{ options: Option[]; next: Json }>;

/** A limit that the app publishes. The engine keeps below it, over all workers together. */
export interface RateLimit {
  /** Who shares it: one connection, all connections of the vendor's OAuth app, or all of one customer. */
  scope: 'connection' | 'app' | 'customer';
  requests: number;
  perMs: number;
  /** At most this many at the same time. */
  concurrent?: number;
}

/** Headers in which the app tells what is left of a limit. `reset` is in seconds from now, or a time (seconds or milliseconds since 1970, or a date). */
export interface LimitHeaders {
  remaining: string;
  reset?: string;
  resetUnit?: 'seconds' | 'epoch' | 'epochMs' | 'date';
}

/** What an app's answer means, where the status alone does not say it. */
export interface TranslatedError {
  class: ErrorClass;
  code?: string;
  message?: string;
  field?: string;
  retryAfterMs?: number;
}

/** One app: data first, a function only where the app is irregular. See `connectors/kit/README.md`. */
export interface Connector<Settings extends z.ZodObject = z.ZodObject> {
  name: string;
  category: Category;
  /** One line for a card: what it is. */
  description: string;
  docs: string;
  /** Of the app's API: `2026-03`, `v3`. */
  version: string;
  auth: ConnectorAuth;
  /** Asked first where there are several: production or sandbox, sign-in or API key. */
  accountTypes?: Record<string, AccountType>;
  /** Asked before authorising, for addresses that need it: `z.object({ shop: … })`. The answers are kept as learnt values. */
  before?: z.ZodObject;
  /**
   * Asked of the vendor beside client id and secret: a signing secret, a developer token. The answers are values for
   * templates; `webhookSecret` is what hooks are checked with where their secret comes from the OAuth app.
   */
  appFields?: z.ZodObject;
  /** Template; absent for connectors that speak no HTTP. */
  baseUrl?: Template;
  /** Headers of every request. */
  headers?: Record<string, Template>;
  /** Hosts (beside the base URL's) that credentials may be sent to: `*.example.com`. */
  hosts?: string[];
  limits?: RateLimit[];
  limitHeaders?: LimitHeaders;
  /** Asked after connecting; becomes the wizard's form and `context.settings`. Field descriptions by `.meta({ title, description, options })`. */
  settings: Settings;
  /** Right after authorising: what the app must be asked for once (Jira's `cloudId`). Kept as learnt values. */
  lookUp?: (context: ConnectorContext<unknown>) => Promise<Record<string, string>>;
  /** Names the account, and shows that the access works; at connecting and daily. Absent where no call is known that every account may make. */
  check?: (context: ConnectorContext<unknown>) => Promise<Account>;
  errors?: (response: { status: number; headers: Headers; body: unknown }) => TranslatedError | undefined;
  objects: Record<string, ConnectorObject<z.ZodType, z.output<Settings>>>;
  /** Which of the models that apps share its objects become, and how: a vendor then takes this app for another. */
  models?: Partial<Record<ModelName, ConnectorModel>>;
  actions?: Record<string, ConnectorAction>;
  triggers?: Record<string, ConnectorTrigger>;
  hooks?: ConnectorHooks;
  options?: Record<string, OptionsFunction<unknown>>;
  /** Where the vendor's own place is of this kind: its records are carried there. */
  destination?: ConnectorDestination;
}
