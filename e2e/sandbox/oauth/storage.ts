import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  payload: AdapterPayload;
  /** Milliseconds; undefined is for ever. */
  expiresAt: number | undefined;
}

interface OAuthSnapshot {
  entries: { key: string; payload: Record<string, unknown>; expiresAt?: number | undefined }[];
}

/** Everything that belongs to a grant and dies with it. */
const GRANTED = ['AccessToken', 'RefreshToken', 'AuthorizationCode'];
const SWEEP_EVERY = 500;

/** What oidc-provider remembers: clients, sessions, grants and tokens, in memory. */
export class OAuthStorage {
  readonly #entries = new Map<string, Entry>();
  readonly #keysByGrant = new Map<string, Set<string>>();
  readonly #onChange: () => void;
  #writes = 0;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  adapterFor(kind: string): Adapter {
    const keyOf = (id: string) => `${kind}:${id}`;
    return {
      upsert: async (id, payload, expiresInS) => this.#put(keyOf(id), payload, expiresInS),
      find: async (id) => this.#get(keyOf(id)),
      findByUid: async (uid) => this.ofKind(kind).find(({ payload }) => payload.uid === uid)?.payload,
      findByUserCode: async () => undefined,
      consume: async (id) => this.#consume(keyOf(id)),
      destroy: async (id) => this.#delete(keyOf(id)),
      revokeByGrantId: async (grantId) => this.#revokeTokens(grantId),
    };
  }

  ofKind(kind: string): { id: string; payload: AdapterPayload }[] {
    const prefix = `${kind}:`;
    const found: { id: string; payload: AdapterPayload }[] = [];
    for (const key of this.#entries.keys()) {
      if (!key.startsWith(prefix)) continue;
      const payload = this.#get(key);
      if (payload !== undefined) found.push({ id: key.slice(prefix.length), payload });
    }
    return found;
  }

  /** Whether anything was issued for the grant and could still be used. */
  isInUse(grantId: string): boolean {
    return [...(this.#keysByGrant.get(grantId) ?? [])].some((key) => this.#get(key) !== undefined);
  }

  revokeGrant(grantId: string): void {
    this.#revokeTokens(grantId);
    this.#delete(`Grant:${grantId}`);
  }

  /** Makes the grant's access tokens run out now; its refresh tokens stay. */
  expireAccessTokens(grantId: string): number {
    const now = Math.floor(Date.now() / 1000);
    let expired = 0;
    for (const key of this.#keysByGrant.get(grantId) ?? []) {
      const entry = this.#entries.get(key);
      if (entry === undefined || !key.startsWith('AccessToken:') || (entry.payload.exp ?? 0) <= now) continue;
      entry.payload = { ...entry.payload, exp: now - 1 };
      expired += 1;
    }
    this.#onChange();
    return expired;
  }

  /** Forgets sessions, grants and tokens; registered apps stay. */
  reset(): void {
    for (const key of [...this.#entries.keys()]) if (!key.startsWith('Client:')) this.#entries.delete(key);
    this.#keysByGrant.clear();
    this.#onChange();
  }

  snapshot(): OAuthSnapshot {
    this.#sweep();
    return {
      entries: [...this.#entries].map(([key, entry]) => ({
        key,
        payload: { ...entry.payload },
        expiresAt: entry.expiresAt,
      })),
    };
  }

  restore(snapshot: OAuthSnapshot): void {
    for (const { key, payload, expiresAt } of snapshot.entries) {
      this.#entries.set(key, { payload, expiresAt });
      this.#index(key, payload);
    }
    this.#sweep();
  }

  #put(key: string, payload: AdapterPayload, expiresInS: number | undefined): void {
    const expiresAt = expiresInS === undefined ? undefined : Date.now() + expiresInS * 1000;
    this.#entries.set(key, { payload, expiresAt });
    this.#index(key, payload);
    this.#writes += 1;
    if (this.#writes % SWEEP_EVERY === 0) this.#sweep();
    this.#onChange();
  }

  #get(key: string): AdapterPayload | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    return entry.expiresAt !== undefined && entry.expiresAt <= Date.now() ? undefined : entry.payload;
  }

  /** Reuse is noticed by oidc-provider itself: it finds the token consumed and revokes the grant. */
  #consume(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.payload = { ...entry.payload, consumed: Math.floor(Date.now() / 1000) };
    this.#onChange();
  }

  #delete(key: string): void {
    const grantId = this.#entries.get(key)?.payload.grantId;
    if (grantId !== undefined) this.#keysByGrant.get(grantId)?.delete(key);
    this.#entries.delete(key);
    this.#onChange();
  }

  #revokeTokens(grantId: string): void {
    for (const key of this.#keysByGrant.get(grantId) ?? []) this.#entries.delete(key);
    this.#keysByGrant.delete(grantId);
    this.#onChange();
  }

  #index(key: string, payload: AdapterPayload): void {
    const kind = key.slice(0, key.indexOf(':'));
    if (payload.grantId === undefined || !GRANTED.includes(kind)) return;
    const keys = this.#keysByGrant.get(payload.grantId) ?? new Set();
    this.#keysByGrant.set(payload.grantId, keys.add(key));
  }

  #sweep(): void {
    for (const [key, entry] of this.#entries) {
      if (entry.expiresAt !== undefined && entry.expiresAt <= Date.now()) {
        const { grantId } = entry.payload;
        this.#entries.delete(key);
        if (grantId !== undefined) this.#keysByGrant.get(grantId)?.delete(key);
      }
    }
    for (const [grantId, keys] of this.#keysByGrant) if (keys.size === 0) this.#keysByGrant.delete(grantId);
  }
}
