import { z } from 'zod';
import { getConnector } from '#server/catalog/get-connector.ts';
import { router } from '#server/trpc/init.ts';
import { environmentCall, environmentQuery } from '#server/trpc/procedures.ts';
import { actionSchema, describeAction } from './describe-action.ts';
import { actionAnswer, runAction } from './run-action.ts';

const tags = ['Actions'];
const connector = z.string().min(1).max(100).meta({ description: 'Name of the connector.', example: 'acme-crm' });

export const actionsRouter = router({
  list: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/actions/{connector}',
        tags,
        summary: 'List the actions of a connector',
        description: 'Each with the JSON Schema of its input and output, and an input that works.',
      },
    })
    .input(z.strictObject({ connector }))
    .output(z.object({ items: z.array(actionSchema) }))
    .query(async ({ ctx, input }) => {
      const { actions = {} } = (await getConnector(ctx.tx, input.connector)).connector;
      return { items: Object.entries(actions).map(([name, action]) => describeAction(name, action)) };
    }),

  run: environmentCall
    .meta({
      openapi: {
        method: 'POST',
        path: '/actions/{connector}/{action}',
        tags,
        summary: 'Run an action',
        description:
          'Does something in the app of one connection. `input` is what the action describes; what is wrong with it is told by field (`input.email`). With an `Idempotency-Key` it is done at most once. If its end was not seen, because the app did not answer or our process ended, an action with `repeat: none` answers 409 `uncertain` from then on, and any other is run again with the same key at the app.',
      },
    })
    .input(
      z.strictObject({
        connector,
        action: z.string().min(1).max(100).meta({ description: 'Name of the action.', example: 'createContact' }),
        connection: z.string().optional().meta({
          description: 'Id of the connection. This, or `customer`.',
          example: 'con_01jd3k5q7v2m8x4c6p9r',
        }),
        customer: z.string().optional().meta({
          description: 'Id or your own id of a customer who has connected the app once.',
          example: 'globex',
        }),
        input: z
          .record(z.string(), z.unknown())
          .default({})
          .meta({
            description: 'As the action describes it.',
            example: { name: 'Mara Lindqvist', email: 'mara@globex.example' },
          }),
      }),
    )
    .output(actionAnswer)
    .mutation(({ ctx, input }) =>
      runAction({
        ...input,
        environmentId: ctx.environmentId,
        requestId: ctx.requestId,
        idempotencyKey: ctx.idempotencyKey,
      }),
    ),
});
