import { z } from 'zod';
import type { ConnectorTrigger } from '../kit/index.ts';
import { page } from './objects/rows.ts';
import { settings } from './settings.ts';

const told = z.looseObject({ entity: z.looseObject({ id: z.string(), type: z.string() }).nullable() });
const sample = { entity: { id: 'b55c9c91-384d-452b-81db-d1ef79372b75', type: 'page' } };
const results = z.object({ results: z.array(page), has_more: z.boolean(), next_cursor: z.string().nullable() });
const place = z.string().nullable().catch(null);

const on = (title: string, event: string): ConnectorTrigger => ({
  title,
  via: 'hook',
  events: [event],
  output: told,
  sample,
});

/** Notion keeps the minute of a change, so a minute may be read twice: id and time name each change once. */
export const triggers: Record<string, ConnectorTrigger> = {
  rowChanged: {
    title: 'A row was added or changed',
    via: 'poll',
    output: page,
    sample: {
      id: sample.entity.id,
      created_time: '2026-11-20T09:00:00.000Z',
      last_edited_time: '2026-11-21T09:00:00.000Z',
      parent: { type: 'data_source_id' },
      properties: { Name: { type: 'title' } },
    },
    poll: async ({ http, settings: answers }, { cursor }) => {
      const since = place.parse(cursor);
      if (since === null) return { items: [], cursor: new Date().toISOString() };
      const { dataSource } = settings.parse(answers);
      const { body } = await http.post(`/v1/data_sources/${encodeURIComponent(dataSource)}/query`, results, {
        json: {
          filter: { timestamp: 'last_edited_time', last_edited_time: { on_or_after: since } },
          sorts: [{ timestamp: 'last_edited_time', direction: 'ascending' }],
          page_size: 100,
        },
        repeatable: true,
      });
      const items = body.results.map((data) => ({ id: data.id, version: data.last_edited_time, data }));
      return { items, cursor: body.results.at(-1)?.last_edited_time ?? since };
    },
  },
  pageCreated: on('A page was created', 'page.created'),
  pagePropertiesChanged: on('The properties of a page were changed', 'page.properties_updated'),
  pageContentChanged: on('The text of a page was changed', 'page.content_updated'),
  pageDeleted: on('A page was put into the trash', 'page.deleted'),
  commentCreated: on('Somebody commented', 'comment.created'),
};
