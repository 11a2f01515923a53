import { z } from 'zod';
import { router } from '#server/trpc/init.ts';
import { settingsMutation } from '#server/trpc/procedures.ts';
import { playgroundInput, playgroundToken } from './playground-token.ts';

/** For the console alone: the tab as any customer sees it. */
export const playgroundRouter = router({
  token: settingsMutation
    .input(playgroundInput)
    .output(z.object({ token: z.string() }))
    .mutation(async ({ ctx, input }) => {
      const { token } = await playgroundToken(ctx.tx, ctx.actor.memberId, input, new Date());
      return { token };
    }),
});
