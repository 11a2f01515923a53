import type { ConnectAnswer, ConnectStage, FormField } from './contract.ts';
import type { PorticoError } from './portico-error.ts';

/** What a person typed or chose, by the field's name. */
export type FieldValues = Record<string, unknown>;

/** What is kept of a step's form: the kind of account, the answers before authorising, the fields of an account, the answers after, the matches by sync. */
export type DraftPart = 'accountType' | 'before' | 'credentials' | 'answers' | 'mapping';

/** A stage as shown: the server's, or `starting` while the connect is being made. */
export type FlowStage = ConnectStage | 'starting';

/** One moment of a connect flow. Never changed in place: each change makes another. */
export interface ConnectSnapshot {
  readonly integration: string;
  /** The id of the connection that is being reconnected. */
  readonly reconnect: string | null;
  /** The stage to show. Behind `reached` after `back()`. */
  readonly stage: FlowStage;
  /** How far the server is. */
  readonly reached: FlowStage;
  /** Stages that can be gone back to, oldest first. */
  readonly behind: readonly ConnectStage[];
  /** `waiting`: the window is open. `blocked`: the browser refused to open it. */
  readonly popup: 'none' | 'waiting' | 'blocked';
  /** Why the stage is `cancelled`. After `popup_closed`, `authorize()` opens the window again. */
  readonly cancelled: 'popup_closed' | 'by_user' | null;
  /** A request is under way: buttons wait. */
  readonly busy: boolean;
  /** What the last call failed with; the draft is kept. */
  readonly error: PorticoError | null;
  /** What to ask at `stage`. */
  readonly fields: readonly FormField[];
  /** What was typed or chosen so far; survives `back()`, failures and `restart()`, and never leaves memory but to the server. */
  readonly draft: { readonly [Part in DraftPart]: FieldValues };
  /** The draft is one of before the page was left. */
  readonly restored: boolean;
  /** The server's last answer. */
  readonly connect: ConnectAnswer | null;
}

const ORDER: readonly FlowStage[] = ['starting', 'account-type', 'before', 'authorize', 'after', 'mapping', 'review'];

/** Whether the stage is one that the account is authorised at. */
export const isAuthorized = (stage: FlowStage): boolean =>
  stage === 'done' || ORDER.indexOf(stage) >= ORDER.indexOf('after');

/** The stages among `seen` that come before `stage`. */
export const stagesBehind = (seen: readonly ConnectStage[], stage: FlowStage): ConnectStage[] =>
  seen.filter((other) => ORDER.indexOf(other) >= 0 && ORDER.indexOf(other) < ORDER.indexOf(stage));

export const emptyDraft: ConnectSnapshot['draft'] = {
  accountType: {},
  before: {},
  credentials: {},
  answers: {},
  mapping: {},
};

export const startOf = (integration: string, reconnect: string | null): ConnectSnapshot => ({
  integration,
  reconnect,
  stage: 'starting',
  reached: 'starting',
  behind: [],
  popup: 'none',
  cancelled: null,
  busy: true,
  error: null,
  fields: [],
  draft: emptyDraft,
  restored: false,
  connect: null,
});
