import { z } from 'zod';
import { modelNames } from '#connectors/kit/index.ts';
import { connectorProblem } from '#server/catalog/get-connector.ts';
import { vendorNeeds } from '#server/catalog/oauth-apps.ts';
import { resolveCustomer } from '#server/customers/resolve-customer.ts';
import { integrationDetail } from '#server/embed/embed-schemas.ts';
import { reachSchema } from '#server/rollouts/start-rollout.ts';
import { actorName } from '#server/trpc/actor.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, parseJson, time, toPage } from '#server/trpc/page.ts';
import { environmentQuery, makerMutation } from '#server/trpc/procedures.ts';
import { changeIntegration } from './change-integration.ts';
import { definitionSchema } from './definition.ts';
import { definitionProblemSchema } from './definition-problem.ts';
import { changeSchema } from './diff-definitions.ts';
import { getIntegrationBySlug } from './get-integration.ts';
import { getIntegrationDetail } from './get-integration-detail.ts';
import { type ListedIntegration, listIntegrations } from './integration.queries.ts';
import {
  documentSchema,
  integrationChange,
  integrationDetailSchema,
  integrationSchema,
  slugSchema,
} from './integration-view.ts';
import { offerConnector } from './offer-connector.ts';
import { previewIntegration } from './preview-integration.ts';
import { publishIntegration } from './publish-integration.ts';
import { saveDraft } from './save-draft.ts';
import { setValues } from './set-values.ts';
import { localeSchema } from './texts.ts';
import { listVotes } from './vote.queries.ts';

const tags = ['Integrations'];
const named = z.strictObject({ slug: slugSchema });
const metadataSchema = z.record(z.string(), z.unknown());

let schema: Record<string, unknown> | undefined;

/** What the vendor offers: composed of a connector, tried as a customer, published as versions. */
export const integrationsRouter = router({
  create: makerMutation
    .meta({ openapi: { method: 'POST', path: '/integrations', tags, summary: 'Make an integration of a connector' } })
    .input(
      z.strictObject({
        connector: z.string().min(1).max(100),
        name: z.string().trim().min(1).max(100),
        slug: z
          .string()
          .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
          .max(60),
        description: z.string().max(300).default(''),
        /** Which of the connector's objects are copied. */
        objects: z.array(z.string().max(100)).max(50).default([]),
        /** Which of the models that apps share its objects are copied as. */
        models: z.array(z.enum(modelNames)).max(modelNames.length).default([]),
        status: z.enum(['draft', 'published', 'coming_soon']).default('draft'),
      }),
    )
    .output(z.object({ id: z.string(), slug: z.string() }))
    .mutation(async ({ ctx, input }) => {
      const { id, slug } = await offerConnector(ctx.tx, { ...input, by: actorName(ctx.actor) });
      return { id, slug };
    }),

  list: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/integrations',
        tags,
        summary: 'List integrations',
        description: 'The newest first.',
      },
    })
    .input(pageInput({}))
    .output(pageOf(integrationSchema))
    .query(async ({ ctx, input }) => {
      const rows = await listIntegrations(ctx.tx, input);
      const { needed, asked } = await vendorNeeds(
        ctx.tx,
        rows.map((row) => row.connector),
      );
      const problems = new Map<string, string | null>();
      for (const { connector, status } of rows) {
        // What is coming soon has no connector yet.
        if (status !== 'coming_soon') problems.set(connector, await connectorProblem(ctx.tx, connector));
      }
      const show = ({
        oauth_app_id,
        oauth_app_kind,
        installations,
        votes,
        live_version,
        ...row
      }: ListedIntegration) => ({
        ...row,
        liveVersion: live_version,
        installations: installations ?? 0,
        votes: votes ?? 0,
        oauthApp: {
          configured: oauth_app_id !== null,
          needed: needed.has(row.connector),
          asked: asked.has(row.connector),
          development: oauth_app_kind === 'development',
        },
        problem: problems.get(row.connector) ?? null,
      });
      return toPage(rows, input, show, (row) => row.id);
    }),

  get: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/integrations/{slug}',
        tags,
        summary: 'Get an integration with its draft',
        description: 'By slug or id; with what is wrong with the draft, and what publishing it would change.',
      },
    })
    .input(named)
    .output(integrationDetailSchema)
    .query(({ ctx, input }) => getIntegrationDetail(ctx.tx, input.slug)),

  schema: environmentQuery
    .meta({ openapi: { method: 'GET', path: '/integration-schema', tags, summary: 'The JSON Schema of a definition' } })
    .input(z.strictObject({}))
    .output(z.record(z.string(), z.unknown()))
    .query(() => {
      schema ??= z.toJSONSchema(definitionSchema, { io: 'input', unrepresentable: 'any' });
      return schema;
    }),

  change: makerMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/integrations/{slug}',
        tags,
        summary: 'Change how an integration is shown and upgraded',
        description: 'Words in your own language, status, order and upgrade policy: no version is made.',
      },
    })
    .input(z.strictObject({ slug: slugSchema, ...z.object(integrationChange).partial().shape }))
    .output(integrationDetailSchema)
    .mutation(async ({ ctx, input: { slug, ...change } }) => {
      await changeIntegration(ctx.tx, slug, change, new Date());
      return getIntegrationDetail(ctx.tx, slug);
    }),

  saveDraft: makerMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/integrations/{slug}/draft',
        tags,
        summary: 'Save the draft',
        description: 'Finished or not; what is wrong with it comes back.',
      },
    })
    .input(
      z.strictObject({
        slug: slugSchema,
        definition: documentSchema,
        basedOn: time
          .optional()
          .meta({ description: '`draftAt` of what you edited: where somebody saved meanwhile, you are told.' }),
      }),
    )
    .output(z.object({ savedAt: time, problems: z.array(definitionProblemSchema) }))
    .mutation(async ({ ctx, input: { basedOn, ...input } }) => {
      const base = basedOn === undefined ? {} : { basedOn: new Date(basedOn) };
      const saved = await saveDraft(ctx.tx, { ...input, ...base, by: actorName(ctx.actor), now: new Date() });
      return { savedAt: saved.savedAt.toISOString(), problems: saved.problems };
    }),

  publish: makerMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/integrations/{slug}/publish',
        tags,
        summary: 'Publish the draft as a version',
        description:
          'Nobody can change it any more. Installations come to it by a rollout: to everybody, or to those whom `reach` names.',
      },
    })
    .input(
      z.strictObject({
        slug: slugSchema,
        note: z.string().trim().max(2000).default(''),
        reach: reachSchema.optional(),
      }),
    )
    .output(
      z.object({
        version: z.number().int(),
        change: z.enum(['first', 'minor', 'major']),
        changes: z.array(changeSchema),
        problems: z.array(definitionProblemSchema),
        rolloutId: z.string().nullable(),
      }),
    )
    .mutation(({ ctx, input }) => publishIntegration(ctx.tx, { ...input, by: actorName(ctx.actor), now: new Date() })),

  preview: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/integrations/{slug}/preview',
        tags,
        summary: 'See the draft as a customer would',
        description: 'Card and page, by plan, locale and metadata. Nothing is connected or kept.',
      },
    })
    .input(
      z.strictObject({
        slug: slugSchema,
        customer: z.string().max(200).optional().meta({ description: 'Id or your own id of a customer.' }),
        locale: localeSchema.default('en'),
        plan: z.string().max(100).optional().meta({ description: 'Instead of the customer’s.' }),
        metadata: z.string().max(20_000).optional().meta({ description: 'Instead of the customer’s, as JSON.' }),
      }),
    )
    .output(
      z.object({
        integration: integrationDetail,
        problems: z.array(definitionProblemSchema),
        vendor: z.string(),
        customer: z.string().meta({ description: 'Empty: nobody in particular.' }),
        review: z.object({ sentences: z.array(z.string()), button: z.string() }).meta({
          description: 'What the last page of the wizard says.',
        }),
      }),
    )
    .query(async ({ ctx, input: { slug, metadata, ...preview } }) =>
      previewIntegration(ctx.tx, await getIntegrationBySlug(ctx.tx, slug), {
        ...preview,
        ...(metadata !== undefined && { metadata: metadataSchema.catch({}).parse(parseJson(metadata)) }),
      }),
    ),

  setValues: makerMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/integrations/{slug}/values',
        tags,
        summary: 'Set what you alone answer for a customer',
        description:
          'Of questions that are `internalOnly`. Kept encrypted, never shown again and never sent to a browser.',
      },
    })
    .input(
      z.strictObject({
        slug: slugSchema,
        customer: z.string().min(1).max(200).meta({ description: 'Id or your own id of a customer.' }),
        values: z.record(z.string(), z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()])),
      }),
    )
    .output(z.object({ set: z.array(z.string()).meta({ description: 'The names that have a value now.' }) }))
    .mutation(async ({ ctx, input: { slug, customer, values } }) => {
      const customerId = await resolveCustomer(ctx.tx, customer);
      const by = actorName(ctx.actor);
      return { set: await setValues(ctx.tx, { slug, customerId, values, by, now: new Date() }) };
    }),

  votes: environmentQuery
    .meta({
      openapi: { method: 'GET', path: '/integrations/{slug}/votes', tags, summary: 'Who asks for what is coming soon' },
    })
    .input(named)
    .output(
      z.object({
        items: z.array(
          z.object({
            customer: z.object({ id: z.string(), name: z.string(), plan: z.string().nullable() }),
            note: z.string().nullable(),
            at: time,
          }),
        ),
      }),
    )
    .query(async ({ ctx, input }) => {
      const { id } = await getIntegrationBySlug(ctx.tx, input.slug);
      const rows = await listVotes(ctx.tx, id, 500);
      return {
        items: rows.map((row) => ({
          customer: { id: row.customer_id, name: row.name, plan: row.plan },
          note: row.note,
          at: row.at.toISOString(),
        })),
      };
    }),
});
