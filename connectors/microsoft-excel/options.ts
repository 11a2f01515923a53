import { z } from 'zod';
import {
  allPages,
  type ConnectorContext,
  isAppCallError,
  type Option,
  type OptionsFunction,
  type Pager,
} from '../kit/index.ts';
import { gridOf } from './grid.ts';
import { isWorkbook } from './objects/workbook.ts';
import { type Book, bookPath, drivePath } from './settings.ts';

const text = z.string().nullish();
const pager: Pager = { kind: 'link', from: "['@odata.nextLink']" };
const named = z.array(z.looseObject({ id: z.string(), name: text, displayName: text, lastModifiedDateTime: text }));
type Named = z.output<typeof named>;
/** So many sites are looked into for their libraries. */
const mostSites = 50;

async function listOf(context: ConnectorContext, path: string, query?: Record<string, string>): Promise<Named> {
  const found: Named = [];
  for await (const rows of allPages(context, { pager, request: { path, ...(query && { query }) }, rows: 'value' }))
    found.push(...named.parse(rows));
  return found;
}

const matching = (options: Option[], search: string): { options: Option[]; next: null } => {
  const words = search.trim().toLowerCase();
  return { options: options.filter(({ label }) => label.toLowerCase().includes(words)), next: null };
};

/** Sites need a right that not every connection has. */
async function sites(context: ConnectorContext): Promise<Named> {
  try {
    return (await listOf(context, '/me/followedSites')).slice(0, mostSites);
  } catch (error) {
    if (isAppCallError(error) && error.details.class === 'permission') return [];
    throw error;
  }
}

const drives: OptionsFunction = async (context, { search }) => {
  const options: Option[] = (await listOf(context, '/me/drives')).map(({ id, name }) => ({
    value: id,
    label: name ?? id,
  }));
  for (const site of await sites(context)) {
    const detail = site.displayName ?? site.name ?? '';
    for (const { id, name } of await listOf(context, `/sites/${encodeURIComponent(site.id)}/drives`))
      options.push({ value: id, label: detail ? `${detail} / ${name ?? id}` : (name ?? id) });
  }
  return matching(options, search);
};

const link = z.string().nullable().catch(null);
const files = z.looseObject({ value: named.default([]), '@odata.nextLink': z.string().optional() });

const workbooks: OptionsFunction = async ({ http }, { search, cursor, parent }) => {
  const next = link.parse(cursor);
  const words = encodeURIComponent((search.trim() || '.xlsx').replaceAll("'", "''"));
  const path = `${drivePath(parent?.drive ?? '')}/root/search(q='${words}')`;
  const query = { $select: 'id,name,lastModifiedDateTime', $top: 100 };
  const { body } = next === null ? await http.get(path, files, { query }) : await http.get(next, files);
  const options = body.value
    .filter(({ name }) => isWorkbook(name))
    .map(({ id, name, lastModifiedDateTime: at }): Option => {
      return { value: id, label: name ?? id, ...(at && { detail: `Changed ${at.slice(0, 10)}` }) };
    });
  return { options, next: body['@odata.nextLink'] ?? null };
};

const bookOf = (parent: Record<string, string> | undefined): Book | undefined =>
  parent?.workbook ? { drive: parent.drive ?? '', workbook: parent.workbook } : undefined;
const short = { $select: 'id,name' };

const sheets: OptionsFunction = async (context, { search, parent }) => {
  const book = bookOf(parent);
  if (book === undefined) return { options: [], next: null };
  const found = await listOf(context, `${bookPath(book)}/worksheets`, short);
  return matching(
    found.map(({ id, name }) => ({ value: name ?? id, label: name ?? id })),
    search,
  );
};

const sources: OptionsFunction = async (context, { search, parent }) => {
  const book = bookOf(parent);
  if (book === undefined) return { options: [], next: null };
  const tables = await listOf(context, `${bookPath(book)}/tables`, short);
  const pages = await listOf(context, `${bookPath(book)}/worksheets`, short);
  // By their ids, which stay when somebody renames them.
  const options = (kind: string, detail: string, found: Named) =>
    found.map(({ id, name }): Option => ({ value: `${kind}:${id}`, label: name ?? id, detail }));
  return matching([...options('table', 'Table', tables), ...options('sheet', 'Sheet', pages)], search);
};

const columns: OptionsFunction = async ({ http }, { search, parent }) => {
  const book = bookOf(parent);
  if (book === undefined || !parent?.source) return { options: [], next: null };
  const grid = await gridOf(http, { ...book, source: parent.source });
  return matching(
    grid.columns.map((name) => ({ value: name, label: name })),
    search,
  );
};

export const options: Record<string, OptionsFunction> = { drives, workbooks, sheets, sources, columns };
