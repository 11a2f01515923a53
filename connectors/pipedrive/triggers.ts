import { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';

/** What Pipedrive tells: the record, what of it was otherwise before, and who changed it. */
const told = z.looseObject({
  meta: z.looseObject({ action: z.string(), entity: z.string(), entity_id: z.union([z.string(), z.int()]) }),
  data: z.looseObject({}).nullish(),
  previous: z.looseObject({}).nullish(),
});

const deal: Json = { id: 7001, title: 'Globex, 40 seats', value: 4800, currency: 'EUR', status: 'open', stage_id: 3 };
const person: Json = { id: 512, name: 'Mara Lindqvist', emails: [{ value: 'mara@globex.example', primary: true }] };

function on(title: string, events: string[], data: Json, previous: Json = null): ConnectorTrigger {
  const [action = '', entity = ''] = (events[0] ?? '').split('.');
  const entity_id = String(z.looseObject({ id: z.unknown() }).safeParse(data ?? previous).data?.id ?? '1');
  const meta = { id: '6f7d0b1e', action, entity, entity_id, company_id: '31', timestamp: '2026-11-21T09:18:03.000Z' };
  return { via: 'hook', title, events, output: told, sample: { meta, data, previous } };
}

export const triggers: Record<string, ConnectorTrigger> = {
  dealCreated: on('A deal was created', ['create.deal'], deal),
  dealChanged: on(
    'A deal was changed',
    ['change.deal', 'change.deal.stage', 'change.deal.won', 'change.deal.lost'],
    deal,
    { value: 4000 },
  ),
  dealMoved: on('A deal moved to another stage', ['change.deal.stage'], deal, { stage_id: 2 }),
  dealWon: on('A deal was won', ['change.deal.won'], deal, { status: 'open' }),
  dealLost: on('A deal was lost', ['change.deal.lost'], deal, { status: 'open' }),
  dealDeleted: on('A deal was deleted', ['delete.deal'], null, deal),
  personCreated: on('A person was added', ['create.person'], person),
  personChanged: on('A person was changed', ['change.person'], person, { name: 'Mara L.' }),
  organizationCreated: on('An organization was added', ['create.organization'], { id: 9001, name: 'Globex' }),
  activityCreated: on('An activity was planned', ['create.activity'], { id: 88, subject: 'Call back', type: 'call' }),
  activityChanged: on('An activity was changed or done', ['change.activity'], { id: 88, done: true }, { done: false }),
  leadCreated: on('A lead was created', ['create.lead'], { id: 'adf21080-0e10-11eb', title: 'Globex asks for lamps' }),
  noteAdded: on('A note was added', ['create.note'], { id: 5, content: 'Asked for an offer.', deal_id: 7001 }),
};
