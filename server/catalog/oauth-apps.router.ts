import { z } from 'zod';
import { router } from '#server/trpc/init.ts';
import { consoleQuery, settingsCall, settingsMutation } from '#server/trpc/procedures.ts';
import { saveOauthApp } from './oauth-apps.ts';
import { oauthAppTestSchema, testOauthApp } from './test-oauth-app.ts';
import { oauthAppSchema, viewOauthApp } from './view-oauth-app.ts';

const connector = z.string().min(1).max(100);

export const oauthAppsRouter = router({
  get: consoleQuery
    .input(z.strictObject({ connector }))
    .output(oauthAppSchema)
    .query(({ ctx, input }) => viewOauthApp(ctx.tx, input.connector)),

  save: settingsMutation
    .input(
      z.strictObject({
        connector,
        clientId: z.string().trim().max(500),
        clientSecret: z.string().trim().min(1).max(10_000).optional(),
        scopes: z.array(z.string().min(1).max(200)).max(200).optional(),
        parameters: z.record(z.string().max(100), z.string().max(2000)).optional(),
        kind: z.enum(['own', 'development']).optional(),
      }),
    )
    .output(oauthAppSchema)
    .mutation(async ({ ctx, input }) => {
      await saveOauthApp(ctx.tx, input);
      return viewOauthApp(ctx.tx, input.connector);
    }),

  /** Asks the app whether it knows this client. */
  test: settingsCall
    .input(z.strictObject({ connector }))
    .output(oauthAppTestSchema)
    .mutation(({ ctx, input }) => testOauthApp(ctx.environmentId, input.connector)),
});
