import { z } from 'zod';
import { controlDb, withTenant } from '#server/db/tenant.ts';
import { getMemberWithVendor } from '#server/members/member.queries.ts';
import { router } from '#server/trpc/init.ts';
import { memberProcedure, settingsCall } from '#server/trpc/procedures.ts';
import { playgroundInput, playgroundToken } from './playground-token.ts';
import { readTokenExamples } from './token-examples.ts';

const text = z.string();

/** For the console alone: the tab as any customer sees it, and the code that brings it into a product. */
export const playgroundRouter = router({
  token: settingsCall
    .input(playgroundInput)
    .output(z.object({ token: text }))
    .mutation(async ({ ctx, input }) => {
      const member = await getMemberWithVendor(controlDb(), ctx.actor.memberId);
      const { environmentId } = ctx;
      const { token } = await withTenant({ environmentId }, (tx) => playgroundToken(tx, member, input, new Date()));
      return { token };
    }),

  tokenExamples: memberProcedure
    .output(z.array(z.object({ id: text, name: text, file: text, code: text })))
    .query(() => readTokenExamples()),
});
