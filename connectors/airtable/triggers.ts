import { z } from 'zod';
import type { ConnectorTrigger } from '../kit/index.ts';
import { record } from './objects/record.ts';
import { settings, tablePath } from './settings.ts';

const found = z.object({ records: z.array(record) });
const place = z.string().nullable().catch(null);
const sample = { id: 'rec560UJdUtocSouk', createdTime: '2026-11-21T09:00:00.000Z', fields: { Name: 'Brass lamp' } };

export const triggers: Record<string, ConnectorTrigger> = {
  recordCreated: {
    title: 'A record was created',
    via: 'poll',
    output: record,
    sample,
    poll: async ({ http, settings: answers }, { cursor }) => {
      const since = place.parse(cursor);
      if (since === null) return { items: [], cursor: new Date().toISOString() };
      const { body } = await http.get(tablePath(settings.parse(answers)), found, {
        query: { pageSize: 100, filterByFormula: `NOT(IS_BEFORE(CREATED_TIME(), '${since}'))` },
      });
      const rows = [...body.records].sort((one, other) => one.createdTime.localeCompare(other.createdTime));
      // The second of the last one is read again: another of the same second may come later.
      return { items: rows.map((data) => ({ id: data.id, data })), cursor: rows.at(-1)?.createdTime ?? since };
    },
  },
  baseChanged: {
    title: 'Something in the table was changed',
    description: 'Says that, not what.',
    via: 'hook',
    events: ['base.changed'],
    output: z.object({ base: z.string(), webhook: z.string() }),
    sample: { base: 'appLkNDICXNqxSDhG', webhook: 'ach00000000000001' },
    scopes: ['webhook:manage'],
  },
};
