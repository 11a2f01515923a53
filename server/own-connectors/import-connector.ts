import { z } from 'zod';
import { isAppCallError } from '#connectors/kit/index.ts';
import { withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { egress } from '#server/http/egress.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { importInWorker } from '#server/openapi/import-in-worker.ts';
import type { ImportReport } from '#server/openapi/import-report.ts';
import { createOwnConnector, type Definition, saveDraft } from './own-connectors.ts';

interface Import {
  environmentId: EnvironmentId;
  /** The description itself, or where it is. */
  text?: string | undefined;
  url?: string | undefined;
  /** Whose draft it becomes; a new connector unless told. */
  slug?: string | undefined;
  by: string;
}

const maxBytes = 20 * 1024 * 1024;
const definitionSchema = z.looseObject({ name: z.string() });

/** Makes a draft of an API description, and says what of it was understood. */
export async function importConnector(input: Import): Promise<{ slug: string; report: ImportReport }> {
  const { environmentId, text, url, slug, by } = input;
  if ((text === undefined) === (url === undefined))
    throw new AppError('invalid', 'Send either the description as text, or the url where it is.', { field: 'text' });
  const content = text ?? (await fetched(url ?? ''));
  const { definition, report } = await importInWorker(content, url === undefined ? {} : { source: url });
  const parsed: Definition & { name: string } = definitionSchema.parse(JSON.parse(definition));
  return withTenant({ environmentId }, async (tx) => {
    if (slug !== undefined) {
      await saveDraft(tx, { slug, definition: parsed, by, now: new Date() });
      return { slug, report };
    }
    const row = await createOwnConnector(tx, { name: parsed.name, definition: parsed, by });
    return { slug: row.slug, report };
  });
}

async function fetched(url: string): Promise<Uint8Array> {
  try {
    const accept = 'application/json, application/yaml, text/yaml, */*;q=0.5';
    const { status, body } = await egress({ method: 'GET', url, headers: { accept }, maxBytes });
    if (status >= 200 && status < 300) return body;
    throw new AppError('invalid', `The address answered ${status}, and no description.`, {
      field: 'url',
      remedy: 'Open it in a browser without being signed in: what is shown there is what is imported.',
    });
  } catch (error) {
    if (!isAppCallError(error)) throw error;
    throw new AppError('invalid', `The description could not be read. ${error.message}`, {
      cause: error,
      field: 'url',
      remedy: 'Check the address, or upload the file.',
    });
  }
}
