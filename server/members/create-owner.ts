import { controlDb } from '#server/db/tenant.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import { AppError } from '#server/errors.ts';
import type { EnvironmentId, Id } from '#server/ids.ts';
import { createMember } from './create-member.ts';
import { hasMember, lockFirstMember } from './member.queries.ts';

interface CreateOwner {
  vendor: string;
  name: string;
  email: string;
  password: string;
}

/** Sets up a fresh Portico: the vendor, its development environment, and its owner. Only while there is nobody. */
export function createOwner(input: CreateOwner): Promise<{ memberId: Id<'member'>; environmentId: EnvironmentId }> {
  return controlDb()
    .transaction()
    .execute(async (db) => {
      await lockFirstMember(db);
      if (await hasMember(db)) {
        throw new AppError('conflict', 'This Portico has an owner already.', {
          remedy: 'Sign in, or ask the owner to add you.',
        });
      }
      const { vendorId, environmentId } = await createVendor(db, { name: input.vendor });
      const memberId = await createMember(db, {
        vendorId,
        name: input.name,
        email: input.email,
        password: input.password,
        role: 'owner',
      });
      return { memberId, environmentId };
    });
}
