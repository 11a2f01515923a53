import { z } from 'zod';
import { idSchema } from '#server/ids.ts';
import { getSync } from '#server/syncs/sync.queries.ts';
import { actorName } from '#server/trpc/actor.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf } from '#server/trpc/page.ts';
import { environmentMutation, environmentQuery, makerMutation } from '#server/trpc/procedures.ts';
import { changeTarget } from './change-target.ts';
import { checkMapping } from './check-mapping.ts';
import {
  changeSchema,
  document,
  fullVersion,
  mappedRecord,
  outcome,
  sentences,
  sourceSchema,
  target,
  targetFieldSchema,
  troubleSchema,
  versionShape,
  write,
} from './mapping-answers.ts';
import { mappingSchema } from './mapping-document.ts';
import { mappingScope } from './mapping-scope.ts';
import { listVersions, mappingView, versionView } from './mapping-view.ts';
import { previewMapping, sampleRows } from './preview-mapping.ts';
import { mappingProblems } from './read-mapping.ts';
import { saveMapping } from './save-mapping.ts';
import { sourceFieldsOf } from './source-fields.ts';
import { suggestMapping } from './suggest-mapping.ts';

const tags = ['Mappings'];
const byId = z.strictObject({ id: idSchema('sync') });

let schema: Record<string, unknown> | undefined;

/** How rows of the app become records of the vendor's model. */
export const mappingsRouter = router({
  get: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/syncs/{id}/mapping',
        tags,
        summary: 'Get the mapping of a sync',
        description: 'The version that is used, what it does in words, and the fields that the app has.',
      },
    })
    .input(byId)
    .output(
      z.object({
        current: fullVersion.nullable().meta({ description: 'Null: records are as the app has them.' }),
        problems: mappingProblems.meta({ description: 'Why it does not fit the model that is wanted now.' }),
        source: z.array(sourceSchema),
        sourceIsOpen: z.boolean().meta({ description: 'Whether an account may have fields beside these.' }),
        targets: z.array(targetFieldSchema).meta({ description: 'The fields of your model, where it is known.' }),
        broken: z
          .array(z.object({ target: z.string(), field: z.string(), to: z.string().nullable(), sentence: z.string() }))
          .meta({
            description: 'Fields that the app does not have any more, what they filled, and what may be meant.',
          }),
        keepsRows: z.boolean().meta({ description: 'Whether what the app sent is kept beside each record.' }),
      }),
    )
    .query(async ({ ctx, input }) => mappingView(ctx.tx, input.id)),

  schema: environmentQuery
    .meta({
      openapi: { method: 'GET', path: '/mapping-schema', tags, summary: 'Get the JSON Schema of a mapping' },
    })
    .input(z.strictObject({}))
    .output(z.record(z.string(), z.unknown()))
    .query(() => {
      schema ??= z.toJSONSchema(mappingSchema, { io: 'input', unrepresentable: 'any' });
      return schema;
    }),

  versions: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/syncs/{id}/mapping/versions',
        tags,
        summary: 'List the versions of a mapping',
        description: 'The newest first, each with what it changed.',
      },
    })
    .input(pageInput({ id: idSchema('sync') }))
    .output(
      pageOf(
        z.object({
          ...versionShape,
          changes: z.array(changeSchema),
        }),
      ),
    )
    .query(({ ctx, input }) => listVersions(ctx.tx, input.id, input)),

  version: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/syncs/{id}/mapping/versions/{version}',
        tags,
        summary: 'Get a version of a mapping',
        description: 'To use it again, save its document.',
      },
    })
    .input(byId.extend({ version: z.coerce.number().int().min(1) }))
    .output(fullVersion)
    .query(({ ctx, input }) => versionView(ctx.tx, input.id, input.version)),

  check: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/syncs/{id}/mapping/check',
        tags,
        summary: 'Check a mapping',
        description:
          'What is wrong with it, what it does in words, and what saving it would change and set going. Nothing is saved.',
      },
    })
    .input(byId.extend({ document, target: target.nullable().optional() }))
    .output(
      z.object({
        problems: mappingProblems,
        sentences,
        changes: z.array(changeSchema),
        remap: z
          .enum(['none', 'raw', 'full_pass'])
          .nullable()
          .meta({ description: 'How stored records would be mapped anew; null where the document can’t be read.' }),
        targets: z.array(targetFieldSchema),
      }),
    )
    .mutation(({ ctx, input: { id, ...input } }) => checkMapping(ctx.tx, { ...input, syncId: id })),

  save: makerMutation
    .meta({
      openapi: {
        method: 'PUT',
        path: '/syncs/{id}/mapping',
        tags,
        summary: 'Save a mapping',
        description:
          'Makes a new version, which is used at once: stored records are mapped anew, from the rows that are kept beside them (`raw`) or by reading everything once more (`full_pass`). With an error in it nothing is saved. `write` is the way back to the app, and is kept as it is where you leave it out.',
      },
    })
    .input(byId.extend({ document, write: write.optional(), target: target.nullable().optional() }))
    .output(
      z.object({
        version: z.number().int(),
        problems: mappingProblems,
        remap: z.enum(['none', 'raw', 'full_pass']),
      }),
    )
    .mutation(({ ctx, input }) =>
      saveMapping(ctx.tx, {
        ...{ syncId: input.id, document: input.document, write: input.write, target: input.target },
        ...{ by: actorName(ctx.actor), now: new Date() },
      }),
    ),

  changeTarget: makerMutation
    .meta({
      openapi: {
        method: 'PUT',
        path: '/syncs/{id}/mapping/target',
        tags,
        summary: 'Change the model of a mapping',
        description:
          'Where the mapping fits the new model it is used for it, as a new version. Where it doesn’t, the old version goes on, `mapping.broken` is told, and the problems say what to mend.',
      },
    })
    .input(byId.extend({ target }))
    .output(z.object({ version: z.number().int(), problems: mappingProblems }))
    .mutation(({ ctx, input }) =>
      changeTarget(ctx.tx, {
        ...{ syncId: input.id, target: input.target, by: actorName(ctx.actor), now: new Date() },
      }),
    ),

  preview: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/syncs/{id}/mapping/preview',
        tags,
        summary: 'Try a mapping',
        description:
          'Shows what it makes of rows: of those that you send, or of some that are stored. With `way` `out`, what the way back makes of records of your model. Nothing is written.',
      },
    })
    .input(
      byId.extend({
        way: z.enum(['in', 'out']).default('in'),
        document: document.optional(),
        target: target.nullable().optional(),
        rows: z.array(z.unknown()).max(50).optional(),
        limit: z.number().int().min(1).max(50).default(10),
      }),
    )
    .output(
      z.object({
        rows: z.array(
          z.object({
            key: z.string().nullable(),
            row: z.unknown(),
            outcome,
            record: mappedRecord,
            troubles: z.array(troubleSchema),
            before: z
              .object({ outcome, record: mappedRecord })
              .nullable()
              .meta({ description: 'By the version that is used; null: records are as the app has them.' }),
          }),
        ),
      }),
    )
    .mutation(async ({ ctx, input }) => ({ rows: await previewMapping(ctx.tx, { ...input, syncId: input.id }) })),

  suggest: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/syncs/{id}/mapping/suggestion',
        tags,
        summary: 'Suggest a mapping',
        description:
          'Finds a field of the app for each field of your model, by names, types and values, with how sure that is. A person should confirm it.',
      },
    })
    .input(byId.extend({ target, rows: z.array(z.unknown()).max(50).optional() }))
    .output(
      z.object({
        suggestions: z.array(
          z.object({
            target: z.string(),
            from: z.unknown().meta({ description: 'An expression of a mapping.' }),
            source: z.string(),
            confidence: z.number().meta({ description: 'From 0 to 1.' }),
            reasons: z.array(z.string()),
          }),
        ),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const sync = await getSync(ctx.tx, input.id);
      const { fields } = sourceFieldsOf((await mappingScope(ctx.tx, sync)).object);
      const samples = input.rows ?? (await sampleRows(ctx.tx, sync, 20).catch(() => []));
      return { suggestions: suggestMapping(fields, samples, input.target) };
    }),
});
