import type { ConnectorContext } from './connector.ts';
import type { Json } from './json.ts';

/** A hook as it came in. */
export interface HookRequest {
  method: string;
  /** As the app called it, query included. */
  url: URL;
  headers: Headers;
  /** The very bytes. */
  body: Uint8Array;
}

/** What a hook is checked with. */
export interface HookSecrets {
  /** As `secretFrom` says. Of the OAuth app: its `webhookSecret` (see `Connector.appFields`) where it has one, else its client secret. */
  secret: string;
  /** The vendor's OAuth app, for schemes that take more of it. */
  clientId?: string;
  clientSecret?: string;
  /** What stands at `certificateUrl`, in PEM. */
  certificate?: string;
}

export type HookVerdict =
  | { ok: true }
  | { ok: false; because: 'missing_header' | 'bad_signature' | 'too_old' | 'unreadable' };

export interface HookAnswer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** One thing that happened, out of one hook that may hold many. */
export interface HookEvent {
  /** The app's own id of it, by which a second delivery is known. Empty where it has none: the engine then takes the body's hash. */
  id: string;
  type: string;
  /** The account that it is for: compared with what was learnt while connecting. */
  account?: string;
  /** The object and row that it speaks of, where it names one. */
  object?: string;
  key?: string;
  at?: string;
  data: Json;
}

export interface HookSubscription {
  id: string;
  /** Where the app gave us the secret; else it is the one that we chose. */
  secret?: string;
  expiresAt?: string;
  /** What renewing and ending it needs. */
  state?: Json;
}

/** How the app tells us what happened. */
export interface ConnectorHooks {
  /** By data (`hmacSignature({ … })`), or by a function where the scheme is the app's own. `none`: the app signs nothing; the address is then a secret of its own. */
  verify: ((request: HookRequest, secrets: HookSecrets, now: Date) => HookVerdict) | 'none';
  /** Where the certificate stands that this hook says it was signed with; undefined unless the address is the app's own (https, its host). It is fetched like every address of others, kept, and handed to `verify`. */
  certificateUrl?: (request: HookRequest) => URL | undefined;
  /** Where the secret comes from: `oauthApp` (the client secret or a further value of it), `subscription`, or `customer` (typed in at the app). */
  secretFrom: 'oauthApp' | 'subscription' | 'customer';
  events: (request: HookRequest) => HookEvent[];
  /** Answers a question that is no event: an address check. Undefined: it is none. */
  challenge?: (request: HookRequest, secrets: HookSecrets) => HookAnswer | undefined;
  /** What a good answer looks like where 200 with an empty body is not it; a function where it depends on what came. */
  answer?: HookAnswer | ((request: HookRequest) => HookAnswer);
  subscribe?: (
    context: ConnectorContext,
    request: { url: string; secret: string; events: string[] },
  ) => Promise<HookSubscription>;
  /** Before `expiresAt`. */
  renew?: (context: ConnectorContext, subscription: HookSubscription) => Promise<HookSubscription>;
  unsubscribe?: (context: ConnectorContext, subscription: HookSubscription) => Promise<void>;
}
