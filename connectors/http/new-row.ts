import { z } from 'zod';
import { allPages, hashOf, type PollTrigger, readPath } from '../kit/index.ts';
import { listOf } from './row-object.ts';
import { pagerOf, settings } from './settings.ts';

/** So many rows are looked at, and so many keys remembered. */
const most = 5_000;
const remembered = 4 * most;
const seenKeys = z.array(z.string()).nullable().catch(null);
const short = (key: string) => hashOf('sha256', key).toString('base64url').slice(0, 12);

/** Nobody knows in which order an API lists its rows: new is whatever was not there before. */
export const newRow: PollTrigger = {
  title: 'A row is new in the list',
  description: `Of the list that the settings name: its first ${most.toLocaleString('en')} rows are looked at.`,
  via: 'poll',
  output: z.looseObject({}),
  sample: { id: 42, item: 'Lamp', count: 2 },
  poll: async (context, { cursor }) => {
    const chosen = settings.parse(context.settings);
    const before = seenKeys.parse(cursor);
    const seen = new Set(before);
    const rows = new Map<string, unknown>();
    const list = { pager: pagerOf(chosen), rows: chosen.rows, request: { path: listOf(chosen) } };
    for await (const page of allPages(context, list)) {
      for (const row of page) {
        const key = readPath(row, chosen.key);
        if (typeof key === 'string' || typeof key === 'number') rows.set(String(key), row);
      }
      if (rows.size >= most) break;
    }
    const fresh = [...rows].filter(([key]) => !seen.has(short(key)));
    const items = before === null ? [] : fresh.map(([id, data]) => ({ id, data }));
    // What is listed now is remembered first; what has left the list, as long as there is room.
    const listed = [...rows.keys()].map(short);
    return { items, cursor: [...new Set([...listed, ...seen])].slice(0, remembered) };
  },
};
