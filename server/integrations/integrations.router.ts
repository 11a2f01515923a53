import { z } from 'zod';
import { needsOauthApp } from '#server/catalog/oauth-apps.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, toPage } from '#server/trpc/page.ts';
import { consoleQuery } from '#server/trpc/procedures.ts';
import { type ListedIntegration, listIntegrations } from './integration.queries.ts';

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
  oauthApp: z.object({ configured: z.boolean(), needed: z.boolean() }),
});

export const integrationsRouter = router({
  list: consoleQuery
    .input(pageInput({}))
    .output(pageOf(integrationSchema))
    .query(async ({ ctx, input }) => {
      const rows = await listIntegrations(ctx.tx, input);
      const needed = await needsOauthApp(rows.map((row) => row.connector));
      const show = ({ oauth_app_id, installations, ...row }: ListedIntegration) => ({
        ...row,
        installations: installations ?? 0,
        oauthApp: { configured: oauth_app_id !== null, needed: needed.has(row.connector) },
      });
      return toPage(rows, input, show, (row) => row.id);
    }),
});
