import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import { idSchema } from '#server/ids.ts';
import { actorName } from '#server/trpc/actor.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, time, toPage } from '#server/trpc/page.ts';
import { environmentMutation, environmentQuery, makerMutation } from '#server/trpc/procedures.ts';
import { createCustomer } from './create-customer.ts';
import { type CountedCustomer, getCountedCustomer, listCustomers } from './customer.queries.ts';
import { countAccesses, eraseCustomer, getErasure } from './erase-customer.ts';
import type { ErasureRow } from './erasure.table.ts';
import { resolveCustomer } from './resolve-customer.ts';
import { updateCustomer } from './update-customer.ts';

const metadata = z.record(z.string().max(100), z.unknown());

const plan = z.string().max(100).nullable().meta({ description: 'What plan rules ask for.', example: 'pro' });

const customerSchema = z
  .object({
    id: z.string().meta({ example: 'cus_01jd3k5q7v2m8x4c6p9r' }),
    externalId: z.string().meta({ description: 'Your own id of this customer.', example: 'globex' }),
    name: z.string().meta({ example: 'Globex' }),
    plan: z.string().nullable().meta({ description: 'What plan rules ask for.', example: 'pro' }),
    metadata: metadata.meta({ description: 'What you keep with it.' }),
    createdAt: time,
    connections: z.number().int().meta({ description: 'Accounts that this customer has connected.' }),
    attention: z.number().int().meta({ description: 'Those of them that wait for a person.' }),
    erasingSince: time.nullable().meta({ description: 'Since when it is being erased.' }),
  })
  .meta({ id: 'Customer' });

const show = (row: CountedCustomer): z.input<typeof customerSchema> => ({
  id: row.id,
  externalId: row.external_id,
  name: row.name,
  plan: row.plan,
  metadata: metadata.parse(row.metadata),
  createdAt: row.created_at.toISOString(),
  connections: row.connections,
  attention: row.attention,
  erasingSince: row.erasing_since?.toISOString() ?? null,
});

const erasureSchema = z
  .object({
    customerId: z.string(),
    status: z.enum(['erasing', 'erased']),
    requestedAt: time,
    finishedAt: time.nullable(),
    accesses: z.number().int().meta({ description: 'Accesses that are still being given back at the apps.' }),
  })
  .meta({ id: 'Erasure' });

const showErasure = async (tx: TenantTx, row: ErasureRow): Promise<z.input<typeof erasureSchema>> => ({
  accesses: await countAccesses(tx, row.customer_id),
  customerId: row.customer_id,
  status: row.finished_at ? 'erased' : 'erasing',
  requestedAt: row.requested_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
});

const named = z.strictObject({
  id: z.string().min(1).max(200).meta({ description: 'Id or your own id of the customer.', example: 'globex' }),
});

const tags = ['Customers'];

export const customersRouter = router({
  list: environmentQuery
    .meta({
      openapi: { method: 'GET', path: '/customers', tags, summary: 'List customers', description: 'The newest first.' },
    })
    .input(
      pageInput({
        search: z.string().max(200).optional().meta({ description: 'Part of the name or of the external id.' }),
      }),
    )
    .output(pageOf(customerSchema))
    .query(async ({ ctx, input }) => toPage(await listCustomers(ctx.tx, input), input, show, (row) => row.id)),

  get: environmentQuery
    .meta({ openapi: { method: 'GET', path: '/customers/{id}', tags, summary: 'Get a customer' } })
    .input(z.strictObject({ id: idSchema('customer') }))
    .output(customerSchema)
    .query(async ({ ctx, input }) => show(await getCountedCustomer(ctx.tx, input.id))),

  create: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/customers',
        tags,
        summary: 'Create a customer',
        description: 'Not needed where embed tokens carry `customer_name`: the first one creates the customer.',
      },
    })
    .input(
      z.strictObject({
        externalId: z
          .string()
          .min(1)
          .max(200)
          .meta({ description: 'Your own id of this customer.', example: 'globex' }),
        name: z.string().min(1).max(200).meta({ example: 'Globex' }),
        plan: plan.optional(),
        metadata: metadata
          .optional()
          .meta({ description: 'Anything that you want to find again.', example: { plan: 'pro' } }),
      }),
    )
    .output(customerSchema)
    .mutation(async ({ ctx, input }) => {
      const row = await createCustomer(ctx.tx, { ...input, plan: input.plan ?? null, metadata: input.metadata ?? {} });
      return show({ ...row, connections: 0, attention: 0, erasing_since: null });
    }),

  update: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/customers/{id}',
        tags,
        summary: 'Change a customer',
        description:
          'Name, plan and metadata. Embed tokens may say plan and metadata, too: what was said last counts. What a plan holds is asked anew whenever something is shown or runs.',
      },
    })
    .input(
      named.extend({
        name: z.string().min(1).max(200).optional(),
        plan: plan.optional(),
        metadata: metadata.optional().meta({ description: 'Replaces all of it.' }),
      }),
    )
    .output(customerSchema)
    .mutation(async ({ ctx, input: { id, ...change } }) => {
      const customerId = await resolveCustomer(ctx.tx, id, 'id');
      await updateCustomer(ctx.tx, customerId, change);
      return show(await getCountedCustomer(ctx.tx, customerId));
    }),

  erase: makerMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/customers/{id}/erase',
        tags,
        summary: 'Erase a customer',
        description:
          'Disconnects its accounts, takes the accesses back at the apps, and removes everything that is kept of it: records, runs, failures, people. It can not be brought back. What stays is that a customer was erased, and when, under a hash of your id. Answers at once; look at the erasure for its end. Asked again, it answers with the same.',
      },
    })
    .input(named)
    .output(erasureSchema)
    .mutation(async ({ ctx, input }) =>
      showErasure(ctx.tx, await eraseCustomer(ctx.tx, input.id, actorName(ctx.actor), new Date())),
    ),

  erasure: environmentQuery
    .meta({
      openapi: { method: 'GET', path: '/customers/{id}/erasure', tags, summary: 'See how far an erasure is' },
    })
    .input(named)
    .output(erasureSchema)
    .query(async ({ ctx, input }) => showErasure(ctx.tx, await getErasure(ctx.tx, input.id))),
});
