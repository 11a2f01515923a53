import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import { getEnvironment } from './environment.queries.ts';

/** How much a customer sees of what failed and of what ran. The vendor decides, and the server holds to it. */
export const customerViewSchema = z.strictObject({
  /** `values`: each record with what is in it, to be corrected. `keys`: which records, and no values. `causes`: how many, and why. */
  records: z.enum(['values', 'keys', 'causes']).default('values'),
  /** Whether the activity log goes down to the single run. */
  runs: z.boolean().default(true),
});

export type CustomerView = z.output<typeof customerViewSchema>;

/** What cannot be read hides the most. */
export const parseCustomerView = (stored: unknown): CustomerView =>
  customerViewSchema.catch({ records: 'causes', runs: false }).parse(stored);

export const loadCustomerView = async (tx: TenantTx): Promise<CustomerView> =>
  parseCustomerView((await getEnvironment(tx)).customer_view);
