import { z } from 'zod';
import type { ConnectorTrigger, HookTrigger, PollTrigger } from '../kit/index.ts';
import { changedSince, place } from './changed-since.ts';
import { readRecords } from './read-records.ts';
import { record, withId } from './record.ts';

/** What HubSpot tells: which record and what of it. The record itself is one “Get a record” away. */
const told = z.object({
  id: z.string().nullable(),
  type: z.string(),
  at: z.string(),
  property: z.string().nullable(),
  value: z.string().nullable(),
  source: z.string().nullable(),
});

function hook(title: string, events: string[], changed: { property?: string; value?: string } = {}): HookTrigger {
  const { property = null, value = null } = changed;
  const [type = ''] = events;
  const sample = { id: '512', type, at: '2026-11-21T09:18:03.000Z', property, value, source: 'CRM_UI' };
  return { via: 'hook', title, events, output: told, sample };
}

const scopedHook = (scope: string, ...rest: Parameters<typeof hook>): HookTrigger => ({
  ...hook(...rest),
  scopes: [scope],
});

// A moment until a new record can be found; what is read again is known by its id.
const overlapMs = 5 * 60_000;
const pagesAtOnce = 10;
// Not tickets: looking at those needs a right of its own.
const links = ['contacts', 'companies', 'deals'];

/** Activities: HubSpot tells of them only to apps of its newer kind, so we look. */
function added(title: string, object: string, properties: Record<string, string>): PollTrigger {
  return {
    via: 'poll',
    title,
    output: record,
    sample: {
      id: '88001',
      properties: { ...properties, hs_createdate: '2026-11-21T09:18:03.000Z' },
      createdAt: '2026-11-21T09:18:03.000Z',
      updatedAt: '2026-11-21T09:18:03.000Z',
      archived: false,
      associations: { contacts: ['512'], companies: [], deals: ['7001'] },
    },
    poll: async (context, { cursor }) => {
      const search = { object, property: 'hs_createdate' };
      if (cursor === null) {
        const { now } = await changedSince(context.http, { ...search, place: { at: Date.now() } });
        return { items: [], cursor: { at: now } };
      }
      const from = place.parse(cursor);
      const items: { id: string; data: unknown }[] = [];
      let [next, latest]: [typeof from | undefined, number] = [from, from.at];
      for (let page = 0; next !== undefined && page < pagesAtOnce; page += 1) {
        const found = await changedSince(context.http, { ...search, place: next });
        const rows = await readRecords(context, { name: object, links }, found.ids);
        const byId = new Map(rows.map((row) => [withId.safeParse(row).data?.id, row]));
        items.push(...found.ids.flatMap((id) => (byId.has(id) ? [{ id, data: byId.get(id) }] : [])));
        latest = Math.max(latest, found.latest ?? 0);
        next = found.next;
      }
      return { items, cursor: next ?? { at: Math.max(from.at, latest - overlapMs) } };
    },
  };
}

export const triggers: Record<string, ConnectorTrigger> = {
  contactCreated: hook('A contact was created', ['contact.creation']),
  contactChanged: hook('A contact was changed', ['contact.propertyChange'], {
    property: 'lifecyclestage',
    value: 'customer',
  }),
  contactDeleted: hook('A contact was deleted', ['contact.deletion', 'contact.privacyDeletion']),
  contactMerged: hook('Two contacts became one', ['contact.merge']),
  companyCreated: hook('A company was created', ['company.creation']),
  companyChanged: hook('A company was changed', ['company.propertyChange'], { property: 'city', value: 'Oslo' }),
  companyDeleted: hook('A company was deleted', ['company.deletion']),
  dealCreated: hook('A deal was created', ['deal.creation']),
  dealChanged: hook('A deal was changed', ['deal.propertyChange', 'deal.stageChange'], {
    property: 'amount',
    value: '4800',
  }),
  dealStageChanged: hook('A deal moved to another stage', ['deal.stageChange'], {
    property: 'dealstage',
    value: 'closedwon',
  }),
  dealDeleted: hook('A deal was deleted', ['deal.deletion']),
  ticketCreated: scopedHook('tickets', 'A ticket was created', ['ticket.creation']),
  ticketStageChanged: scopedHook('tickets', 'A ticket moved to another status', ['ticket.stageChange'], {
    property: 'hs_pipeline_stage',
    value: '4',
  }),
  noteAdded: added('A note was added', 'notes', { hs_note_body: 'Asked for an offer by Friday.' }),
  taskAdded: added('A task was created', 'tasks', { hs_task_subject: 'Send the offer', hs_task_status: 'NOT_STARTED' }),
  meetingAdded: added('A meeting was booked or logged', 'meetings', { hs_meeting_title: 'Kick-off' }),
};
