import type { ControlDb } from '#server/db/tenant.ts';
import { type EnvironmentId, type Id, newId } from '#server/ids.ts';

/** Makes a vendor and its development environment, where everybody begins. */
export async function createVendor(
  db: ControlDb,
  { name }: { name: string },
): Promise<{ vendorId: Id<'vendor'>; environmentId: EnvironmentId }> {
  const vendorId = newId('vendor');
  const environmentId = newId('environment');
  await db.insertInto('vendor').values({ id: vendorId, name }).execute();
  await db
    .insertInto('environment')
    .values({ id: environmentId, vendor_id: vendorId, name: 'Development', kind: 'development' })
    .execute();
  return { vendorId, environmentId };
}
