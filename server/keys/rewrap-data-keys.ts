import { type Tenant, withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { wrapContext } from './data-keys.ts';
import { keyProvider, keyProviderOf } from './key-provider.ts';

/** Wraps the data keys of an environment with the master key of today. What they have sealed stays as it is. Returns how many were wrapped anew. */
export async function rewrapDataKeys(tenant: Tenant): Promise<number> {
  const provider = keyProvider();
  return withTenant(tenant, async (tx) => {
    const old = await tx
      .selectFrom('data_key')
      .select(['id', 'wrapped', 'wrapped_by'])
      .where('environment_id', '=', tx.tenant.environmentId)
      .where('wrapped_by', '<>', provider.id)
      .forUpdate()
      .execute();
    for (const { id, wrapped, wrapped_by: wrappedBy } of old) {
      const context = wrapContext(tx, id);
      const bytes = await keyProviderOf(wrappedBy).unwrap(wrapped, context);
      const anew = await provider.wrap(bytes, context);
      // Nothing is thrown away that could not be opened again.
      if (!(await provider.unwrap(anew, context)).equals(bytes))
        throw new AppError('internal', `The data key ${id} could not be opened after it was wrapped anew.`);
      await tx
        .updateTable('data_key')
        .set({ wrapped: anew, wrapped_by: provider.id })
        .where('environment_id', '=', tx.tenant.environmentId)
        .where('id', '=', id)
        .execute();
    }
    return old.length;
  });
}
