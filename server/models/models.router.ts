import { z } from 'zod';
import { modelNames, models } from '#connectors/kit/index.ts';
import { registry } from '#connectors/registry.ts';
import { router } from '#server/trpc/init.ts';
import { environmentQuery } from '#server/trpc/procedures.ts';
import { modelDetail, modelOf, modelView } from './list-models.ts';

const tags = ['Models'];

/** Models that apps share: what a vendor reads without knowing of which app it comes. */
export const modelsRouter = router({
  list: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/models',
        tags,
        summary: 'List the models that apps share',
        description:
          'An integration whose sync says `unified: contact` gives records of this shape, whichever app they come from. All of them at once: they are few.',
      },
    })
    .input(z.strictObject({ category: z.enum(['crm', 'ticketing', 'accounting', 'files']).optional() }))
    .output(z.object({ items: z.array(modelView) }))
    .query(async ({ input: { category } }) => {
      const connectors = await registry();
      const names = modelNames.filter((name) => category === undefined || models[name].category === category);
      return { items: names.map((name) => modelOf(connectors, name)) };
    }),

  get: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/models/{name}',
        tags,
        summary: 'Get a model, and how each app becomes it',
      },
    })
    .input(z.strictObject({ name: z.enum(modelNames).meta({ example: 'contact' }) }))
    .output(modelDetail)
    .query(async ({ input: { name } }) => modelOf(await registry(), name)),
});
