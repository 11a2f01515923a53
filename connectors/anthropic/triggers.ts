import { z } from 'zod';
import type { ConnectorTrigger } from '../kit/index.ts';
import { batch } from './objects/objects.ts';

const page = z.object({ data: z.array(batch) });
const place = z.string().nullable().catch(null);

export const triggers: Record<string, ConnectorTrigger> = {
  batchEnded: {
    title: 'A batch has ended',
    via: 'poll',
    output: batch,
    sample: {
      id: 'msgbatch_013Zva2CMHLNnXjNJJKqJ2EF',
      processing_status: 'ended',
      request_counts: { succeeded: 1, errored: 0, processing: 0, canceled: 0, expired: 0 },
      created_at: '2026-11-20T09:00:00Z',
      ended_at: '2026-11-20T10:00:00Z',
      expires_at: '2026-11-21T09:00:00Z',
    },
    poll: async ({ http }, { cursor }) => {
      const since = place.parse(cursor);
      if (since === null) return { items: [], cursor: new Date().toISOString() };
      // A batch lives for a day; the hundred newest are enough to see each end.
      const { body } = await http.get('/v1/messages/batches', page, { query: { limit: 100 } });
      const ended = body.data
        .filter(({ ended_at }) => ended_at && Date.parse(ended_at) >= Date.parse(since))
        .sort((one, other) => String(one.ended_at).localeCompare(String(other.ended_at)));
      return { items: ended.map((data) => ({ id: data.id, data })), cursor: ended.at(-1)?.ended_at ?? since };
    },
  },
};
