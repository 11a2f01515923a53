import { z } from 'zod';
import { controlDb } from '#server/db/tenant.ts';
import { router } from '#server/trpc/init.ts';
import { publicProcedure } from '#server/trpc/procedures.ts';
import { createOwner } from './create-owner.ts';
import { hasMember } from './member.queries.ts';

const text = z.string().trim().min(1).max(200);

export const setupRouter = router({
  status: publicProcedure
    .output(z.object({ needed: z.boolean() }))
    .query(async () => ({ needed: !(await hasMember(controlDb())) })),

  createOwner: publicProcedure
    .input(
      z.strictObject({ vendor: text, name: text, email: z.email().max(320), password: z.string().min(1).max(500) }),
    )
    .output(z.object({ memberId: z.string(), environmentId: z.string() }))
    .mutation(({ input }) => createOwner(input)),
});
