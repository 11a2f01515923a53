import { z } from 'zod';
import { actorWords } from '#server/members/actor-words.ts';
import { listAffected } from '#server/rollouts/affected.ts';
import { needSchema } from '#server/rollouts/needs.ts';
import { actorName } from '#server/trpc/actor.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, toPage } from '#server/trpc/page.ts';
import { environmentQuery, makerMutation } from '#server/trpc/procedures.ts';
import { compareVersions } from './compare-versions.ts';
import { changeSchema } from './diff-definitions.ts';
import { getIntegrationBySlug } from './get-integration.ts';
import { getIntegrationDetail } from './get-integration-detail.ts';
import { documentSchema, integrationDetailSchema, slugSchema, versionSchema } from './integration-view.ts';
import { restoreVersion } from './save-draft.ts';
import { getVersion, listVersions } from './version.queries.ts';

const tags = ['Integrations'];
const one = z.strictObject({ slug: slugSchema, version: z.coerce.number().int().min(1) });
const changes = z.array(changeSchema);

/** The versions of an integration: written once, compared, and brought to those who have it. */
export const versionsRouter = router({
  list: environmentQuery
    .meta({
      openapi: { method: 'GET', path: '/integrations/{slug}/versions', tags, summary: 'List versions, newest first' },
    })
    .input(z.strictObject({ slug: slugSchema }))
    .output(z.object({ items: z.array(versionSchema) }))
    .query(async ({ ctx, input }) => {
      const { id } = await getIntegrationBySlug(ctx.tx, input.slug);
      const rows = await listVersions(ctx.tx, id);
      const named = await actorWords(
        ctx.tx,
        rows.map((row) => row.created_by),
      );
      return {
        items: rows.map((row) => ({
          ...{ version: row.version, change: row.change, note: row.note },
          createdBy: row.created_by && named(row.created_by),
          changes: changes.parse(row.changes),
          createdAt: row.created_at.toISOString(),
          installations: Number(row.installations ?? 0),
        })),
      };
    }),

  get: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/integrations/{slug}/versions/{version}',
        tags,
        summary: 'Get a version as it was published',
      },
    })
    .input(one)
    .output(z.object({ version: z.number().int(), definition: documentSchema, changes }))
    .query(async ({ ctx, input }) => {
      const row = await getVersion(ctx.tx, await getIntegrationBySlug(ctx.tx, input.slug), input.version);
      return {
        version: row.version,
        definition: documentSchema.parse(row.definition),
        changes: changes.parse(row.changes),
      };
    }),

  compare: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/integrations/{slug}/compare',
        tags,
        summary: 'Compare two versions',
        description: 'What somebody who has the one would get with the other.',
      },
    })
    .input(
      z.strictObject({
        slug: slugSchema,
        from: z.coerce.number().int().min(1),
        to: z.coerce.number().int().min(1),
      }),
    )
    .output(z.object({ change: z.enum(['none', 'minor', 'major']), changes }))
    .query(async ({ ctx, input: { slug, from, to } }) =>
      compareVersions(ctx.tx, await getIntegrationBySlug(ctx.tx, slug), { from, to }),
    ),

  restore: makerMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/integrations/{slug}/versions/{version}/restore',
        tags,
        summary: 'Bring a version back as the draft',
      },
    })
    .input(one)
    .output(integrationDetailSchema)
    .mutation(async ({ ctx, input }) => {
      await restoreVersion(ctx.tx, { ...input, by: actorName(ctx.actor), now: new Date() });
      return getIntegrationDetail(ctx.tx, input.slug);
    }),

  affected: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/integrations/{slug}/affected',
        tags,
        summary: 'List whom a version affects, and what each must do',
        description: 'Of the draft before it is published, or of a version. Nothing to do: it comes by itself.',
      },
    })
    .input(
      pageInput({
        slug: slugSchema,
        version: z.coerce.number().int().min(1).optional().meta({ description: 'The draft unless told.' }),
      }),
    )
    .output(
      pageOf(
        z.object({
          installationId: z.string(),
          customer: z.object({ id: z.string(), externalId: z.string(), name: z.string() }),
          version: z.number().int(),
          status: z.string(),
          needs: z.array(needSchema),
        }),
      ),
    )
    .query(async ({ ctx, input }) => {
      const integration = await getIntegrationBySlug(ctx.tx, input.slug);
      const rows = await listAffected(ctx.tx, integration, input.version ?? 'draft', input);
      return toPage(
        rows,
        input,
        (row) => row,
        (row) => row.installationId,
      );
    }),
});
