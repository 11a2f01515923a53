import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { compileConnector } from '#server/runtime/declared/compile-connector.ts';
import { declaredConnectorSchema } from './kit/declared.ts';
import type { Connector } from './kit/index.ts';

/** An app of the catalogue: what a list shows of it, and the rest when it is asked for. */
export interface CatalogueEntry {
  slug: string;
  name: string;
  category: string;
  description: string;
  icon?: string;
  load(): { connector: Connector } | { reason: string };
}

const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const card = z.looseObject({
  name: z.string().min(1),
  category: z.string().default('Other'),
  description: z.string(),
  icon: z.string().optional(),
});

/**
 * Reads the connectors of a folder that are data: `catalogue/*.json`. Only what a list shows is looked at here; judging
 * hundreds of files in full would hold up the start.
 */
export function loadCatalogue(root: string): { entries: CatalogueEntry[]; broken: { slug: string; reason: string }[] } {
  const folder = join(root, 'catalogue');
  const entries: CatalogueEntry[] = [];
  const broken: { slug: string; reason: string }[] = [];
  for (const file of filesIn(folder)) {
    const slug = basename(file, '.json');
    const found = entryOf(slug, join(folder, file));
    if ('reason' in found) broken.push({ slug, reason: `catalogue/${file}: ${found.reason}` });
    else entries.push(found);
  }
  return { entries, broken };
}

function filesIn(folder: string): string[] {
  if (!existsSync(/* turbopackIgnore: true */ folder)) return [];
  return readdirSync(/* turbopackIgnore: true */ folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
}

function entryOf(slug: string, path: string): CatalogueEntry | { reason: string } {
  if (!slugPattern.test(slug) || slug.startsWith('own-'))
    return { reason: 'its name must be lower-case words joined by hyphens, and not begin with own-.' };
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(/* turbopackIgnore: true */ path, 'utf8'));
  } catch (error) {
    return { reason: `it is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const seen = card.safeParse(content);
  if (!seen.success) return { reason: sentencesOf(seen.error) };
  const { name, category, description, icon } = seen.data;
  let known: ReturnType<CatalogueEntry['load']> | undefined;
  const load = () => {
    known ??= loadDeclared(content);
    return known;
  };
  return { slug, name, category, description, ...(icon !== undefined && { icon }), load };
}

/** Judges a connector that is data in full, and makes it one that runs. */
function loadDeclared(content: unknown): { connector: Connector } | { reason: string } {
  const parsed = declaredConnectorSchema.safeParse(content);
  if (!parsed.success) return { reason: sentencesOf(parsed.error) };
  try {
    return { connector: compileConnector(parsed.data) };
  } catch (error) {
    return { reason: `it can't be used: ${error instanceof Error ? error.message : String(error)}` };
  }
}

const mostSentences = 5;

const sentencesOf = ({ issues }: z.ZodError): string =>
  issues
    .slice(0, mostSentences)
    .map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}.`)
    .join(' ');
