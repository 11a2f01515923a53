import { z } from 'zod';
import { getConnector } from '#server/catalog/get-connector.ts';
import { iconUrl } from '#server/catalog/icon-url.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { time } from '#server/trpc/page.ts';
import { definitionProblems } from './definition-problems.ts';
import { abilitiesOf, abilitiesSchema } from './describe-connector.ts';
import { connectorSchema, showOwn } from './list-connectors.ts';
import { compileOwn, isOwnSlug } from './load-own.ts';
import { getMemberNames } from './member-names.ts';
import { getOwnConnector, listVersions } from './own-connector.queries.ts';
import type { OwnConnectorRow } from './own-connector.table.ts';

export const definitionSchema = z
  .record(z.string(), z.unknown())
  .meta({ description: 'A connector as data; its JSON Schema: GET /connector-schema.' });

export const problemSchema = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
  severity: z.enum(['error', 'warning']),
});

const ownSchema = z.object({
  draft: definitionSchema,
  savedAt: time,
  savedBy: z.string().nullable(),
  problems: z.array(problemSchema),
  /** Whether the draft is something else than what is published. */
  isChanged: z.boolean(),
  versions: z.array(
    z.object({
      version: z.number().int(),
      note: z.string(),
      author: z.string().nullable(),
      at: time,
      published: z.boolean(),
    }),
  ),
});

export const connectorViewSchema = connectorSchema.extend({
  docs: z.string().nullable(),
  /** Null where a draft can't be read yet. */
  abilities: abilitiesSchema.nullable(),
  /** Of an environment's own connector. */
  own: ownSchema.nullable(),
});

/** One connector with what it can do; an own one with its draft and versions. */
export async function connectorView(tx: TenantTx, slug: string): Promise<z.output<typeof connectorViewSchema>> {
  if (isOwnSlug(slug)) return ownView(tx, await getOwnConnector(tx, slug));
  const { connector, iconPath } = await getConnector(tx, slug);
  const { name, category, description, docs } = connector;
  return {
    ...{ slug, name, category, description, docs },
    kind: iconPath === '' ? 'catalogue' : 'folder',
    iconUrl: iconUrl({ connector: slug, environment_id: tx.tenant.environmentId }),
    takesRecords: connector.destination !== undefined,
    published: null,
    abilities: abilitiesOf(connector),
    own: null,
  };
}

async function ownView(tx: TenantTx, row: OwnConnectorRow): Promise<z.output<typeof connectorViewSchema>> {
  const draft = definitionSchema.parse(row.draft);
  const compiled = compileOwn(row.slug, draft);
  const versions = await listVersions(tx, row.id);
  const [latest] = versions;
  return {
    ...showOwn(row),
    docs: typeof draft.docs === 'string' ? draft.docs : null,
    abilities: 'loaded' in compiled ? abilitiesOf(compiled.loaded.connector) : null,
    own: {
      draft,
      savedAt: row.draft_at.toISOString(),
      savedBy: row.draft_by === null ? null : ((await getMemberNames(tx, [row.draft_by])).get(row.draft_by) ?? null),
      problems: definitionProblems(draft),
      isChanged: latest === undefined || latest.version !== row.published || row.draft_at > latest.created_at,
      versions: versions.map(({ version, note, author, created_at }) => ({
        ...{ version, note, author, at: created_at.toISOString() },
        published: version === row.published,
      })),
    },
  };
}
