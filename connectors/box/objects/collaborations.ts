import { z } from 'zod';
import { allPages, type ConnectorContext, defineObject, orNull, type Page, type PullRequest } from '../../kit/index.ts';
import { rootOf, type Settings } from '../settings.ts';
import { collaboration } from './rows.ts';
import { walk, walkPlace } from './walk.ts';

const shared = z.looseObject({ type: z.string(), id: z.string(), has_collaborations: z.boolean().nullish() });

async function readOf(context: ConnectorContext<Settings>, folder: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  const pages = allPages(context, {
    pager: {
      kind: 'cursor',
      parameter: 'marker',
      from: 'next_marker',
      size: { parameter: 'limit', value: 1000 },
    },
    request: { path: `/folders/${encodeURIComponent(folder)}/collaborations` },
    rows: 'entries',
  });
  for await (const page of pages) rows.push(...page);
  return rows;
}

/** Folder by folder, and of each that says that it is shared, with whom. Box has no list of them all. */
async function pull(context: ConnectorContext<Settings>, { cursor }: PullRequest): Promise<Page> {
  const root = rootOf(context.settings);
  const place = walkPlace.safeParse(cursor).data;
  const rows: unknown[] = [];
  const add = async (folder: string) => {
    // A folder that went meanwhile is shared with nobody.
    rows.push(...((await orNull(() => readOf(context, folder))) ?? []));
  };
  // The chosen folder itself; the topmost one can't be shared.
  if (place === undefined && root !== '0') await add(root);
  const { items, next } = await walk(context.http, place ?? { folders: [root] }, {
    fields: 'id,type,has_collaborations',
    limit: 100,
    isFirst: place === undefined,
  });
  for (const one of items) {
    const { type, id, has_collaborations } = shared.parse(one);
    if (type === 'folder' && has_collaborations) await add(id);
  }
  return { rows, next };
}

export const collaborationObject = defineObject<typeof collaboration, Settings>({
  label: 'collaborations',
  row: collaboration,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull,
  get: ({ http }, key) =>
    orNull(async () => (await http.get(`/collaborations/${encodeURIComponent(key)}`, z.unknown())).body),
});
