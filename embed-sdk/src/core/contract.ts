/**
 * What travels between the SDK and `/api/embed/v1`. The server accepts any SDK of the same major version, so fields are
 * only ever added here, never renamed or removed. Times are ISO 8601 in UTC.
 */

/** Why a connected app needs a person, each with its own remedy. */
export type AttentionReason =
  | 'expired'
  | 'revoked'
  | 'missing_scope'
  | 'misconfigured'
  | 'app_down'
  | 'sync_failed'
  | 'fields_changed';

/** How a card of the catalogue stands. */
export type CardState = 'available' | 'connected' | 'needs_attention' | 'paused' | 'locked' | 'coming_soon';

/** A sentence for a person: what happened and why; `remedy` names what to do and is the label of one button. */
export interface Attention {
  reason: AttentionReason;
  sentence: string;
  remedy: 'reconnect' | 'retry' | 'wait' | 'contact_vendor' | 'remap';
  /** With `remap`: the sync whose fields have to be matched anew, what is gone, and what to take instead. */
  sync?: string;
  lost?: { field: string; to: string | null };
  /** What to say it with in another language: a reason, or the class of a run's error. */
  code?: string;
  /** With `code`: the app's name as `app`, and as `said` what it said. */
  values?: Record<string, string>;
}

/** One card of the catalogue. */
export interface CatalogueEntry {
  slug: string;
  name: string;
  description: string;
  category: string;
  /** Address of the icon (SVG), absolute. */
  iconUrl: string;
  state: CardState;
  /** One line under the name when connected: "1,240 contacts". */
  summary?: string;
  /** The same, counted. */
  records?: { label: string; count: number }[];
  attention?: Attention;
  /** Shown before the others. */
  featured?: boolean;
  labels?: string[];
  /** With `locked`: why, in the vendor's words, and where to get it. */
  upsell?: { text: string; url?: string };
  /** With `coming_soon`: whether this customer has asked for it by `POST /integrations/{slug}/request`. */
  requested?: boolean;
}

/** `POST /session` → the opaque session, and the catalogue with it: one request to the first card. */
export interface SessionAnswer {
  session: string;
  expiresAt: string;
  vendor: { name: string };
  customer: { id: string; name: string };
  endUser: { id: string; name: string | null; role: 'admin' | 'member' | 'viewer' };
  locale: string;
  catalogue: CatalogueEntry[];
}

/** A condition over the answers so far. What is compared with an answer that is not there is never fulfilled, `not` of it neither. */
export type Rule =
  | { all: Rule[] }
  | { any: Rule[] }
  | { not: Rule }
  | { has: string }
  | {
      path: string;
      is: 'equals' | 'not_equals' | 'greater' | 'at_least' | 'less' | 'at_most' | 'contains' | 'starts_with';
      value: string | number | boolean | null;
    }
  | { path: string; is: 'in' | 'not_in' | 'has_any' | 'has_all'; value: (string | number | boolean | null)[] };

/** A page of a form; fields without one are on the first. */
export interface FormPage {
  key: string;
  title: string;
  sections: { key: string; title: string; help?: string }[];
}

/** A field of a form that the server describes and the wizard draws. */
export interface FormField {
  name: string;
  label: string;
  help?: string;
  kind: 'text' | 'password' | 'number' | 'select' | 'switch' | 'options' | 'multiline' | 'cards' | 'file' | 'schedule';
  required: boolean;
  /** A secret: typed unseen where it is one line, and never shown again. */
  secret?: boolean;
  placeholder?: string;
  default?: string | number | boolean;
  /** For `select` and `cards`: the fixed choices. */
  choices?: { value: string; label: string; detail?: string }[];
  /** For `options` and `file`: live choices from the app, read by `GET /connects/{id}/options/{options}`. */
  options?: string;
  /** For `file`: what may be chosen of files and folders. */
  pick?: 'file' | 'folder' | 'any';
  /** For `schedule`: within what. The answer is a `Schedule` as JSON. */
  bounds?: ScheduleBounds;
  /** The fields that these choices depend on. */
  dependsOn?: string[];
  page?: string;
  section?: string;
  /** Asked only where it is fulfilled; an answer to what is not asked does not count. */
  showWhen?: Rule;
  min?: number;
  max?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  patternWords?: string;
}

/** One live choice of a field of kind `options`. */
export interface Option {
  value: string;
  label: string;
  /** A second, quieter line: "1,240 contacts". */
  detail?: string;
  /** A folder: it may be looked into, by `inside`. */
  branch?: boolean;
}

/** `GET /connects/{id}/options/{name}?search=&cursor=&inside=`. */
export interface OptionsAnswer {
  options: Option[];
  nextCursor: string | null;
}

/** One sync of an installation, as the customer sees it. */
export interface SyncView {
  id: string;
  /** The vendor's word for the rows, in the plural: "contacts". */
  label: string;
  status: 'waiting' | 'running' | 'in_sync' | 'failed' | 'paused' | 'needs_attention';
  records: number;
  /** While running: records done so far, and in all where the app tells. */
  progress: { done: number; total: number | null; ratePerSecond: number | null } | null;
  lastSuccessAt: string | null;
  nextRunAt: string | null;
  /** The sentence of the last failure, where it failed. */
  failure: string | null;
  /** With `failure`: its class, and what the app said. */
  failureCode?: string;
  failureSaid?: string;
}

/** The authorised account of an installation. */
export interface ConnectionView {
  id: string;
  /** The account at the app: "Globex CRM (mara@crm.example)". */
  account: string | null;
  status: 'active' | 'needs_reauth' | 'misconfigured' | 'paused' | 'disconnected';
  attention: Attention | null;
  connectedBy: string | null;
  connectedAt: string;
}

/** One thing that happened, newest first. */
export interface ActivityEntry {
  id: string;
  at: string;
  /** A sentence: "1,240 contacts arrived from your CRM." */
  sentence: string;
  tone: 'neutral' | 'good' | 'warning';
  /** What happened, to be said in another language. */
  code?: string;
  values?: Record<string, string | number>;
}

/** What has to be done for a newer version: answer a question, allow more at the app, match fields anew, or only agree. */
export type UpgradeAsk =
  | { kind: 'answer'; name: string; sentence: string }
  | { kind: 'allow'; scope: string; sentence: string }
  | { kind: 'mend'; sync: string; sentence: string; problems: string[] }
  | { kind: 'agree'; sentence: string };

/** When something runs by itself. */
export type Schedule =
  | { kind: 'every'; seconds: number }
  | { kind: 'cron'; expression: string; zone: string }
  | { kind: 'manual' }
  | { kind: 'event'; event: string };

/** Within what a schedule may be chosen: the shortest and the longest interval in seconds, by the clock, by cron, by hand. */
export interface ScheduleBounds {
  fastest: number;
  slowest?: number;
  clock?: boolean;
  cron?: boolean;
  manual?: boolean;
}

/** Something that may be switched on and off by `POST /installations/{id}/offers/{key}`; `always` goes on as long as the rest. */
export interface SyncOffer {
  key: string;
  /** The sync's id, once it was switched on. */
  sync: string | null;
  label: string;
  offer: 'always' | 'on' | 'optional';
  /** Within what another schedule may be chosen; seconds. */
  bounds?: ScheduleBounds;
  /** When it runs, or would. */
  schedule?: Schedule;
  on: boolean;
  /** Its fields may be matched: `POST /installations/{id}/mappings/{key}`. */
  matching?: boolean;
}

/** What a customer has of an integration: the account, its syncs, what happened. */
export interface InstallationView {
  id: string;
  connection: ConnectionView;
  syncs: SyncView[];
  activity: ActivityEntry[];
  answers: Record<string, unknown>;
  /** A newer version waits for somebody; until then everything goes on. Taken by `POST /installations/{id}/upgrade`. */
  upgrade?: { version: number; asks: UpgradeAsk[]; fields: FormField[] };
  offers?: SyncOffer[];
  /** Records that could not be stored, and for how many reasons; absent where there are none. */
  failing?: { records: number; causes: number };
}

/** `GET /integrations/{slug}`. */
export interface IntegrationDetail extends CatalogueEntry {
  /** Three sentences at most: what it does, with direction. */
  does: { direction: 'in' | 'out'; sentence: string }[];
  /** What the vendor will be able to see and change, in plain words. */
  permissions: string[];
  /** How the app lets one in: a popup to the app, fields to fill in here, one of several by choice, or without anything. */
  auth:
    | { kind: 'popup' }
    | { kind: 'fields'; fields: FormField[]; help?: string }
    | { kind: 'choice' }
    | { kind: 'none' };
  /** Questions asked after the account is connected. */
  questions: FormField[];
  pages?: FormPage[];
  installation: InstallationView | null;
}

/** The stages of connecting (rule 3 of the design); stages that are not needed are skipped. */
export type ConnectStage =
  | 'account-type'
  | 'before'
  | 'authorize'
  | 'after'
  | 'mapping'
  | 'review'
  | 'done'
  | 'failed'
  | 'cancelled';

/** `POST /connects`, and every later answer about it. */
export interface ConnectAnswer {
  id: string;
  integration: string;
  stage: ConnectStage;
  /** At `authorize`: the address of the popup. It carries no token. */
  popupUrl: string | null;
  /** At `authorize` by popup: the one-time code that the popup asks its opener for by message. Only in the answer that made it. */
  handoff: string | null;
  /** At `account-type`, `before`, `authorize` with fields, and at `after`: what to ask. */
  fields: FormField[];
  /** At `after`, where the form has pages. */
  pages?: FormPage[];
  /** At `authorize`: where the customer finds what is asked. */
  help: string | null;
  /** Stages before `authorize` that belong to this connect, with what they ask: they can be gone back to. */
  earlier: { stage: 'account-type' | 'before'; fields: FormField[] }[];
  /** The kind of account that was chosen, where there are several. */
  accountType: string | null;
  /** What was answered before authorising. */
  before: Record<string, string>;
  answers: Record<string, unknown>;
  /** What was typed before the page was left, without what is secret; empty once its step was sent. */
  draft?: {
    before: Record<string, unknown>;
    credentials: Record<string, unknown>;
    answers: Record<string, unknown>;
    mapping?: Record<string, unknown>;
  };
  /** What has fields to match at `mapping`, by the sync's key. */
  matching?: { key: string; label: string }[];
  /** The account that was authorised. */
  account: string | null;
  /** Somebody else was asked to authorise by `POST /connects/{id}/ask`, and it waits for that person. */
  asked?: { email: string; at: string; until: string; opened: boolean } | null;
  /** Whether somebody else may be asked. */
  mayAsk?: boolean;
  /** Another account than before was authorised: the customer confirms (`POST /connects/{id}/confirm`) or connects again. */
  warning: { kind: 'other_account'; before: string; now: string } | null;
  /** At `review`: what will happen, in sentences, and the label of the button. */
  review: { sentences: string[]; button: string; points?: ReviewPoint[] } | null;
  /** At `review`: what will be copied; chosen by `POST /connects/{id}/offers/{key}`. */
  offers?: SyncOffer[];
  /** At `failed`. `missing`: what was asked for at the app and not allowed there, each in plain words. */
  failure: {
    code: string;
    sentence: string;
    remedy: string;
    missing?: { scope: string; words: string }[];
  } | null;
  /** At `done`. */
  installation: InstallationView | null;
}

/** One sentence of the review, to be said in another language. */
export interface ReviewPoint {
  code: 'arrives' | 'back' | 'follows' | 'reads' | 'changes' | 'nothing';
  /** What it is about, in the vendor's words. */
  labels: string[];
  schedule?: Schedule;
  /** How far back the first time goes. */
  days?: number;
}

/** What helps against records that failed. */
export type FailureRemedy = 'correct' | 'mapping' | 'reconnect' | 'retry' | 'ignore';

/** Records that could not be stored for one reason. */
export interface FailureCause {
  cause: string;
  sync: string;
  label: string;
  class: string;
  field: string | null;
  sentence: string;
  hint: string;
  count: number;
  waiting: number;
  firstSeenAt: string;
  lastSeenAt: string;
  remedies: FailureRemedy[];
  ignored: { at: string; by: string | null } | null;
}

/** One value of a record. */
export type RecordValue = string | number | boolean | null;

/** One record that could not be stored. */
export interface FailedRecord {
  id: string;
  key: string;
  sentence: string;
  field: string | null;
  waiting: boolean;
  lastSeenAt: string;
  fields?: { path: string; kind: 'text' | 'number' | 'switch'; value: RecordValue; isBad: boolean }[];
}

/** `GET /installations/{id}/failures/records`; not `shown` where the vendor does not show single records. */
export interface FailedRecords {
  records: FailedRecord[];
  shown: boolean;
  nextCursor: string | null;
}

/** `POST /installations/{id}/failures/retry`; `hindrance` says why nothing is read now. */
export interface RetryAnswer {
  askedAt: string;
  count: number;
  hindrance: 'paused' | 'connection' | 'running' | null;
}

/** `GET /installations/{id}/failures/progress`. */
export interface RetryProgress {
  waiting: number;
  stored: number;
  failed: number;
}

/** `GET /installations/{id}/activity`. */
export interface LoggedEntries {
  entries: (ActivityEntry & { by: string | null })[];
  nextCursor: string | null;
}

/** One run of a sync. */
export interface LoggedRun {
  id: string;
  sync: string;
  label: string;
  trigger: 'first' | 'schedule' | 'manual' | 'api' | 'catch_up' | 'event' | 'hook' | 'reset';
  status: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  startedAt: string | null;
  finishedAt: string | null;
  seen: number;
  added: number;
  updated: number;
  deleted: number;
  failed: number;
  class?: string;
  sentence: string | null;
}

/** `GET /installations/{id}/runs`; not `shown` where the vendor does not show single runs. */
export interface LoggedRuns {
  runs: LoggedRun[];
  shown: boolean;
  nextCursor: string | null;
}

/** The body of every answer that is not 2xx. */
export interface ErrorAnswer {
  error: { code: string; message: string; field?: string; remedy?: string; requestId: string };
}

/*
 * Requests (all under `/api/embed/v1`; bearer session except the first):
 *
 *   POST   /session                         { token }                     → SessionAnswer
 *   GET    /catalogue                                                    → { entries: CatalogueEntry[] }
 *   GET    /integrations/{slug}                                          → IntegrationDetail
 *   POST   /connects                        { integration, reconnect?: connection id } → ConnectAnswer
 *   GET    /connects/{id}                                                → ConnectAnswer
                                     → ConnectAnswer (a fresh one-time code)
 *   POST   /connects/{id}/draft             { before?, credentials?, answers? } → { kept: true } (typed, not sent)
 *   POST   /connects/{id}/account-type      { accountType }               → ConnectAnswer   (→ before or authorize)
 *   POST   /connects/{id}/before            { answers }                   → ConnectAnswer   (→ authorize)
 *   POST   /connects/{id}/credentials       { fields }                    → ConnectAnswer   (auth.kind = fields)
 *   POST   /connects/{id}/confirm                                        → ConnectAnswer   (other account accepted)
 *   POST   /connects/{id}/answers           { answers }                   → ConnectAnswer   (after → review)
 *   POST   /connects/{id}/mappings/{key}    { targets? }                  → MatchingView   (what there is to match)
 *   POST   /connects/{id}/mappings/{key}/preview  { matches, targets? }   → MatchesPreview
 *   POST   /connects/{id}/mappings          { mappings: { key, matches, targets? }[] } → ConnectAnswer (mapping → review)
 *   POST   /connects/{id}/offers/{key}      { on?, schedule? }            → ConnectAnswer   (at review)
 *   GET    /connects/{id}/counts                                         → { counts: { key, total }[] }
 *   POST   /connects/{id}/finish                                         → ConnectAnswer   (review → done, first sync starts)
 *   POST   /connects/{id}/ask               { email, name?, note? }       → ConnectAnswer   (an e-mail asks somebody else to authorise)
 *   POST   /connects/{id}/ask/stop                                       → ConnectAnswer
 *   POST   /connects/{id}/cancel                                         → ConnectAnswer
 *   GET    /connects/{id}/options/{name}    ?search=&cursor=&answers=     → OptionsAnswer
 *   GET    /installations/{id}                                           → InstallationView
 *   POST   /installations/{id}/mappings/{key} | /preview                  → MatchingView | MatchesPreview
 *   POST   /installations/{id}/mappings/{key}/save   { matches, version, targets? } → InstallationView
 *   POST   /installations/{id}/mappings/{key}/reset                      → InstallationView
 *   POST   /installations/{id}/offers/{key} { on?, schedule? }             → InstallationView
 *   POST   /installations/{id}/pause | /resume                           → InstallationView
 *   POST   /installations/{id}/sync                                      → InstallationView (sync now)
 *   GET    /installations/{id}/failures     ?state=                      → { causes: FailureCause[], complete }
 *   GET    /installations/{id}/failures/records ?cause=&state=&cursor=   → FailedRecords
 *   POST   /installations/{id}/failures/retry | /ignore | /restore { cause?, ids? } → RetryAnswer | { count }
 *   GET    /installations/{id}/failures/progress ?askedAt=               → RetryProgress
 *   POST   /installations/{id}/failures/{failure}/correct { values }     → { key }
 *   GET    /installations/{id}/activity     ?tone=&cursor=               → LoggedEntries
 *   GET    /installations/{id}/runs         ?failed=&cursor=             → LoggedRuns
 *   POST   /events                          { events: { name, integration?, installation?, detail?, agoMs }[] } → { noted }
 *   DELETE /installations/{id}                                           → { removed: true } (disconnects, revokes at the app)
 *
 * The popup: `popupUrl` opened with `window.open`. The page there posts `{ type: 'portico:hello', connect }` to its opener
 * (target: the exact registered origin). The SDK checks `event.source` and `event.origin`, and answers
 * `{ type: 'portico:handoff', connect, code }` to the exact origin of Portico. At the end the popup posts
 * `{ type: 'portico:result', connect }` and closes; the SDK reads the result from the server, never from the message.
 * Redirect, where popups are blocked: the host's page submits a form (POST, target=_top) with `code` to
 * `{popupUrl}/begin`; at the end the browser comes back to the registered return address.
 */
