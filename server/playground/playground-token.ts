import { z } from 'zod';
import { findCustomerByExternalId, getCustomer } from '#server/customers/customer.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { signEmbedToken } from '#server/embed-keys/sign-embed-token.ts';
import { ownOrigin } from '#server/env.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import { AppError } from '#server/errors.ts';
import { type CustomerId, type Id, idSchema } from '#server/ids.ts';
import { log } from '#server/log.ts';

export const playgroundInput = z.strictObject({
  /** A sample customer of the playground's own where none is named. */
  customer: idSchema('customer').optional(),
  role: z.enum(['admin', 'member', 'viewer']),
  plan: z.string().trim().min(1).max(100).optional(),
  locale: z.string().max(35).optional(),
});

export type PlaygroundInput = z.infer<typeof playgroundInput>;

/** The sample customer's external id. */
export const sampleCustomer = 'portico-playground';

/**
 * The embed token with which a member sees the tab as a customer does, on a page of the console's own. What is done there
 * is done for that customer and in the member's name; in production a member can only look.
 */
export async function playgroundToken(
  tx: TenantTx,
  member: { id: Id<'member'>; name: string; email: string },
  { customer, role, plan, locale }: PlaygroundInput,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const { kind } = await getEnvironment(tx);
  if (kind === 'production' && role !== 'viewer') {
    throw new AppError('forbidden', 'In production the playground only looks: its customers are real ones.', {
      field: 'role',
      remedy: 'Choose the role viewer, or another environment.',
    });
  }
  const known = customer === undefined ? await findCustomerByExternalId(tx, sampleCustomer) : undefined;
  const named = await subjectOf(tx, customer ?? known?.id);
  log.info('A member looks at the tab as a customer.', {
    environmentId: tx.tenant.environmentId,
    memberId: member.id,
    ...(customer && { customerId: customer }),
  });
  return signEmbedToken(
    tx,
    {
      ...named,
      user: { id: `portico:${member.id}`, name: member.name, email: member.email, role },
      locale,
      origin: ownOrigin(),
      playground: { member: member.id, plan },
    },
    now,
  );
}

async function subjectOf(tx: TenantTx, customer: CustomerId | undefined) {
  if (customer === undefined) return { customer: sampleCustomer, customerName: 'Playground' };
  return { customer: (await getCustomer(tx, customer)).external_id };
}
