import { z } from 'zod';
import { type ConnectorContext, type ConnectorTrigger, isAppCallError } from '../kit/index.ts';
import { event } from './objects/event-row.ts';
import { eventsPath, settings } from './settings.ts';

type Event = z.output<typeof event>;

const list = z.looseObject({ items: z.array(event).default([]), nextPageToken: z.string().optional() });
const place = z.string().nullable().catch(null);
const begun = z.object({ from: z.string(), asked: z.string() }).nullable().catch(null);

/** What becomes visible late is asked for again; seen twice, it runs once. */
const overlapMs = 120_000;
const iso = (time: number) => new Date(time).toISOString();
/** Google does not answer for changes of long ago. */
const longAgoMs = 7 * 86_400_000;
const mostPages = 10;

interface Changes {
  events: Event[];
  /** From where the next question goes on. */
  cursor: string;
}

/** Oldest change first; where there are more than a few pages, the next question goes on at the last one read. */
async function changedSince({ http, settings: answers }: ConnectorContext, since: string): Promise<Changes> {
  const path = eventsPath(settings.parse(answers).calendar);
  const asked = iso(Date.now() - overlapMs);
  const events: Event[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const query = { updatedMin: since, orderBy: 'updated', showDeleted: true, maxResults: 250, pageToken };
    const { body } = await http.get(path, list, { query });
    events.push(...body.items);
    pageToken = body.nextPageToken;
    if (pageToken === undefined) return { events, cursor: asked };
  }
  return { events, cursor: events.at(-1)?.updated ?? asked };
}

async function pollChanges(context: ConnectorContext, cursor: string | null): Promise<Changes> {
  if (cursor === null) return { events: [], cursor: iso(Date.now()) };
  try {
    return await changedSince(context, cursor);
  } catch (error) {
    if (!isAppCallError(error) || error.details.status !== 410) throw error;
    return changedSince(context, iso(Date.now() - longAgoMs));
  }
}

const sample = {
  id: 'planning2026',
  status: 'confirmed',
  summary: 'Planning',
  start: { dateTime: '2026-12-01T10:00:00+01:00', timeZone: 'Europe/Vienna' },
  end: { dateTime: '2026-12-01T11:00:00+01:00', timeZone: 'Europe/Vienna' },
  created: '2026-11-20T09:00:00.000Z',
  updated: '2026-11-20T09:00:00.000Z',
  organizer: { email: 'mara@acme.example', self: true },
};

const startOf = ({ start }: Event): number => Date.parse(start?.dateTime ?? start?.date ?? '');

export const triggers: Record<string, ConnectorTrigger> = {
  eventCreated: {
    title: 'An event was created',
    description: 'Also one to which the calendar was invited.',
    via: 'poll',
    output: event,
    sample,
    poll: async (context, { cursor }) => {
      const since = place.parse(cursor);
      const { events, cursor: next } = await pollChanges(context, since);
      const items = events
        .filter(
          ({ status, created }) =>
            status !== 'cancelled' && since !== null && Date.parse(created ?? '') >= Date.parse(since),
        )
        .map((data) => ({ id: data.id, data }));
      return { items, cursor: next };
    },
  },
  eventChanged: {
    title: 'An event was created, changed or cancelled',
    description: 'A cancelled one has the status “cancelled”, and may have no more than its id.',
    via: 'poll',
    output: event,
    sample,
    poll: async (context, { cursor }) => {
      const { events, cursor: next } = await pollChanges(context, place.parse(cursor));
      const items = events.map((data) => ({
        id: data.id,
        version: `${data.updated ?? data.etag ?? ''}/${data.status ?? ''}`,
        data,
      }));
      return { items, cursor: next };
    },
  },
  eventBegins: {
    title: 'An event begins soon',
    description: 'So many minutes before as the settings say. Events of whole days begin at midnight UTC here.',
    via: 'poll',
    output: event,
    sample,
    poll: async ({ http, settings: answers }, { cursor }) => {
      const { calendar, minutesBefore } = settings.parse(answers);
      const now = Date.now();
      const horizon = iso(now + minutesBefore * 60_000);
      const known = begun.parse(cursor);
      if (known === null) return { items: [], cursor: { from: horizon, asked: iso(now) } };
      const events: Event[] = [];
      let pageToken: string | undefined;
      for (let page = 0; page < mostPages; page++) {
        const query = { timeMin: known.asked, timeMax: horizon, singleEvents: true, orderBy: 'startTime', pageToken };
        const { body } = await http.get(eventsPath(calendar), list, { query: { ...query, maxResults: 250 } });
        events.push(...body.items);
        pageToken = body.nextPageToken;
        if (pageToken === undefined) break;
      }
      const items = events
        // What was near already when the watching began.
        .filter((one) => startOf(one) >= Date.parse(known.from))
        .map((data) => ({ id: data.id, version: String(startOf(data)), data }));
      return { items, cursor: { from: known.from, asked: iso(now - overlapMs) } };
    },
  },
  calendarChanged: {
    title: 'The calendar was changed',
    description: 'Told at once, without what it was.',
    via: 'hook',
    events: ['events.changed'],
    output: z.object({ calendar: z.string().nullable() }),
    sample: { calendar: 'mara@acme.example' },
  },
};
