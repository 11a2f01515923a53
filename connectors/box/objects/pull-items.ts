import { z } from 'zod';
import {
  type ConnectorContext,
  type ConnectorHttp,
  isAppCallError,
  orNull,
  type Page,
  type PullRequest,
} from '../../kit/index.ts';
import { rootOf, type Settings } from '../settings.ts';
import { type Events, positionNow, readEvents } from './events.ts';
import { fieldsOf, type Kind, pathOf } from './rows.ts';
import { walk, walkPlace } from './walk.ts';

const markOf = z.object({ folder: z.string(), template: z.string(), position: z.string(), at: z.string() });
type Mark = z.output<typeof markOf>;
const fullPlace = walkPlace.extend({ mark: markOf });
const changesPlace = z.object({ position: z.string(), isTorn: z.boolean() });

/** Box keeps these events for two weeks at least. */
const keptMs = 13 * 86_400_000;
/** Without a watermark the next pass is a full one, which finds what was deleted meanwhile. */
const startOver: Page = { rows: [], next: null, watermark: null };
/** What happens to a folder happens to all that is in it, and no event says so of each: it comes, goes, or is in another place. */
const tearing = /^(COLLAB_|ITEM_(MOVE|COPY|TRASH|UNDELETE|RENAME))/;

const item = z.looseObject({
  id: z.string(),
  trashed_at: z.string().nullish(),
  item_status: z.string().nullish(),
  path_collection: z.looseObject({ entries: z.array(z.looseObject({ id: z.string() })).nullish() }).nullish(),
});

/** A file or folder as it is now; null where it is gone, in the bin, or outside the chosen folder. */
export async function readItem(http: ConnectorHttp, kind: Kind, key: string, settings: Settings): Promise<unknown> {
  const query = { fields: fieldsOf(kind, settings.template) };
  const found = await orNull(async () => (await http.get(pathOf(kind, key), item, { query })).body);
  if (found === null || found.trashed_at || (found.item_status ?? 'active') !== 'active') return null;
  const root = rootOf(settings);
  const isInside = root === '0' || (found.path_collection?.entries ?? []).some(({ id }) => id === root);
  return isInside ? found : null;
}

/**
 * A full pass reads folder by folder; the place in the events is asked for before the first one, so that what changes while
 * they are read comes with the events since then. An event is only a sign: the row is read as it is now, whatever order the
 * events come in.
 */
export function pullItems(kind: Kind) {
  return (context: ConnectorContext<Settings>, request: PullRequest): Promise<Page> =>
    request.mode === 'incremental' ? pullChanges(kind, context, request) : pullAll(kind, context, request);
}

async function pullAll(
  kind: Kind,
  { http, settings }: ConnectorContext<Settings>,
  request: PullRequest,
): Promise<Page> {
  const known = fullPlace.safeParse(request.cursor).data;
  const place = known ?? {
    folders: [rootOf(settings)],
    mark: { ...chosen(settings), position: await positionNow(http), at: new Date().toISOString() },
  };
  const fields = fieldsOf(kind, settings.template);
  const { items, next } = await walk(http, place, { fields, limit: 500, isFirst: known === undefined });
  const { mark } = place;
  return {
    rows: items.filter(({ type }) => type === kind),
    next: next === null ? null : { ...next, mark },
    watermark: mark,
  };
}

const chosen = (settings: Settings) => ({ folder: rootOf(settings), template: settings.template });

async function pullChanges(
  kind: Kind,
  { http, settings }: ConnectorContext<Settings>,
  request: PullRequest,
): Promise<Page> {
  const mark = markOf.safeParse(request.watermark).data;
  if (mark === undefined || !isUsable(mark, settings)) return startOver;
  const place = changesPlace.safeParse(request.cursor).data ?? { position: mark.position, isTorn: false };
  let events: Events;
  try {
    events = await readEvents(http, place.position);
  } catch (error) {
    // A position that Box does not know.
    if (isAppCallError(error) && error.details.class === 'invalid') return startOver;
    throw error;
  }
  const { entries, position } = events;
  const isTorn =
    place.isTorn || entries.some(({ source, event_type }) => source?.type === 'folder' && tearing.test(event_type));
  const keys = new Set(entries.flatMap(({ source }) => (source?.type === kind && source.id ? [source.id] : [])));
  const rows: unknown[] = [];
  const deleted: string[] = [];
  for (const key of keys) {
    const row = await readItem(http, kind, key, settings);
    if (row === null) deleted.push(key);
    else rows.push(row);
  }
  // The end is where nothing comes any more, or the position stays.
  const isLast = entries.length === 0 || position === place.position;
  return {
    rows,
    deleted,
    next: isLast ? null : { position, isTorn },
    watermark: isTorn ? null : { ...mark, position, at: new Date().toISOString() },
  };
}

function isUsable(mark: Mark, settings: Settings): boolean {
  const { folder, template } = chosen(settings);
  const isOld = Date.now() - Date.parse(mark.at) > keptMs;
  return mark.folder === folder && mark.template === template && !isOld;
}
