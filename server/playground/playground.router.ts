import { z } from 'zod';
import { router } from '#server/trpc/init.ts';
import { memberProcedure, settingsMutation } from '#server/trpc/procedures.ts';
import { playgroundInput, playgroundToken } from './playground-token.ts';
import { readTokenExamples } from './token-examples.ts';

const text = z.string();

/** For the console alone: the tab as any customer sees it, and the code that brings it into a product. */
export const playgroundRouter = router({
  token: settingsMutation
    .input(playgroundInput)
    .output(z.object({ token: text }))
    .mutation(async ({ ctx, input }) => {
      const { token } = await playgroundToken(ctx.tx, ctx.actor.memberId, input, new Date());
      return { token };
    }),

  tokenExamples: memberProcedure
    .output(z.array(z.object({ id: text, name: text, file: text, code: text })))
    .query(() => readTokenExamples()),
});
