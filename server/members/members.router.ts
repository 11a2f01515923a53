import { z } from 'zod';
import { controlDb } from '#server/db/tenant.ts';
import { listEnvironmentsOfVendor } from '#server/environments/environment.queries.ts';
import { router } from '#server/trpc/init.ts';
import { memberProcedure } from '#server/trpc/procedures.ts';
import { getMemberWithVendor } from './member.queries.ts';

const meSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(['owner', 'developer', 'support', 'viewer']),
  vendor: z.object({ name: z.string() }),
  environments: z.array(
    z.object({ id: z.string(), name: z.string(), kind: z.enum(['development', 'staging', 'production']) }),
  ),
});

export const membersRouter = router({
  me: memberProcedure.output(meSchema).query(async ({ ctx }) => {
    const member = await getMemberWithVendor(controlDb(), ctx.actor.memberId);
    const environments = await listEnvironmentsOfVendor(controlDb(), member.vendor_id);
    return {
      id: member.id,
      name: member.name,
      email: member.email,
      role: member.role,
      vendor: { name: member.vendor_name },
      environments: environments.map(({ id, name, kind }) => ({ id, name, kind })),
    };
  }),
});
