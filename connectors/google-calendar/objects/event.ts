import { z } from 'zod';
import {
  type ConnectorContext,
  defineObject,
  fieldsOf,
  isAppCallError,
  type ObjectField,
  type Upsert,
  type WriteResult,
  writeOneByOne,
} from '../../kit/index.ts';
import { newEventId } from '../event-id.ts';
import { eventPath, eventsPath, type Settings } from '../settings.ts';
import { deletedKey, event } from './event-row.ts';
import { pullSynced } from './pull-synced.ts';

/** What Google says of an event, and takes from nobody. */
const readOnly = new Set([
  'id',
  'etag',
  'kind',
  'htmlLink',
  'hangoutLink',
  'created',
  'updated',
  'creator',
  'organizer',
  'recurringEventId',
  'iCalUID',
  'locked',
]);

const writable = (data: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !readOnly.has(name)));

const upsert: Upsert<Settings> = {
  batch: 20,
  matchBy: [],
  example: [
    {
      data: {
        summary: 'Planning',
        start: { dateTime: '2026-12-01T10:00:00+01:00' },
        end: { dateTime: '2026-12-01T11:00:00+01:00' },
      },
    },
    { key: 'planning2026', data: { location: 'Room 4' } },
  ],
  write: ({ http, settings }, items, { idempotencyKey }) =>
    writeOneByOne(items, async ({ key, data }, index): Promise<WriteResult> => {
      const json = writable(data);
      if (key !== undefined) {
        await http.patch(eventPath(settings.calendar, key), event, { json, repeatable: true });
        return { key, action: 'updated' };
      }
      const id = await newEventId(`${idempotencyKey}/${index}`);
      try {
        await http.post(eventsPath(settings.calendar), event, { json: { ...json, id }, repeatable: true });
        return { key: id, action: 'created' };
      } catch (error) {
        // An id is taken once: this very event was written before.
        if (isAppCallError(error) && error.details.code === 'duplicate') return { key: id, action: 'unchanged' };
        throw error;
      }
    }),
};

const property = z.record(z.string(), z.string()).optional();
const sample = z.object({
  items: z
    .array(z.object({ extendedProperties: z.object({ private: property, shared: property }).optional() }))
    .default([]),
});
const sampleMs = 30 * 86_400_000;

/** Google names no custom fields: what apps keep in `extendedProperties` is read from events of the last month and to come. */
async function describeEvent({ http, settings }: ConnectorContext<Settings>): Promise<ObjectField[]> {
  const timeMin = new Date(Date.now() - sampleMs).toISOString();
  const query = { maxResults: 250, timeMin, fields: 'items/extendedProperties' };
  const { body } = await http.get(eventsPath(settings.calendar), sample, { query });
  const kinds = ['private', 'shared'] as const;
  const custom = kinds.flatMap((kind) => {
    const names = body.items.flatMap(({ extendedProperties }) => Object.keys(extendedProperties?.[kind] ?? {}));
    return [...new Set(names)].sort().map((name): ObjectField => {
      const path = /[.[\]']/.test(name) ? `['${name}']` : `.${name}`;
      return { name: `extendedProperties.${kind}${path}`, label: name, type: 'text', custom: true };
    });
  });
  const own = fieldsOf(event).map((field) =>
    readOnly.has(field.name.split('.')[0] ?? '') ? { ...field, readOnly: true } : field,
  );
  return [...own, ...custom];
}

/** A series is one row with its rule; dates of it that differ or fall out are rows of their own. */
export const eventObject = defineObject<typeof event, Settings>({
  label: 'events',
  row: event,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  pull: pullSynced<Settings>(
    ({ calendar }) => ({ path: eventsPath(calendar), query: { maxResults: 500 } }),
    deletedKey,
  ),
  describe: describeEvent,
  get: async ({ http, settings }, key) => {
    try {
      const { body } = await http.get(eventPath(settings.calendar, key), z.unknown());
      return deletedKey(body) === undefined ? body : null;
    } catch (error) {
      if (isAppCallError(error) && error.details.class === 'not_found') return null;
      throw error;
    }
  },
  upsert,
});
