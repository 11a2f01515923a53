import { setTimeout as wait } from 'node:timers/promises';
import { Account } from './accounts/account.ts';
import { accountSeeds, MAIN_ACCOUNT_ID } from './accounts/accounts.ts';
import type { ContactEvent } from './accounts/contacts-store.ts';
import { renamed } from './api/renamed-field.ts';
import { RequestCounts } from './control/request-counts.ts';
import { type Faults, noFaults } from './faults.ts';
import type { SandboxKeys } from './oauth/keys.ts';
import { OAuthStorage } from './oauth/storage.ts';
import type { SandboxSnapshot } from './snapshot.ts';
import { WebhookSender } from './webhooks/webhook-sender.ts';

interface WorldOptions {
  keys: SandboxKeys;
  contacts: number;
  ratePer10s: number;
  webhookRetryMs: number;
  onContact?: ((accountId: string, event: ContactEvent) => void) | undefined;
}

/** Everything that Tidewater knows: what the API serves, who may read it, and what is broken on purpose. */
export class World {
  readonly oauth: OAuthStorage;
  readonly accounts: readonly Account[];
  readonly webhooks: WebhookSender;
  readonly counts = new RequestCounts();
  readonly ratePer10s: number;
  readonly #keys: SandboxKeys;
  readonly #closing = new AbortController();
  faults: Faults = { ...noFaults };
  /** Called whenever something changed that a restart should remember. */
  onChange: () => void = () => {};

  constructor(options: WorldOptions) {
    const changed = () => this.onChange();
    this.#keys = options.keys;
    this.ratePer10s = options.ratePer10s;
    this.oauth = new OAuthStorage(changed);
    this.webhooks = new WebhookSender({
      oauth: this.oauth,
      retryMs: options.webhookRetryMs,
      present: (contact) => renamed(contact, this.faults.renameField),
      onChange: changed,
    });
    this.accounts = accountSeeds(options.contacts).map(
      (seed) =>
        new Account(seed, (event) => {
          options.onContact?.(seed.id, event);
          this.webhooks.announce(seed.id, event);
          changed();
        }),
    );
  }

  get rateLimit(): number {
    return this.faults.rate ?? this.ratePer10s;
  }

  account(id: string): Account | undefined {
    return this.accounts.find((account) => account.seed.id === id);
  }

  get mainAccount(): Account {
    const account = this.account(MAIN_ACCOUNT_ID);
    if (account === undefined) throw new Error(`There is no account ${MAIN_ACCOUNT_ID}`);
    return account;
  }

  /** Ends at once when the sandbox closes. */
  async slowDown(): Promise<void> {
    if (this.faults.slowMs > 0)
      await wait(this.faults.slowMs, undefined, { signal: this.#closing.signal }).catch(() => {});
  }

  /** Back to the seed; registered apps stay. */
  reset(): void {
    for (const account of this.accounts) account.reset();
    this.oauth.reset();
    this.webhooks.reset();
    this.counts.reset();
    this.faults = { ...noFaults };
    this.onChange();
  }

  snapshot(): SandboxSnapshot {
    return {
      version: 1,
      keys: this.#keys,
      oauth: this.oauth.snapshot(),
      webhooks: this.webhooks.snapshot(),
      accounts: Object.fromEntries(this.accounts.map((account) => [account.seed.id, account.contacts.snapshot()])),
    };
  }

  restore(snapshot: SandboxSnapshot): void {
    this.oauth.restore(snapshot.oauth);
    this.webhooks.restore(snapshot.webhooks);
    for (const account of this.accounts) {
      const kept = snapshot.accounts[account.seed.id];
      if (kept !== undefined) account.contacts.restore(kept);
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.webhooks.close();
  }
}
