import { z } from 'zod';
import { controlDb } from '#server/db/tenant.ts';
import { env } from '#server/env.ts';
import { countSlots } from '#server/jobs/worker.queries.ts';
import { router } from '#server/trpc/init.ts';
import { consoleQuery, memberProcedure, settingsMutation } from '#server/trpc/procedures.ts';
import { customerViewSchema, parseCustomerView } from './customer-view.ts';
import {
  getEnvironment,
  listEnvironmentsOfVendor,
  saveCustomerView,
  saveEnvironment,
  saveRunLimits,
} from './environment.queries.ts';
import type { EnvironmentRow } from './environment.table.ts';
import { originSchema, returnUrlSchema } from './origin.ts';

const environmentSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['development', 'staging', 'production']),
  allowedOrigins: z.array(z.string()),
  returnUrls: z.array(z.string()),
  customerRuns: z.number().int(),
  connectionRuns: z.number().int(),
  /** What customers see of what failed and of what ran. */
  customerView: customerViewSchema,
});

const show = (row: EnvironmentRow): z.input<typeof environmentSchema> => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  allowedOrigins: row.allowed_origins,
  returnUrls: row.return_urls,
  customerRuns: row.customer_runs,
  connectionRuns: row.connection_runs,
  customerView: parseCustomerView(row.customer_view),
});

export const environmentsRouter = router({
  list: memberProcedure
    .output(z.array(environmentSchema))
    .query(async ({ ctx }) => (await listEnvironmentsOfVendor(controlDb(), ctx.actor.vendorId)).map(show)),

  get: consoleQuery.output(environmentSchema).query(async ({ ctx }) => show(await getEnvironment(ctx.tx))),

  /** How much all worker processes together do at once, and how much one of them. */
  workers: memberProcedure
    .output(z.object({ syncs: z.number().int(), slots: z.number().int(), setting: z.string() }))
    .query(async () => ({
      syncs: await countSlots(controlDb()),
      slots: env().PORTICO_WORKER_SLOTS,
      setting: 'PORTICO_WORKER_SLOTS',
    })),

  save: settingsMutation
    .input(
      z.strictObject({ allowedOrigins: z.array(originSchema).max(100), returnUrls: z.array(returnUrlSchema).max(100) }),
    )
    .output(environmentSchema)
    .mutation(async ({ ctx, input }) =>
      show(
        await saveEnvironment(ctx.tx, {
          allowedOrigins: [...new Set(input.allowedOrigins)],
          returnUrls: [...new Set(input.returnUrls)],
        }),
      ),
    ),

  saveCustomerView: settingsMutation
    .input(customerViewSchema)
    .output(environmentSchema)
    .mutation(async ({ ctx, input }) => show(await saveCustomerView(ctx.tx, input))),

  /** How many syncs of one customer, and of one connection, run at once. */
  saveRunLimits: settingsMutation
    .input(
      z.strictObject({
        customerRuns: z.number().int().min(1).max(1000),
        connectionRuns: z.number().int().min(1).max(100),
      }),
    )
    .output(environmentSchema)
    .mutation(async ({ ctx, input }) => show(await saveRunLimits(ctx.tx, input))),
});
