import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import { baseUrl } from '#server/env.ts';
import { router } from '#server/trpc/init.ts';
import { consoleQuery, settingsMutation } from '#server/trpc/procedures.ts';
import { brandOf, brandSchema, defaultAccent } from './brand.ts';
import { getEnvironment } from './environment.queries.ts';
import { originSchema, returnUrlSchema } from './origin.ts';

const pageSchema = z.object({
  brand: brandSchema,
  /** What is shown where nothing is chosen. */
  usual: z.object({ name: z.string(), accent: z.string(), address: z.string() }),
  portalAddress: z.string().nullable(),
  tabAddress: z.string().nullable(),
});

async function show(tx: TenantTx): Promise<z.infer<typeof pageSchema>> {
  const row = await getEnvironment(tx);
  const brand = brandSchema.parse(row.brand);
  return {
    brand,
    usual: { name: (await brandOf(tx)).own, accent: defaultAccent, address: baseUrl() },
    portalAddress: row.portal_address,
    tabAddress: row.tab_address,
  };
}

/** How the hosted page and e-mails look, and the addresses that they lead to. */
export const brandRouter = router({
  get: consoleQuery.output(pageSchema).query(({ ctx }) => show(ctx.tx)),

  save: settingsMutation
    .input(brandSchema)
    .output(pageSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.tx
        .updateTable('environment')
        .set({ brand: JSON.stringify(input) })
        .where('id', '=', ctx.tx.tenant.environmentId)
        .execute();
      return show(ctx.tx);
    }),

  saveAddresses: settingsMutation
    .input(z.strictObject({ portalAddress: originSchema.nullable(), tabAddress: returnUrlSchema.nullable() }))
    .output(pageSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.tx
        .updateTable('environment')
        .set({ portal_address: input.portalAddress, tab_address: input.tabAddress })
        .where('id', '=', ctx.tx.tenant.environmentId)
        .execute();
      return show(ctx.tx);
    }),
});
