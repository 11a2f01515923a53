import { z } from 'zod';
import { AppCallError, type ConnectorHttp, orNull } from '../../kit/index.ts';

const listed = z.looseObject({ type: z.string(), id: z.string() });
const itemList = z.looseObject({ entries: z.array(listed).default([]), next_marker: z.string().nullish() });

/** Which folders are still to be read, the next one last; `marker`: where in that one. */
export const walkPlace = z.object({ folders: z.array(z.string()), marker: z.string().optional() });
export type WalkPlace = z.output<typeof walkPlace>;

interface Step {
  items: z.output<typeof listed>[];
  next: WalkPlace | null;
}

/** One page of one folder. Box lists no tree: each folder is read on its own, the deepest first, so that few are waiting. */
export async function walk(
  http: ConnectorHttp,
  { folders, marker }: WalkPlace,
  { fields, limit, isFirst }: { fields: string; limit: number; isFirst: boolean },
): Promise<Step> {
  const folder = folders.at(-1);
  if (folder === undefined) return { items: [], next: null };
  const query = { fields, usemarker: true, marker, limit };
  const read = async () => (await http.get(`/folders/${encodeURIComponent(folder)}/items`, itemList, { query })).body;
  // A folder that went meanwhile is told by the events; without the chosen one nothing is known.
  const page = isFirst ? await read() : await orNull(read);
  const items = page?.entries ?? [];
  const inside = items.flatMap(({ type, id }) => (type === 'folder' ? [id] : []));
  const rest = folders.slice(0, -1);
  const onward = page?.next_marker;
  if (onward && onward === marker)
    throw new AppCallError('Box leads from a page to the same page.', { class: 'protocol', code: 'repeated_cursor' });
  if (onward) return { items, next: { folders: [...rest, ...inside, folder], marker: onward } };
  const waiting = [...rest, ...inside];
  return { items, next: waiting.length === 0 ? null : { folders: waiting } };
}
