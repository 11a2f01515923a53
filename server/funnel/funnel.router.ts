import { z } from 'zod';
import { router } from '#server/trpc/init.ts';
import { environmentQuery } from '#server/trpc/procedures.ts';
import { readFunnel } from './funnel.queries.ts';

const dayMs = 24 * 3600 * 1000;
const count = (description: string) => z.number().int().meta({ description });

const funnelSchema = z
  .object({
    key: z
      .string()
      .nullable()
      .meta({ description: 'The slug, the plan, or the Monday of the week; null: no plan was told.' }),
    name: z.string().nullable().meta({ description: 'The name of the integration.' }),
    viewed: count('Customers who looked at it.'),
    started: count('Of these, who began to connect.'),
    connected: count('Of these, who authorised an account.'),
    configured: count('Of these, who finished.'),
    succeeded: count('Of these, whose first sync succeeded.'),
    medianSecondsToConfigured: z
      .number()
      .nullable()
      .meta({ description: 'From beginning to connect to having finished; half were faster.' }),
  })
  .meta({ id: 'Funnel' });

export const funnelRouter = router({
  get: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/funnel',
        tags: ['Embed'],
        summary: 'How far customers come',
        description:
          'From looking at an integration to its first success, in customers. By what the SDK told of the tab, so a customer whose browser told nothing is not in it.',
      },
    })
    .input(
      z.strictObject({
        from: z.iso.datetime().optional().meta({ description: '30 days ago unless told.' }),
        to: z.iso.datetime().optional().meta({ description: 'Now unless told.' }),
        by: z.enum(['integration', 'plan', 'week']).default('integration'),
        integration: z.string().max(100).optional().meta({ description: 'Only this one, by its slug.' }),
        plan: z.string().max(100).optional().meta({ description: 'Only customers of this plan.' }),
      }),
    )
    .output(z.object({ items: z.array(funnelSchema) }))
    .query(async ({ ctx, input: { from, to, ...question } }) => {
      const until = to ? new Date(to) : new Date();
      const since = from ? new Date(from) : new Date(until.getTime() - 30 * dayMs);
      const rows = await readFunnel(ctx.tx, { ...question, from: since, to: until });
      return {
        items: rows.map(({ seconds_to_configured, ...row }) => ({
          ...row,
          medianSecondsToConfigured: seconds_to_configured,
        })),
      };
    }),
});
