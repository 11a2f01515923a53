import { z } from 'zod';
import { router } from '#server/trpc/init.ts';
import { consoleQuery, settingsMutation } from '#server/trpc/procedures.ts';
import { saveOauthApp, viewOauthApp } from './oauth-apps.ts';

const connector = z.string().min(1).max(100);

const oauthAppSchema = z.object({
  connector: z.string(),
  clientId: z.string().nullable(),
  scopes: z.array(z.string()),
  parameters: z.record(z.string(), z.string()),
  hasSecret: z.boolean(),
  redirectUri: z.string(),
});

export const oauthAppsRouter = router({
  get: consoleQuery
    .input(z.strictObject({ connector }))
    .output(oauthAppSchema)
    .query(({ ctx, input }) => viewOauthApp(ctx.tx, input.connector)),

  save: settingsMutation
    .input(
      z.strictObject({
        connector,
        clientId: z.string().trim().min(1).max(500),
        clientSecret: z.string().trim().min(1).max(2000).optional(),
        scopes: z.array(z.string().min(1).max(200)).max(200).optional(),
        parameters: z.record(z.string().max(100), z.string().max(2000)).optional(),
      }),
    )
    .output(oauthAppSchema)
    .mutation(({ ctx, input }) => saveOauthApp(ctx.tx, input)),
});
