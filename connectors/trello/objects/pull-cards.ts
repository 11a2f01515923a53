import { z } from 'zod';
import { AppCallError, type ConnectorContext, type Page, type PullRequest } from '../../kit/index.ts';
import { isNotFound } from '../check.ts';
import { ofBoard, type Settings } from '../settings.ts';
import { withCustom } from './rows.ts';

/** Half of what Trello gives at most: it refuses pages that are heavy with custom fields. */
const size = 500;
const cards = z.array(z.looseObject({ id: z.string() }));
const actions = z.array(
  z.looseObject({
    id: z.string(),
    type: z.string(),
    data: z.looseObject({ card: z.looseObject({ id: z.string() }).nullish() }),
  }),
);
const place = z
  .object({ part: z.enum(['cards', 'actions']), before: z.string().nullable(), from: z.string() })
  .nullable();
const since = z.iso.datetime().nullable().catch(null);

const overlapMs = 120_000;
const gone = ['deleteCard', 'moveCardFromBoard'];
/** What takes a card out of the open ones. */
const told = ['updateCard:closed', ...gone].join(',');

export async function readCard({ http, settings }: ConnectorContext<Settings>, key: string): Promise<unknown> {
  try {
    const query = { customFieldItems: true };
    const { body } = await http.get(`/cards/${encodeURIComponent(key)}`, z.looseObject({ idBoard: z.string() }), {
      query,
    });
    return body.idBoard === settings.board ? withCustom(body) : null;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/**
 * Trello can't filter cards by their change, and its actions keep quiet about some (labels, places). So every pass reads the
 * open cards, five hundred at a time, newest first by id, which no change moves; an incremental pass takes from the actions
 * which cards were archived, deleted or moved away, a full one reads the archived cards too. An action that comes while the
 * pages are read is newer than `from`.
 */
export async function pullCards(
  context: ConnectorContext<Settings>,
  { mode, cursor, watermark }: PullRequest,
): Promise<Page> {
  const { http, settings } = context;
  const at = place.parse(cursor);
  const before = at?.before ?? undefined;
  const changedSince = mode === 'incremental' ? since.parse(watermark) : null;
  // First what has happened, then what is there: a card that was moved away and came back is there.
  const isActions = changedSince !== null && at?.part !== 'cards';
  if (isActions) {
    const query = { filter: told, since: changedSince, before, limit: size };
    const { headers, body } = await http.get(ofBoard(settings, 'actions'), actions, { query });
    const from = at?.from ?? clock(headers);
    const next = endOf(body, before) ?? null;
    return {
      ...(await whatBecame(context, body)),
      next: next === null ? { part: 'cards', before: null, from } : { part: 'actions', before: next, from },
      watermark: from,
    };
  }
  const filter = changedSince === null ? 'all' : 'open';
  const query = { filter, customFieldItems: true, sort: '-id', limit: size, before };
  const { headers, body } = await http.get(ofBoard(settings, 'cards'), cards, { query });
  const from = at?.from ?? clock(headers);
  const next = endOf(body, before);
  return {
    rows: body.map(withCustom),
    next: next === undefined ? null : { part: 'cards', before: next, from },
    watermark: from,
  };
}

/** The oldest id of a full page, before which the next one goes on. Ids begin with the time of creation. */
function endOf(rows: { id: string }[], before: string | undefined): string | undefined {
  if (rows.length < size) return undefined;
  const oldest = rows.map(({ id }) => id).toSorted()[0] ?? '';
  if (before === undefined || oldest < before) return oldest;
  throw new AppCallError('Trello has sent the same page twice.', { class: 'protocol', code: 'page_repeated' });
}

async function whatBecame(context: ConnectorContext<Settings>, found: z.output<typeof actions>) {
  const left = new Set<string>();
  const closed = new Set<string>();
  for (const { type, data } of found) if (data.card) (gone.includes(type) ? left : closed).add(data.card.id);
  const rows: unknown[] = [];
  for (const key of new Set([...closed, ...left])) {
    const row = await readCard(context, key);
    if (row === null) left.add(key);
    else {
      left.delete(key);
      rows.push(row);
    }
  }
  return { rows, deleted: [...left] };
}

function clock(headers: Headers): string {
  return new Date((Date.parse(headers.get('date') ?? '') || Date.now()) - overlapMs).toISOString();
}
