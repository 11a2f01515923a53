import type { ConnectionScope } from '#server/connections/connection-scope.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { SyncId } from '#server/ids.ts';

interface Named {
  object?: string | undefined;
  model?: string | undefined;
}

interface WriteTarget {
  object: string;
  /** Through whose model it is written; undefined: in the shape of the app's rows. */
  sync?: { id: SyncId; model: string };
}

/** What is written to: an object as the app has it, or the vendor's model, which a sync with a way back knows as an object. */
export async function writeTarget(
  tx: TenantTx,
  scope: ConnectionScope,
  { object, model }: Named,
): Promise<WriteTarget> {
  if (object !== undefined) refuseUnwritable(scope, object);
  if (model !== undefined) return throughModel(tx, scope, model, object);
  if (object !== undefined) return { object };
  throw new AppError('invalid', 'It is not said what is to be written.', {
    field: 'model',
    remedy: 'Send `model` for records of your own shape, or `object` for rows as the app has them.',
  });
}

async function throughModel(
  tx: TenantTx,
  { connection, access }: ConnectionScope,
  model: string,
  object: string | undefined,
): Promise<WriteTarget> {
  let query = tx
    .selectFrom('sync as s')
    .innerJoin('mapping as m', (join) =>
      join
        .onRef('m.environment_id', '=', 's.environment_id')
        .onRef('m.sync_id', '=', 's.id')
        .onRef('m.version', '=', 's.mapping_version'),
    )
    .select(['s.id', 's.object', 's.model'])
    .where('s.environment_id', '=', tx.tenant.environmentId)
    .where('s.connection_id', '=', connection.id)
    .where('s.model', '=', model)
    .where('m.write', 'is not', null);
  if (object !== undefined) query = query.where('s.object', '=', object);
  const found = await query.orderBy('s.id').execute();
  const [first] = found;
  if (!first) {
    throw new AppError('invalid', `No sync of this connection has a way from the model ${model} back to ${access.connector.connector.name}.`, {
      field: 'model',
      remedy: 'Give the mapping of the sync its `write` (PUT /api/v1/syncs/{id}/mapping), or send `object` and rows as the app has them.',
    }); // biome-ignore format: one thought
  }
  const objects = new Set(found.map((sync) => sync.object));
  if (objects.size > 1) {
    throw new AppError('invalid', `The model ${model} is made of several objects: ${[...objects].join(', ')}.`, {
      field: 'object',
      remedy: 'Say which one by `object`.',
    });
  }
  return { object: first.object, sync: { id: first.id, model } };
}

function refuseUnwritable({ access }: ConnectionScope, object: string): void {
  const { name, objects } = access.connector.connector;
  if (objects[object]?.upsert !== undefined) return;
  const writable = Object.keys(objects).filter((one) => objects[one]?.upsert !== undefined);
  throw new AppError('invalid', `${name} has no object ${object} that can be written.`, {
    field: 'object',
    remedy:
      writable.length === 0
        ? 'Use one of its actions; GET /api/v1/actions lists them.'
        : `Send one of ${writable.join(', ')}.`,
  });
}
