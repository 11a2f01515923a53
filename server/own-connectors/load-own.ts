import { declaredConnectorSchema } from '#connectors/kit/declared.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { compileConnector } from '#server/runtime/declared/compile-connector.ts';
import { findOwnConnector, findVersion } from './own-connector.queries.ts';

type Own = { loaded: LoadedConnector } | { reason: string };

/** Whether a name is that of a connector which belongs to an environment. */
export const isOwnSlug = (slug: string): boolean => slug.startsWith('own-');

// A version never changes, so what was made of it once is right for ever.
const compiled = new Map<string, Own>();
const mostKept = 200;

/** The published version of an environment's own connector, or why it can't be used. */
export async function loadOwn(tx: TenantTx, slug: string): Promise<Own> {
  const row = await findOwnConnector(tx, slug);
  if (!row) return { reason: `There is no connector ${slug} in this environment.` };
  if (row.published === null) return { reason: `${slug} was not published yet.` };
  const key = `${row.id}|${row.published}`;
  const known = compiled.get(key);
  if (known) return known;
  const version = await findVersion(tx, row.id, row.published);
  const own = compileOwn(slug, version?.definition);
  const [oldest] = compiled.keys();
  if (compiled.size >= mostKept && oldest !== undefined) compiled.delete(oldest);
  compiled.set(key, own);
  return own;
}

/** A definition as a connector that runs; `reason` names the first place that is not as it should be. */
export function compileOwn(slug: string, definition: unknown): Own {
  const parsed = declaredConnectorSchema.safeParse(definition);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { reason: `${slug}: ${issue?.path.join('.') || 'the definition'}: ${issue?.message ?? 'can’t be read'}.` };
  }
  try {
    const { icon } = parsed.data;
    return {
      loaded: { slug, connector: compileConnector(parsed.data), iconPath: '', ...(icon !== undefined && { icon }) },
    };
  } catch (error) {
    return { reason: `${slug}: ${error instanceof Error ? error.message : String(error)}` };
  }
}
