import { z } from 'zod';

const change = z.object({
  id: z.string(),
  customerId: z.string(),
  customerExternalId: z.string(),
  syncId: z.string(),
  model: z.string(),
  action: z.enum(['added', 'updated', 'deleted']),
  data: z.record(z.string(), z.unknown()).nullable(),
  changedAt: z.string(),
});

/** One page of Portico's change feed (`GET /api/v1/records`). */
export const feedPageSchema = z.object({ records: z.array(change), cursor: z.string(), more: z.boolean() });

export type Change = z.infer<typeof change>;
