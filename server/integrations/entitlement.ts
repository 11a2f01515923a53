import { z } from 'zod';
import type { CustomerRow } from '#server/customers/customer.table.ts';
import type { Definition } from './definition.ts';
import { fulfils } from './rule.ts';

const metadataSchema = z.record(z.string(), z.unknown());

export type Rated = Pick<CustomerRow, 'id' | 'external_id' | 'name' | 'plan' | 'metadata'>;

/** What a plan rule may ask about a customer. */
export const factsOf = ({ id, external_id: externalId, name, plan, metadata }: Rated) => ({
  plan,
  metadata: metadataSchema.safeParse(metadata).data ?? {},
  customer: { id, externalId, name },
});

/** Whether a customer is offered a version. What the rule asks for and nobody knows is a no. */
export const isOffered = ({ plan }: Definition, customer: Rated): boolean =>
  plan === undefined || fulfils(plan.rule, factsOf(customer));

/** Whether one that has it may go on with it: the same, unless the vendor lets those keep it who have it. */
export const mayRun = (definition: Definition, customer: Rated): boolean =>
  definition.plan?.keepExisting === true || isOffered(definition, customer);
