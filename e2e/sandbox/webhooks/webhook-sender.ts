import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ContactEvent } from '../accounts/contacts-store.ts';
import { hasAccess } from '../oauth/grants.ts';
import type { OAuthStorage } from '../oauth/storage.ts';
import type { Webhook } from './webhook.ts';

const ATTEMPTS = 4;
const TIMEOUT_MS = 5_000;
const AT_ONCE = 4;
const KEPT_DELIVERIES = 50;

interface Delivery {
  webhookId: string;
  eventId: string;
  type: string;
  attempts: number;
  /** Status of the last answer; `null` when there was none. */
  status: number | null;
  state: 'waiting' | 'delivered' | 'given-up';
}

interface WebhookSenderOptions {
  oauth: OAuthStorage;
  retryMs: number;
  /** How the API shows the contact at the moment. */
  present: (contact: ContactEvent['contact']) => unknown;
  onChange: () => void;
}

/** Tells apps about changes: signed, four at a time, repeated three times. */
export class WebhookSender {
  readonly #oauth: OAuthStorage;
  readonly #retryMs: number;
  readonly #present: WebhookSenderOptions['present'];
  readonly #onChange: () => void;
  readonly #queue: { webhook: Webhook; body: string; delivery: Delivery }[] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #closing = new AbortController();
  #webhooks: Webhook[] = [];
  #deliveries: Delivery[] = [];

  constructor(options: WebhookSenderOptions) {
    this.#oauth = options.oauth;
    this.#retryMs = options.retryMs;
    this.#present = options.present;
    this.#onChange = options.onChange;
  }

  list(accountId: string, clientId: string): Webhook[] {
    return this.#webhooks.filter((webhook) => webhook.accountId === accountId && webhook.clientId === clientId);
  }

  get recentDeliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  add(values: Pick<Webhook, 'accountId' | 'clientId' | 'url' | 'events'>): Webhook {
    const webhook: Webhook = {
      ...values,
      id: `wh_${randomBytes(9).toString('base64url')}`,
      secret: `whs_${randomBytes(24).toString('base64url')}`,
      createdAt: new Date().toISOString(),
    };
    this.#webhooks.push(webhook);
    this.#onChange();
    return webhook;
  }

  remove(id: string): void {
    this.#webhooks = this.#webhooks.filter((webhook) => webhook.id !== id);
    this.#onChange();
  }

  announce(accountId: string, event: ContactEvent): void {
    for (const webhook of this.#webhooks) {
      if (webhook.accountId !== accountId || !webhook.events.includes(event.type)) continue;
      // An app that was disconnected hears nothing until it is connected again.
      if (!hasAccess(this.#oauth, webhook.clientId, accountId)) continue;
      this.#enqueue(webhook, event);
    }
  }

  snapshot(): Webhook[] {
    return this.#webhooks;
  }

  restore(webhooks: Webhook[]): void {
    this.#webhooks = webhooks;
  }

  reset(): void {
    this.#webhooks = [];
    this.#deliveries = [];
    this.#queue.length = 0;
  }

  async close(): Promise<void> {
    this.#queue.length = 0;
    this.#closing.abort();
    await Promise.all(this.#running);
  }

  #enqueue(webhook: Webhook, event: ContactEvent): void {
    const eventId = `ev_${randomBytes(12).toString('base64url')}`;
    const body = JSON.stringify({
      id: eventId,
      type: event.type,
      account_id: webhook.accountId,
      created_at: new Date().toISOString(),
      data: this.#present(event.contact),
    });
    const delivery: Delivery = {
      webhookId: webhook.id,
      eventId,
      type: event.type,
      attempts: 0,
      status: null,
      state: 'waiting',
    };
    this.#deliveries = [delivery, ...this.#deliveries].slice(0, KEPT_DELIVERIES);
    this.#queue.push({ webhook, body, delivery });
    this.#startNext();
  }

  #startNext(): void {
    if (this.#running.size >= AT_ONCE || this.#closing.signal.aborted) return;
    const next = this.#queue.shift();
    if (next === undefined) return;
    const running = this.#deliver(next.webhook, next.body, next.delivery).finally(() => {
      this.#running.delete(running);
      this.#startNext();
    });
    this.#running.add(running);
  }

  async #deliver(webhook: Webhook, body: string, delivery: Delivery): Promise<void> {
    const { signal } = this.#closing;
    for (let attempt = 1; attempt <= ATTEMPTS && !signal.aborted; attempt += 1) {
      if (attempt > 1) await wait(this.#retryMs * 4 ** (attempt - 2), undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      delivery.attempts = attempt;
      delivery.status = await post(webhook, delivery.eventId, body, signal);
      if (delivery.status !== null && delivery.status >= 200 && delivery.status < 300) {
        delivery.state = 'delivered';
        return;
      }
    }
    delivery.state = 'given-up';
  }
}

/** The answer's status, or `null` when there was no answer. */
async function post(webhook: Webhook, eventId: string, body: string, closing: AbortSignal): Promise<number | null> {
  const seconds = Math.floor(Date.now() / 1000);
  const mac = createHmac('sha256', webhook.secret).update(`${seconds}.${body}`).digest('hex');
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT_MS)]),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Tidewater-Webhooks/1',
        'x-tidewater-event-id': eventId,
        'x-tidewater-signature': `t=${seconds},v1=${mac}`,
      },
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
