import { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';

const meeting = 'https://api.calendly.com/scheduled_events/GBGBDCAADAEDCRZ2';
const invitee = `${meeting}/invitees/AAAAAAAAAAAAAAAA`;
const created_by = 'https://api.calendly.com/users/AAAAAAAAAAAAAAAA';
const created_at = '2026-11-20T09:00:00.000000Z';

const envelope = z.looseObject({ event: z.string(), created_at: z.string() });
const aboutInvitee = envelope.extend({
  payload: z.looseObject({ uri: z.string(), email: z.string(), status: z.string() }),
});
const aboutNoShow = envelope.extend({ payload: z.looseObject({ uri: z.string(), invitee: z.string() }) });
const aboutType = envelope.extend({ payload: z.looseObject({ uri: z.string() }) });

const on = (
  title: string,
  event: string,
  output: z.ZodType,
  payload: Json,
  description?: string,
): ConnectorTrigger => ({
  title,
  ...(description && { description }),
  via: 'hook',
  events: [event],
  output,
  sample: { event, created_at, created_by, payload },
  scopes: ['webhooks:write'],
});

const guest = (status: string, more: Record<string, Json> = {}): Json => ({
  uri: invitee,
  event: meeting,
  email: 'mara@globex.example',
  name: 'Mara Lind',
  status,
  rescheduled: false,
  scheduled_event: { uri: meeting, name: 'A talk', start_time: '2027-01-12T10:00:00.000000Z' },
  ...more,
});
const absence: Json = { uri: 'https://api.calendly.com/invitee_no_shows/AAAAAAAAAAAAAAAA', invitee, created_at };
const type: Json = { uri: 'https://api.calendly.com/event_types/AAAAAAAAAAAAAAAA', name: 'A talk', active: true };

export const triggers: Record<string, ConnectorTrigger> = {
  meetingBooked: on('A meeting was booked', 'invitee.created', aboutInvitee, guest('active')),
  meetingCancelled: on(
    'A meeting was cancelled',
    'invitee.canceled',
    aboutInvitee,
    guest('canceled', { cancellation: { reason: 'No time', canceled_by: 'Mara Lind' } }),
    'Also when it was moved: "rescheduled" is then true, and a booking follows.',
  ),
  noShowNoted: on('Somebody did not come', 'invitee_no_show.created', aboutNoShow, absence),
  noShowTakenBack: on('Somebody came after all', 'invitee_no_show.deleted', aboutNoShow, absence),
  eventTypeCreated: on('An event type was made', 'event_type.created', aboutType, type),
  eventTypeChanged: on('An event type was changed', 'event_type.updated', aboutType, type),
  eventTypeDeleted: on('An event type was deleted', 'event_type.deleted', aboutType, type),
};
