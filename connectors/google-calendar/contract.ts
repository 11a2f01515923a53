import { defineContract } from '../kit/index.ts';

const event = {
  id: 'planning2026',
  etag: '"3181161784712000"',
  status: 'confirmed',
  summary: 'Planning',
  start: { dateTime: '2026-12-01T10:00:00+01:00' },
  end: { dateTime: '2026-12-01T11:00:00+01:00' },
  attendees: [{ email: 'ada@acme.example', self: true, responseStatus: 'needsAction' }],
};

export default defineContract({
  descriptions: [{ name: 'google-calendar', url: 'https://www.googleapis.com/calendar/v3' }],
  objects: {
    event: { watermark: { list: '/calendars/primary/events', token: 'CPDAlvWDx70CEPDAlvWDx70CGAU=' } },
    calendar: {
      key: 'mara@acme.example',
      watermark: { list: '/users/me/calendarList', token: 'CPDAlvWDx70CEPDAlvWDx70CGAU=' },
    },
  },
  answers: {
    'GET /calendars/{calendarId}/events/{eventId}': event,
    'POST /freeBusy': { calendars: { primary: { busy: [] } } },
    'POST /calendars/{calendarId}/events/watch': {
      id: 'channel-1',
      resourceId: 'resource-1',
      expiration: '1796000000000',
    },
  },
});
