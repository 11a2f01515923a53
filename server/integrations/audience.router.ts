import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import { router } from '#server/trpc/init.ts';
import { parseJson } from '#server/trpc/page.ts';
import { environmentQuery } from '#server/trpc/procedures.ts';
import { weighAudience } from './audience.ts';
import { getIntegrationBySlug } from './get-integration.ts';
import { slugSchema } from './integration-view.ts';
import { type Rule, ruleSchema } from './rule.ts';

const verdict = z.enum(['offered', 'refused', 'unknown']);
const count = (description: string) => z.number().int().meta({ description });

/** Whom an integration reaches. */
export const audienceRouter = router({
  weigh: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/integrations/{slug}/audience',
        tags: ['Integrations'],
        summary: 'Try a plan rule on your customers',
        description: 'Who would be offered the integration, and who would not. Nothing is kept.',
      },
    })
    .input(
      z.strictObject({
        slug: slugSchema,
        rule: z.string().max(20_000).optional().meta({ description: 'As JSON; everybody is offered it without one.' }),
        verdict: verdict.optional().meta({ description: 'List only those.' }),
      }),
    )
    .output(
      z.object({
        customers: count('So many were looked at.'),
        isAll: z.boolean().meta({ description: 'False: there are more than are looked at.' }),
        offered: count('Would be offered it.'),
        refused: count('Would not.'),
        unknown: count('The rule asks for something that is not known of them: they would not either.'),
        losing: count('Have it, and would not be offered it.'),
        items: z.array(
          z.object({
            id: z.string(),
            externalId: z.string(),
            name: z.string(),
            plan: z.string().nullable(),
            verdict,
            installed: z.boolean(),
          }),
        ),
        facts: z
          .array(z.object({ path: z.string(), values: z.array(z.string()) }))
          .meta({ description: 'What a rule may ask for, and some values of each.' }),
      }),
    )
    .query(async ({ ctx, input }) => {
      const { id } = await getIntegrationBySlug(ctx.tx, input.slug);
      return weighAudience(ctx.tx, { integrationId: id, rule: ruleOf(input.rule), verdict: input.verdict });
    }),
});

function ruleOf(text: string | undefined): Rule | undefined {
  if (text === undefined) return undefined;
  const parsed = ruleSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new AppError('invalid', 'The rule is not finished.', {
    field: 'rule',
    remedy: 'Say what is compared, how, and with what.',
  });
}
