import { z } from 'zod';
import { modelNames } from '#connectors/kit/index.ts';
import { connectorProblem } from '#server/catalog/get-connector.ts';
import { vendorNeeds } from '#server/catalog/oauth-apps.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, toPage } from '#server/trpc/page.ts';
import { consoleQuery, makerMutation } from '#server/trpc/procedures.ts';
import { type ListedIntegration, listIntegrations } from './integration.queries.ts';
import { offerConnector } from './offer-connector.ts';

const integrationSchema = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  connector: z.string(),
  description: z.string(),
  category: z.string(),
  status: z.enum(['draft', 'published', 'coming_soon']),
  version: z.number().int(),
  installations: z.number().int(),
  /** `needed`: nobody can connect without it. `asked`: there is something that the vendor may give. `development`: it is a shared one. */
  oauthApp: z.object({ configured: z.boolean(), needed: z.boolean(), asked: z.boolean(), development: z.boolean() }),
  /** Why its connector can't be used: customers don't see it until that is mended. */
  problem: z.string().nullable(),
});

export const integrationsRouter = router({
  create: makerMutation
    .input(
      z.strictObject({
        connector: z.string().min(1).max(100),
        name: z.string().trim().min(1).max(100),
        slug: z
          .string()
          .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
          .max(60),
        description: z.string().max(300).default(''),
        /** Which of the connector's objects are copied. */
        objects: z.array(z.string().max(100)).max(50).default([]),
        /** Which of the models that apps share its objects are copied as. */
        models: z.array(z.enum(modelNames)).max(modelNames.length).default([]),
        status: z.enum(['draft', 'published']).default('draft'),
      }),
    )
    .output(z.object({ id: z.string(), slug: z.string() }))
    .mutation(async ({ ctx, input }) => {
      const { id, slug } = await offerConnector(ctx.tx, input);
      return { id, slug };
    }),

  list: consoleQuery
    .input(pageInput({}))
    .output(pageOf(integrationSchema))
    .query(async ({ ctx, input }) => {
      const rows = await listIntegrations(ctx.tx, input);
      const { needed, asked } = await vendorNeeds(
        ctx.tx,
        rows.map((row) => row.connector),
      );
      const problems = new Map<string, string | null>();
      for (const { connector, status } of rows) {
        // What is coming soon has no connector yet.
        if (status !== 'coming_soon') problems.set(connector, await connectorProblem(ctx.tx, connector));
      }
      const show = ({ oauth_app_id, oauth_app_kind, installations, ...row }: ListedIntegration) => ({
        ...row,
        installations: installations ?? 0,
        oauthApp: {
          configured: oauth_app_id !== null,
          needed: needed.has(row.connector),
          asked: asked.has(row.connector),
          development: oauth_app_kind === 'development',
        },
        problem: problems.get(row.connector) ?? null,
      });
      return toPage(rows, input, show, (row) => row.id);
    }),
});
