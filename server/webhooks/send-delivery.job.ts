import { z } from 'zod';
import { isAppCallError } from '#connectors/kit/app-call-error.ts';
import { type Clock, secondsAfter, systemClock } from '#server/clock.ts';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { egress } from '#server/http/egress.ts';
import { idSchema } from '#server/ids.ts';
import { open } from '#server/keys/seal.ts';
import { scrub } from '#server/log.ts';
import { type AttemptResult, disabledReason, judge, nextAttemptAt } from './attempt.ts';
import type { DeliveryRow } from './delivery.table.ts';
import { claimDelivery, finishAttempt, giveUp } from './delivery-attempt.queries.ts';
import type { EndpointRow } from './endpoint.table.ts';
import { secretPlace, signedHeaders } from './sign-message.ts';
import { enqueueDelivery } from './tell.ts';
import { findDelivery, getEndpoint, markEndpoint } from './webhook.queries.ts';

const payloadSchema = z.object({ environmentId: idSchema('environment'), deliveryId: idSchema('delivery') });

const timeoutMs = 15_000;
/** How long an attempt counts as being made; after that its worker is taken for dead and another one tries. */
const claimSeconds = 30;
const keptResponseBytes = 1024;

interface Claimed {
  delivery: DeliveryRow;
  endpoint: EndpointRow;
  secret: string;
}

/** Makes one attempt to deliver. Safe to run twice: only the job that claims the attempt sends, and only it writes what came of it. */
export async function sendDelivery(job: unknown, clock: Clock = systemClock): Promise<void> {
  const { environmentId, deliveryId } = payloadSchema.parse(job);
  const tenant = { environmentId };
  const claimed = await withTenant(tenant, (tx) => claim(tx, deliveryId, clock.now()));
  if (!claimed) return;
  const result = await send(claimed, clock);
  await settle(tenant, claimed, result, clock.now());
}

async function claim(tx: TenantTx, deliveryId: DeliveryRow['id'], now: Date): Promise<Claimed | undefined> {
  const known = await findDelivery(tx, deliveryId);
  if (known?.status !== 'pending') return undefined;
  const endpoint = await getEndpoint(tx, known.endpoint_id);
  if (endpoint.status === 'disabled') {
    await giveUp(tx, known);
    return undefined;
  }
  const delivery = await claimDelivery(tx, known, { now, until: secondsAfter(now, claimSeconds) });
  if (!delivery) {
    // Somebody else is at it, or it is too early. If that worker dies, nobody else would come: look again then.
    await enqueueDelivery(tx, deliveryId, known.next_attempt_at ?? secondsAfter(now, claimSeconds));
    return undefined;
  }
  return { delivery, endpoint, secret: await open(tx, secretPlace(endpoint.id), endpoint.secret) };
}

async function send({ delivery, endpoint, secret }: Claimed, clock: Clock): Promise<AttemptResult> {
  const at = clock.now();
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  try {
    const response = await egress({
      method: 'POST',
      url: endpoint.url,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Portico-Webhooks/1',
        ...signedHeaders({ secret, messageId: delivery.message_id, at, payload: delivery.payload }),
      },
      body: delivery.payload,
      timeoutMs,
      maxBytes: 1024 * 1024,
      maxRedirects: 0,
    });
    const { status } = response;
    const error = judge({ status }) === 'delivered' ? null : refusal(status);
    return { at, durationMs: took(), status, error, response: keep(response.body) };
  } catch (error) {
    if (!isAppCallError(error)) throw error;
    return { at, durationMs: took(), status: null, error: scrub(error.message), response: null };
  }
}

function refusal(status: number): string {
  if (status >= 300 && status < 400)
    return `The address answered ${status}: a redirect, which is not followed. Register the final address.`;
  return `The address answered ${status}; 2xx says that the message arrived.`;
}

/** The beginning of an answer, as text that PostgreSQL can hold and that shows no token. */
const keep = (body: Buffer): string => scrub(body.subarray(0, keptResponseBytes).toString('utf8').replaceAll('\0', ''));

async function settle(
  tenant: Tenant,
  { delivery, endpoint }: Claimed,
  result: AttemptResult,
  now: Date,
): Promise<void> {
  const verdict = judge(result);
  const next = verdict === 'again' ? nextAttemptAt(delivery.attempts, now) : null;
  await withTenant(tenant, async (tx) => {
    const status = verdict === 'delivered' ? 'delivered' : next ? 'pending' : 'failed';
    const ours = await finishAttempt(tx, delivery, { status, nextAttemptAt: next, now }, result);
    if (!ours) return;
    const failingSince = verdict === 'delivered' ? null : (endpoint.failing_since ?? now);
    const reason = failingSince ? disabledReason(verdict, failingSince, now) : null;
    if (reason !== null || failingSince?.getTime() !== endpoint.failing_since?.getTime())
      await markEndpoint(tx, endpoint.id, failingSince, reason);
    if (next) await enqueueDelivery(tx, delivery.id, next);
  });
}
