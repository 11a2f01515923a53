import { type DeclaredConnectorInput, declaredConnectorSchema } from '#connectors/kit/declared.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { definitionProblems } from './definition-problems.ts';
import {
  countConnections,
  deleteOwnConnector,
  findVersion,
  insertOwnConnector,
  insertVersion,
  integrationsOf,
  lockOwnConnector,
  updateOwnConnector,
} from './own-connector.queries.ts';
import type { OwnConnectorRow } from './own-connector.table.ts';

export type Definition = Record<string, unknown>;

interface Create {
  name: string;
  /** Made of the name unless told. */
  slug?: string | undefined;
  /** A beginning with a key unless told. */
  definition?: Definition | undefined;
  by: string;
}

const longestSlug = 60;

/** `own-acme-crm` of "Acme CRM!". */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .match(/[a-z0-9]+/g);
  return `own-${(words ?? ['connector']).filter((word, index) => index > 0 || word !== 'own').join('-') || 'connector'}`
    .slice(0, longestSlug)
    .replace(/-+$/, '');
}

const beginning = (name: string): DeclaredConnectorInput => ({
  name,
  category: 'Other',
  description: `Connects ${name}.`,
  docs: 'https://example.com/docs',
  version: '1',
  auth: {
    kind: 'key',
    fields: {
      type: 'object',
      properties: { apiKey: { type: 'string', title: 'API key', minLength: 1, secret: true } },
      required: ['apiKey'],
    },
    place: { headers: { authorization: 'Bearer {{apiKey}}' } },
  },
  baseUrl: 'https://api.example.com',
  objects: {},
  actions: {},
});

export async function createOwnConnector(
  tx: TenantTx,
  { name, slug, definition, by }: Create,
): Promise<OwnConnectorRow> {
  const draft = JSON.stringify(definition ?? beginning(name));
  const wanted = slug ?? slugOf(name);
  // A name that is taken gets a number; one that was asked for by its letters does not.
  const names =
    slug === undefined ? [wanted, ...Array.from({ length: 50 }, (_, at) => `${wanted}-${at + 2}`)] : [wanted];
  for (const candidate of names) {
    const row = await insertOwnConnector(tx, { slug: candidate, draft, by });
    if (row) return row;
  }
  throw new AppError('conflict', `There is a connector ${wanted} already.`, {
    field: 'slug',
    remedy: 'Choose another slug, or change that one.',
  });
}

interface SaveDraft {
  slug: string;
  definition: Definition;
  /** When the draft was last saved by whoever edits it now: a newer one is somebody else's. */
  basedOn?: Date | undefined;
  by: string;
  now: Date;
}

/** Keeps a draft, finished or not. Nobody's work is written over in silence. */
export async function saveDraft(tx: TenantTx, { slug, definition, basedOn, by, now }: SaveDraft): Promise<Date> {
  const row = await lockOwnConnector(tx, slug);
  if (basedOn !== undefined && row.draft_at.getTime() > basedOn.getTime()) {
    throw new AppError('conflict', 'Somebody else has saved this draft meanwhile.', {
      field: 'basedOn',
      remedy: 'Load it again and make your change there, or save without basedOn to replace it.',
    });
  }
  await updateOwnConnector(tx, row.id, { draft: JSON.stringify(definition), draft_by: by, draft_at: now });
  return now;
}

/** Makes the draft the version that everything uses from now on. */
export async function publish(
  tx: TenantTx,
  { slug, note, by }: { slug: string; note: string; by: string },
): Promise<number> {
  const row = await lockOwnConnector(tx, slug);
  const [first, ...others] = definitionProblems(row.draft).filter(({ severity }) => severity === 'error');
  if (first !== undefined) {
    const more = others.length === 0 ? '' : ` And ${others.length} more.`;
    throw new AppError('invalid', `The draft can't be published: ${first.message}${more}`, {
      field: ['definition', ...first.path].join('.'),
      remedy: 'Correct the draft; the console shows each place.',
    });
  }
  declaredConnectorSchema.parse(row.draft);
  const version = await insertVersion(tx, {
    connector_id: row.id,
    definition: JSON.stringify(row.draft),
    note,
    created_by: by,
  });
  await updateOwnConnector(tx, row.id, { published: version });
  return version;
}

/** Brings an earlier version back as the draft. What is published stays until the draft is published. */
export async function restore(
  tx: TenantTx,
  { slug, version, by, now }: { slug: string; version: number; by: string; now: Date },
): Promise<void> {
  const row = await lockOwnConnector(tx, slug);
  const found = await getVersion(tx, row, version);
  await updateOwnConnector(tx, row.id, { draft: JSON.stringify(found.definition), draft_by: by, draft_at: now });
}

export async function getVersion(tx: TenantTx, { id, slug }: OwnConnectorRow, version: number) {
  const found = await findVersion(tx, id, version);
  if (found) return found;
  throw new AppError('not_found', `${slug} has no version ${version}.`, {
    remedy: `GET /api/v1/connectors/${slug} lists its versions.`,
  });
}

/** Removes a connector that nothing is made of. */
export async function removeOwnConnector(tx: TenantTx, slug: string): Promise<void> {
  const row = await lockOwnConnector(tx, slug);
  const integrations = await integrationsOf(tx, slug);
  const connections = await countConnections(tx, slug);
  if (integrations.length > 0 || connections > 0) {
    const names = integrations.map(({ name }) => name).join(', ');
    const used = names === '' ? `${connections} connections use it` : `it is what ${names} is made of`;
    throw new AppError('conflict', `The connector ${slug} can't be removed: ${used}.`, {
      remedy: 'Remove what is made of it first.',
    });
  }
  await deleteOwnConnector(tx, row.id);
}
