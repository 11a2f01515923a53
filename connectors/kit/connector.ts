import type { z } from 'zod';
import type { ErrorClass } from './app-call-error.ts';

/** JSON as it travels: cursors, watermarks and learnt values are this and nothing else. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A request to the app. `path` is joined to the connector's base URL; an absolute address must be on one of its hosts. */
export interface HttpRequest {
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as application/x-www-form-urlencoded. */
  form?: Record<string, string>;
  /** Milliseconds; 30,000 unless told. */
  timeoutMs?: number;
}

export interface HttpResponse<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** Calls the app as this connection: credentials, retries, limits, the address guard and the log are the engine's. */
export interface ConnectorHttp {
  get<S extends z.ZodType>(path: string, schema: S, request?: HttpRequest): Promise<HttpResponse<z.output<S>>>;
  post<S extends z.ZodType>(path: string, schema: S, request?: HttpRequest): Promise<HttpResponse<z.output<S>>>;
  put<S extends z.ZodType>(path: string, schema: S, request?: HttpRequest): Promise<HttpResponse<z.output<S>>>;
  patch<S extends z.ZodType>(path: string, schema: S, request?: HttpRequest): Promise<HttpResponse<z.output<S>>>;
  delete<S extends z.ZodType>(path: string, schema: S, request?: HttpRequest): Promise<HttpResponse<z.output<S>>>;
}

/** Reads a database as this connection, over a guarded socket, read-only, with the engine's time-outs. */
export interface ConnectorSql {
  /** Runs one statement with `$1` parameters. Values arrive as text or null, exactly as the database prints them. */
  query(statement: string, parameters?: readonly (string | number | null)[]): Promise<Record<string, string | null>[]>;
  /** Where it is connected to and as whom. */
  address(): Promise<Omit<DatabaseAddress, 'password'>>;
}

/** What every function of a connector is given. */
export interface ConnectorContext<Settings = unknown> {
  http: ConnectorHttp;
  sql: ConnectorSql;
  /** The customer's answers, parsed by the connector's `settings`. */
  settings: Settings;
  /** What the connector learnt while connecting (`realmId`, `instance_url`, …). */
  learnt: Record<string, string>;
  signal: AbortSignal;
}

/** One page of an object. */
export interface Page {
  /** Rows exactly as the app sent them; each is parsed by the object's `row` on its own, so one bad row fails alone. */
  rows: unknown[];
  /** Keys that the app says are deleted. */
  deleted?: string[];
  /** Where the next page begins; null after the last one. */
  next: Json;
  /** How many rows the whole pass will bring, where the app tells. */
  total?: number;
  /** From where the next incremental pass begins, if this one completes. Saved with the last page. */
  watermark?: Json;
}

export interface PullRequest {
  /** `full`: every row. `incremental`: what changed since `watermark`. */
  mode: 'full' | 'incremental';
  /** The `next` of the page before; null at the first page of a pass. */
  cursor: Json;
  /** The last completed pass's watermark; null in a full pass. */
  watermark: Json;
}

/** One kind of thing in the app that can be synced. */
export interface ConnectorObject<Row extends z.ZodType = z.ZodType, Settings = unknown> {
  /** In the plural, for people: "contacts". */
  label: string;
  row: Row;
  /** The row's unique and stable key. */
  key: (row: z.output<Row>, settings: Settings) => string;
  /** Whether `pull` understands `incremental`. */
  incremental: boolean;
  /** Whether an incremental pass reports deletions; where not, a full pass finds them by what is missing. */
  reportsDeletes: boolean;
  pull: (context: ConnectorContext<Settings>, request: PullRequest) => Promise<Page>;
}

export interface OAuth2Auth {
  kind: 'oauth2';
  /**
   * Templates: `{name}` is filled from the vendor's OAuth app and from learnt values, encoded. A template may begin with a
   * placeholder that stands for an origin: `{origin}/oauth/token` with `https://crm.example.com`.
   */
  authorizeUrl: string;
  tokenUrl: string;
  revokeUrl?: string;
  scopes: string[];
  /** Each scope in plain words, for the person who is asked: "See your contacts". */
  scopeWords: Record<string, string>;
  scopeSeparator?: ' ' | ',' | '+';
  /** PKCE S256 unless the app refuses it. */
  pkce?: boolean;
  /** How the client's id and secret travel to the token address; `body` unless told. */
  clientAuth?: 'basic' | 'body';
  authorizeParameters?: Record<string, string>;
  tokenParameters?: Record<string, string>;
  /** `rotating`: every refresh burns the old refresh token. */
  refresh: 'rotating' | 'fixed' | 'none';
  /** Names of values in the token's answer that are kept as learnt values: `instance_url`. */
  learn?: string[];
  /** Seconds of life where the app does not send `expires_in`. */
  defaultExpiresIn?: number;
  /** The app sends `iss` in the callback (RFC 9207) and it must be this (template). */
  issuer?: string;
}

/** A form that the customer fills in; the engine opens the database with what it says. */
export interface DatabaseAuth<Fields extends z.ZodObject = z.ZodObject> {
  kind: 'database';
  dialect: 'postgresql';
  fields: Fields;
  help?: string;
  connect: (fields: z.output<Fields>) => DatabaseAddress;
}

export interface DatabaseAddress {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  /** `require`: encrypted, certificate not checked. `verify`: certificate checked. */
  tls: 'off' | 'require' | 'verify';
}

export type ConnectorAuth = OAuth2Auth | DatabaseAuth;

/** Who was connected, and whether the account may do what is needed. */
export interface Account {
  /** The account's stable id at the app; compared when somebody reconnects. */
  id: string;
  /** For people: "Globex CRM (mara@tidewater.example)". */
  name: string;
  /** Something that the customer should know about this account: "This user may also write; Nothing is ever written." */
  notice?: string;
}

/** A choice of a live dropdown. */
export interface Option {
  value: string;
  label: string;
  detail?: string;
}

export type OptionsFunction<Settings = unknown> = (
  context: ConnectorContext<Settings>,
  request: {
    search: string;
    cursor: Json;
    /** The answers given so far in the same form, for choices that depend on another. */
    parent?: Record<string, string>;
  },
) => Promise<{ options: Option[]; next: Json }>;

export interface RateLimit {
  scope: 'connection' | 'app' | 'customer';
  requests: number;
  perMs: number;
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
  category: string;
  /** One line for a card: what it is. */
  description: string;
  docs: string;
  version: string;
  auth: ConnectorAuth;
  /** Template; absent for connectors that speak no HTTP. */
  baseUrl?: string;
  /** Hosts (beside the base URL's) that credentials may be sent to: `*.example.com`. */
  hosts?: string[];
  limits?: RateLimit[];
  /** Asked after connecting; becomes the wizard's form and `context.settings`. Field descriptions by `.meta({ title, description, options })`. */
  settings: Settings;
  check: (context: ConnectorContext<unknown>) => Promise<Account>;
  errors?: (response: { status: number; body: unknown }) => TranslatedError | undefined;
  objects: Record<string, ConnectorObject<z.ZodType, z.output<Settings>>>;
  options?: Record<string, OptionsFunction<unknown>>;
}
