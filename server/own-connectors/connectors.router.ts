import { z } from 'zod';
import { declaredConnectorSchema } from '#connectors/kit/declared.ts';
import { actorName } from '#server/trpc/actor.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, time } from '#server/trpc/page.ts';
import { environmentQuery, makerCall, makerMutation } from '#server/trpc/procedures.ts';
import { connectorView, connectorViewSchema, definitionSchema, problemSchema } from './connector-view.ts';
import { definitionProblems } from './definition-problems.ts';
import { abilitiesOf, abilitiesSchema } from './describe-connector.ts';
import { importConnector } from './import-connector.ts';
import { connectorSchema, kinds, listAllConnectors } from './list-connectors.ts';
import { compileOwn } from './load-own.ts';
import { getOwnConnector } from './own-connector.queries.ts';
import { createOwnConnector, getVersion, publish, removeOwnConnector, restore, saveDraft } from './own-connectors.ts';
import { testAnswer, testDraft, testInput } from './test-draft.ts';

const slug = z.string().min(1).max(100).meta({ example: 'own-acme-crm' });
const ownSlug = z
  .string()
  .regex(/^own-[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens, own- before them')
  .max(60);
const version = z.coerce.number().int().min(1);
const tags = ['Connectors'];

const reportSchema = z.object({
  title: z.string(),
  dialect: z.string(),
  operations: z.number().int(),
  actions: z.number().int(),
  share: z.number().meta({ description: 'Actions by operations.' }),
  objects: z.number().int(),
  understood: z.array(z.object({ kind: z.string(), name: z.string(), words: z.string() })),
  notUnderstood: z.array(
    z.object({ kind: z.string(), place: z.string().meta({ description: 'JSON pointer.' }), reason: z.string() }),
  ),
});

let schema: Record<string, unknown> | undefined;

/** Connectors: those of this house, and those that an environment has made for itself. */
export const connectorsRouter = router({
  list: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/connectors',
        tags,
        summary: 'List connectors',
        description: 'By name, own ones first.',
      },
    })
    .input(
      pageInput({
        search: z.string().max(200).optional().meta({ description: 'Words of name, slug and description.' }),
        category: z.string().max(100).optional(),
        kind: z.enum(kinds).optional(),
        can: z
          .enum(['take_records'])
          .optional()
          .meta({ description: 'Those alone that a destination can be made of.' }),
      }),
    )
    .output(
      pageOf(connectorSchema).extend({
        total: z.number().int(),
        categories: z.array(z.object({ name: z.string(), count: z.number().int() })),
      }),
    )
    .query(({ ctx, input }) => listAllConnectors(ctx.tx, input)),

  get: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/connectors/{slug}',
        tags,
        summary: 'Get a connector',
        description: 'What it can do; of an own one also its draft, its problems and its versions.',
      },
    })
    .input(z.strictObject({ slug }))
    .output(connectorViewSchema)
    .query(({ ctx, input }) => connectorView(ctx.tx, input.slug)),

  schema: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/connector-schema',
        tags,
        summary: 'Get the JSON Schema of a connector that is data',
      },
    })
    .input(z.strictObject({}))
    .output(z.record(z.string(), z.unknown()))
    .query(() => {
      schema ??= z.toJSONSchema(declaredConnectorSchema, { io: 'input', unrepresentable: 'any' });
      return schema;
    }),

  version: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/connectors/{slug}/versions/{version}',
        tags,
        summary: 'Get a version of an own connector',
      },
    })
    .input(z.strictObject({ slug, version }))
    .output(z.object({ version: z.number().int(), note: z.string(), at: time, definition: definitionSchema }))
    .query(async ({ ctx, input }) => {
      const row = await getOwnConnector(ctx.tx, input.slug);
      const { note, created_at, definition } = await getVersion(ctx.tx, row, input.version);
      return {
        version: input.version,
        note,
        at: created_at.toISOString(),
        definition: definitionSchema.parse(definition),
      };
    }),

  check: makerCall
    .meta({
      openapi: {
        method: 'POST',
        path: '/connectors/check',
        tags,
        summary: 'Check a definition',
        description: 'What is wrong with it, place by place, and what it can do. Nothing is kept.',
      },
    })
    .input(z.strictObject({ definition: definitionSchema }))
    .output(z.object({ problems: z.array(problemSchema), abilities: abilitiesSchema.nullable() }))
    .mutation(({ input }) => {
      const own = compileOwn('own-draft', input.definition);
      return {
        problems: definitionProblems(input.definition),
        abilities: 'loaded' in own ? abilitiesOf(own.loaded.connector) : null,
      };
    }),

  create: makerMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/connectors',
        tags,
        summary: 'Create an own connector',
        description: 'As a draft.',
      },
    })
    .input(
      z.strictObject({
        name: z.string().trim().min(1).max(100).meta({ example: 'Acme CRM' }),
        slug: ownSlug.optional().meta({ description: 'Made of the name unless told.' }),
        definition: definitionSchema.optional(),
      }),
    )
    .output(connectorSchema)
    .mutation(async ({ ctx, input }) => {
      const row = await createOwnConnector(ctx.tx, { ...input, by: actorName(ctx.actor) });
      const { abilities: _abilities, own: _own, docs: _docs, ...listed } = await connectorView(ctx.tx, row.slug);
      return listed;
    }),

  saveDraft: makerMutation
    .meta({
      openapi: {
        method: 'PUT',
        path: '/connectors/{slug}/draft',
        tags,
        summary: 'Save the draft of an own connector',
        description: 'Finished or not. What is published stays.',
      },
    })
    .input(
      z.strictObject({
        slug: ownSlug,
        definition: definitionSchema,
        basedOn: z.iso
          .datetime()
          .optional()
          .meta({ description: '`savedAt` of the draft that was changed: a newer one is not replaced.' }),
      }),
    )
    .output(z.object({ savedAt: time, problems: z.array(problemSchema) }))
    .mutation(async ({ ctx, input: { basedOn, ...input } }) => {
      const base = basedOn === undefined ? {} : { basedOn: new Date(basedOn) };
      const saved = await saveDraft(ctx.tx, { ...input, ...base, by: actorName(ctx.actor), now: new Date() });
      return { savedAt: saved.toISOString(), problems: definitionProblems(input.definition) };
    }),

  publish: makerMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/connectors/{slug}/publish',
        tags,
        summary: 'Publish the draft of an own connector',
        description: 'As a new version, which every connection uses from then on.',
      },
    })
    .input(z.strictObject({ slug: ownSlug, note: z.string().trim().max(500).default('') }))
    .output(z.object({ version: z.number().int() }))
    .mutation(async ({ ctx, input }) => ({ version: await publish(ctx.tx, { ...input, by: actorName(ctx.actor) }) })),

  restore: makerMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/connectors/{slug}/versions/{version}/restore',
        tags,
        summary: 'Bring a version back as the draft',
      },
    })
    .input(z.strictObject({ slug: ownSlug, version }))
    .output(connectorViewSchema)
    .mutation(async ({ ctx, input }) => {
      await restore(ctx.tx, { ...input, by: actorName(ctx.actor), now: new Date() });
      return connectorView(ctx.tx, input.slug);
    }),

  remove: makerMutation
    .meta({ openapi: { method: 'DELETE', path: '/connectors/{slug}', tags, summary: 'Remove an own connector' } })
    .input(z.strictObject({ slug: ownSlug }))
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await removeOwnConnector(ctx.tx, input.slug);
      return {};
    }),

  test: makerCall
    .meta({
      openapi: {
        method: 'POST',
        path: '/connectors/{slug}/test',
        tags,
        summary: 'Test an own connector',
        description: 'Makes one call for real and shows what went over the wire, secrets taken out. Nothing is kept.',
      },
    })
    .input(z.strictObject({ slug: ownSlug, ...testInput }))
    .output(testAnswer)
    .mutation(({ ctx, input }) => testDraft({ environmentId: ctx.environmentId, ...input })),

  import: makerCall
    .meta({
      openapi: {
        method: 'POST',
        path: '/connectors/import',
        tags,
        summary: 'Import an API description',
        description:
          'OpenAPI 3.0, 3.1, Swagger 2 or Google Discovery, as JSON or YAML, becomes the draft of an own connector.',
      },
    })
    .input(
      z.strictObject({
        text: z
          .string()
          .max(20 * 1024 * 1024)
          .optional(),
        url: z
          .url({ protocol: /^https?$/ })
          .max(2000)
          .optional(),
        slug: ownSlug.optional().meta({ description: 'Whose draft it becomes; a new connector unless told.' }),
      }),
    )
    .output(z.object({ slug: z.string(), report: reportSchema }))
    .mutation(({ ctx, input }) =>
      importConnector({ ...input, environmentId: ctx.environmentId, by: actorName(ctx.actor) }),
    ),
});
