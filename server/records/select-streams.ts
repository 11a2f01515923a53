import { resolveCustomer } from '#server/customers/resolve-customer.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { SyncId } from '#server/ids.ts';
import { getSync } from '#server/syncs/sync.queries.ts';

/** How many streams one reader may follow with one cursor. */
export const maxFeedStreams = 100;

/** Whose records are asked for. */
export interface StreamSelection {
  /** Id or external id. */
  customer?: string | undefined;
  model?: string | undefined;
  syncId?: SyncId | undefined;
}

/** The streams of a selection, each with its last change as of now. */
async function listStreams(tx: TenantTx, { syncId, customer, model }: StreamSelection, limit: number) {
  const customerId = customer === undefined ? undefined : await resolveCustomer(tx, customer);
  let query = tx
    .selectFrom('sync as s')
    .innerJoin('customer as u', (join) =>
      join.onRef('u.environment_id', '=', 's.environment_id').onRef('u.id', '=', 's.customer_id'),
    )
    .select([
      's.stream',
      's.id as syncId',
      's.model',
      's.last_seq as lastSeq',
      'u.id as customerId',
      'u.external_id as customerExternalId',
    ])
    .where('s.environment_id', '=', tx.tenant.environmentId);
  if (syncId) query = query.where('s.id', '=', syncId);
  if (customerId) query = query.where('s.customer_id', '=', customerId);
  if (model) query = query.where('s.model', '=', model);
  return query.orderBy('s.stream').limit(limit).execute();
}

export type FeedStream = Awaited<ReturnType<typeof listStreams>>[number];

/** As many streams as one cursor can follow; more are refused, and so is asking for nothing in particular. */
export async function selectStreams(tx: TenantTx, selection: StreamSelection): Promise<FeedStream[]> {
  const { syncId, model, customer } = selection;
  if (syncId === undefined && model === undefined && customer === undefined) {
    throw new AppError('invalid', 'It is not said whose records to read.', {
      field: 'customer',
      remedy: 'Send customer, model or syncId.',
    });
  }
  if (syncId !== undefined) await getSync(tx, syncId);
  const streams = await listStreams(tx, selection, maxFeedStreams + 1);
  if (streams.length <= maxFeedStreams) return streams;
  throw new AppError('invalid', `That selects more than ${maxFeedStreams} syncs, more than one cursor can follow.`, {
    field: 'customer',
    remedy: 'Read one customer at a time: send customer.',
  });
}
