import { z } from 'zod';
import { router } from '#server/trpc/init.ts';
import { environmentQuery, makerMutation } from '#server/trpc/procedures.ts';
import { getRetention, retentionChanges, retentionSchema, saveRetention } from './retention.ts';

const tags = ['Keeping'];

export const retentionRouter = router({
  get: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/retention',
        tags,
        summary: 'How long things are kept',
        description: 'In days. Records themselves are kept for as long as their connection is.',
      },
    })
    .input(z.strictObject({}))
    .output(retentionSchema)
    .query(({ ctx }) => getRetention(ctx.tx)),

  save: makerMutation
    .meta({
      openapi: {
        method: 'PUT',
        path: '/retention',
        tags,
        summary: 'Change how long things are kept',
        description:
          'What is left out stays as it is. What is older is removed within a day, and can not be brought back.',
      },
    })
    .input(retentionChanges)
    .output(retentionSchema)
    .mutation(({ ctx, input }) => saveRetention(ctx.tx, input)),
});
