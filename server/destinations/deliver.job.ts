import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppCallError, type DeliveredPiece } from '#connectors/kit/index.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import { type Clock, secondsAfter, systemClock } from '#server/clock.ts';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { type Id, idSchema } from '#server/ids.ts';
import { open } from '#server/keys/seal.ts';
import { log } from '#server/log.ts';
import { showChange } from '#server/records/record-change.ts';
import { accessOf } from '#server/runtime/access.ts';
import { createContext } from '#server/runtime/create-context.ts';
import { parseCredential } from '#server/runtime/credential.ts';
import { credentialPlace } from './destination.queries.ts';
import type { DestinationRow } from './destination.table.ts';
import { destinationOf } from './destination-of.ts';
import { explainDestination } from './explain-destination.ts';
import { nextPiece, type Piece, settlePiece } from './pieces.queries.ts';

const payloadSchema = z.object({ environmentId: idSchema('environment'), destinationId: idSchema('destination') });

const leaseSeconds = 120;
const waitsSeconds = [10, 30, 60, 120, 300, 900];
const textMap = z.record(z.string(), z.string());

/** Carries everything that a destination has not got yet, piece by piece; killed anywhere, the next one goes on with the same piece. */
export async function deliver(payload: unknown, signal: AbortSignal, clock: Clock = systemClock): Promise<void> {
  const { environmentId, destinationId } = payloadSchema.parse(payload);
  const tenant: Tenant = { environmentId };
  const lease = randomUUID();
  const destination = await withTenant(tenant, (tx) => claim(tx, destinationId, lease, clock.now()));
  if (!destination) return;
  const app = await withTenant(tenant, (tx) => openTarget(tx, destination, signal));
  try {
    while (!signal.aborted) {
      const piece = await withTenant(tenant, async (tx) => {
        await hold(tx, destination, lease, clock.now());
        return nextPiece(tx, destination);
      });
      if (!piece) break;
      const outcome = await app.deliver(piece);
      await withTenant(tenant, async (tx) => {
        await hold(tx, destination, lease, clock.now());
        await settlePiece(tx, destination, piece, outcome === 'delivered' ? piece.to : outcome.at);
        if (outcome === 'delivered') await count(tx, destination, piece.rows.length, clock.now());
      });
    }
    await withTenant(tenant, (tx) => release(tx, destination, lease, {}));
  } catch (error) {
    if (error instanceof LostLease) return;
    if (signal.aborted) return await withTenant(tenant, (tx) => release(tx, destination, lease, {}));
    await fail(tenant, destination, lease, error, clock.now());
  } finally {
    await app.close();
  }
}

async function openTarget(tx: TenantTx, destination: DestinationRow, signal: AbortSignal) {
  const loaded = await getConnector(tx, destination.connector);
  const learnt = textMap.parse(destination.learnt);
  const access = accessOf({ connector: loaded, accountType: destination.account_type, client: undefined, learnt });
  const credential = parseCredential(await open(tx, credentialPlace(destination.id), destination.credential));
  const target = destinationOf(loaded);
  const context = createContext({
    access,
    source: {
      get: async () => credential,
      refused: async (_used, refusal) => {
        throw refusal ?? new AppCallError('The access was refused.', { class: 'auth' });
      },
    },
    settings: {},
    learnt,
    signal,
  });
  const settings = target.settings.parse(destination.settings);
  return {
    deliver: (piece: Piece) => target.deliver(context, settings, shown(destination, piece)),
    close: () => context.close(),
  };
}

function shown(destination: DestinationRow, { stream, from, to, rows }: Piece): DeliveredPiece {
  const { stream: number, syncId, model, customerId, customerExternalId } = stream;
  return {
    destinationId: destination.id,
    stream: { number, syncId, model, customerId, customerExternalId },
    ...{ from, to },
    changes: rows.map(({ external_id: id, seq, action, changed_at: changedAt, data }) => ({
      ...{ id, seq, action, changedAt, data },
    })),
    lines: () => rows.map((row) => JSON.stringify(showChange({ row, stream }))),
  };
}

/** Another worker has taken over: this one must not write any more. */
class LostLease extends Error {}

function claim(tx: TenantTx, id: Id<'destination'>, lease: string, now: Date): Promise<DestinationRow | undefined> {
  return tx
    .updateTable('destination')
    .set({ lease, lease_until: secondsAfter(now, leaseSeconds) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .where('status', '=', 'active')
    .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<', now)]))
    .where((where) => where.or([where('next_attempt_at', 'is', null), where('next_attempt_at', '<=', now)]))
    .returningAll()
    .executeTakeFirst();
}

async function hold(tx: TenantTx, { id }: DestinationRow, lease: string, now: Date): Promise<void> {
  const row = await tx
    .updateTable('destination')
    .set({ lease_until: secondsAfter(now, leaseSeconds) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .where('lease', '=', lease)
    .where('status', '=', 'active')
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new LostLease();
}

async function count(tx: TenantTx, { id }: DestinationRow, changes: number, now: Date): Promise<void> {
  await tx
    .updateTable('destination')
    .set((row) => ({
      delivered: row('delivered', '+', changes),
      delivered_at: now,
      error: null,
      failures: 0,
      next_attempt_at: null,
    }))
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}

interface Release {
  error?: string;
  failures?: number;
  next_attempt_at?: Date;
}

async function release(tx: TenantTx, { id }: DestinationRow, lease: string, changes: Release): Promise<void> {
  await tx
    .updateTable('destination')
    .set({ lease: null, lease_until: null, ...changes })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .where('lease', '=', lease)
    .execute();
}

async function fail(
  tenant: Tenant,
  destination: DestinationRow,
  lease: string,
  thrown: unknown,
  now: Date,
): Promise<void> {
  const { connector, id } = destination;
  log.warn('A destination could not be written to.', { ...tenant, connector, error: thrown });
  await withTenant(tenant, async (tx) => {
    const { name } = (await getConnector(tx, connector)).connector;
    const { error, retryAfterMs = 0 } = explainDestination(name, thrown);
    const { failures } = await tx
      .selectFrom('destination')
      .select('failures')
      .where('environment_id', '=', tx.tenant.environmentId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const wait = Math.max(waitsSeconds[Math.min(failures, waitsSeconds.length - 1)] ?? 900, retryAfterMs / 1000);
    await release(tx, destination, lease, {
      error: JSON.stringify(error),
      failures: failures + 1,
      next_attempt_at: secondsAfter(now, wait),
    });
  });
}
