import { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';

const told = z.looseObject({
  event_id: z.string(),
  event_type: z.string(),
  form_response: z.looseObject({
    form_id: z.string(),
    token: z.string(),
    answers: z.array(z.looseObject({ type: z.string() })).nullish(),
  }),
});

const sample = (event_type: string): Json => ({
  event_id: 'LtWXD3crgy',
  event_type,
  form_response: {
    form_id: 'u6nXL7',
    token: 'a3a12ec67a1365927098a606107fac15',
    submitted_at: '2026-11-20T09:00:00Z',
    landed_at: '2026-11-20T08:58:00Z',
    definition: { id: 'u6nXL7', title: 'How was the lamp?', fields: [] },
    answers: [{ type: 'email', email: 'mara@globex.example', field: { id: 'DlXFaesGBpoF', type: 'email' } }],
  },
});

const formRow = z.looseObject({ id: z.string(), title: z.string(), created_at: z.string().nullish() });
const page = z.object({ items: z.array(formRow) });
const place = z.object({ at: z.string(), ids: z.array(z.string()) });

export const triggers: Record<string, ConnectorTrigger> = {
  responseSubmitted: {
    title: 'Somebody answered',
    via: 'hook',
    events: ['form_response'],
    output: told,
    sample: sample('form_response'),
    scopes: ['webhooks:write'],
  },
  responsePartial: {
    title: 'Somebody answered in part',
    description: 'And left before the end. Only in plans that keep partial answers.',
    via: 'hook',
    events: ['form_response_partial'],
    output: told,
    sample: sample('form_response_partial'),
    scopes: ['webhooks:write'],
  },
  formCreated: {
    title: 'A form was created',
    via: 'poll',
    output: formRow,
    sample: { id: 'u6nXL7', title: 'How was the lamp?', created_at: '2026-11-20T09:00:00Z' },
    // Of one moment there may be several: those that were told are kept beside it. Two hundred new ones between two looks are far more than people make.
    poll: async ({ http }, { cursor }) => {
      const known = place.safeParse(cursor).data;
      const query = { page: 1, page_size: 200, sort_by: 'created_at', order_by: 'desc' };
      const { items } = (await http.get('/forms', page, { query })).body;
      const dated = items.flatMap((item) => (item.created_at ? [{ item, at: item.created_at }] : [])).reverse();
      const at = dated.at(-1)?.at ?? known?.at ?? '';
      const fresh = known ? dated.filter((one) => one.at >= known.at && !known.ids.includes(one.item.id)) : [];
      const ids = dated.filter((one) => one.at === at).map(({ item }) => item.id);
      return { items: fresh.map(({ item }) => ({ id: item.id, data: item })), cursor: { at, ids } };
    },
  },
};
