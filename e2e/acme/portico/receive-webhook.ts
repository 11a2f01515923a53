import type { IncomingHttpHeaders } from 'node:http';
import { verifyWebhook, WebhookVerificationError } from '@portico/embed/server';
import { z } from 'zod';
import { type Customer, customers } from '../accounts.ts';
import type { ActivityEntry } from '../activity/activity-log.ts';
import type { AcmeContext } from '../context.ts';
import { type Exchange, HttpError, readBody } from '../exchange.ts';
import { type Model, models } from '../records/library.ts';
import type { Feed } from './feed.ts';
import { type Message, messageSchema, needsAttention, outcomeOf, sentenceOf, tallySentence } from './message.ts';
import type { Sources } from './sources.ts';

/**
 * Verified over the raw bytes, answered at once, applied after: Portico waits for an answer, not for our work. What is
 * lost of that work, by a crash say, is found by the next reading of the feed.
 */
export async function receiveWebhook({ req, res }: Exchange, acme: AcmeContext): Promise<void> {
  const { secret } = acme.endpoint;
  if (secret === undefined)
    throw new HttpError(503, 'Acme does not know the secret of its endpoint yet. Deliver it again.');
  const body = verified(await readBody(req), req.headers, secret);
  const id = String(req.headers['webhook-id']);
  const isNew = acme.log.isNew(id);
  res.writeHead(204).end();
  if (!isNew) return;
  const message = messageSchema.safeParse(body);
  if (message.success) acme.begin(apply(id, message.data, acme));
  else acme.report(`Webhook ${id} says something that Acme does not understand: ${z.prettifyError(message.error)}`);
}

function verified(payload: string, headers: IncomingHttpHeaders, secret: string): unknown {
  try {
    return verifyWebhook({ payload, headers, secret });
  } catch (cause) {
    if (!(cause instanceof WebhookVerificationError)) throw cause;
    throw new HttpError(401, cause.message);
  }
}

async function apply(id: string, message: Message, { log, feed, sources, report }: AcmeContext): Promise<void> {
  const receivedAt = new Date().toISOString();
  try {
    const customer = await customerOf(message, sources);
    if (customer === undefined) return;
    const entry: ActivityEntry = {
      id,
      type: message.type,
      sentence: sentenceOf(message),
      receivedAt,
      deliveries: 1,
      state: needsAttention(message) ? 'attention' : 'noted',
      outcome: outcomeOf(message),
    };
    log.add(customer.id, entry);
    const model = models.find((known) => known === message.data.model);
    if (message.type === 'records.changed' && model !== undefined) await applyChanges(entry, feed, customer, model);
  } catch (error) {
    report(`Webhook ${id} (${message.type}) is not applied yet: ${String(error)}`);
  }
}

async function customerOf({ data }: Message, sources: Sources): Promise<Customer | undefined> {
  const known = customers.find(({ id }) => id === data.customerExternalId);
  return known ?? (data.customerId === undefined ? undefined : sources.customerOf(data.customerId));
}

/** The message says only that there is something; our own cursor says from where to read. */
async function applyChanges(entry: ActivityEntry, feed: Feed, customer: Customer, model: Model): Promise<void> {
  const began = Date.now();
  entry.state = 'waiting';
  entry.outcome = 'Reading the feed';
  try {
    const words = tallySentence(model, await feed.pull(customer, model));
    entry.state = 'applied';
    entry.outcome =
      words === ''
        ? 'Was in Acme already'
        : `In Acme after ${Date.now() - began} ms${words === entry.sentence ? '' : `: ${words}`}`;
  } catch (error) {
    entry.state = 'failed';
    entry.outcome = 'The feed could not be read; Acme tries again within a minute';
    throw error;
  }
}
