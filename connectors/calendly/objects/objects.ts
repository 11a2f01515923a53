import { z } from 'zod';
import { type ConnectorContext, defineObject, orNull, pullPages } from '../../kit/index.ts';
import { idOf, learntAddress } from '../check.ts';
import { type Settings, scopeOf } from '../settings.ts';
import { pullInvitees } from './pull-invitees.ts';
import { availabilitySchedule, eventType, invitee, membership, scheduledEvent } from './rows.ts';
import { eventQuery, overlapMs, pager } from './since.ts';

const one = z.object({ resource: z.unknown() });

const getAt =
  (path: (key: string) => string) =>
  ({ http }: ConnectorContext<Settings>, key: string): Promise<unknown> =>
    orNull(async () => (await http.get(path(key), one)).body.resource);
const getIn = (collection: string) => getAt((key) => `/${collection}/${encodeURIComponent(key)}`);

const whole = { incremental: false, reportsDeletes: false };

/** Cancelled ones stay rows: `status` says so. */
const scheduledEventObject = defineObject<typeof scheduledEvent, Settings>({
  label: 'meetings',
  row: scheduledEvent,
  key: ({ uri }) => idOf(uri),
  incremental: true,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    rows: 'collection',
    watermark: { kind: 'clock', overlapMs },
    request: ({ settings, learnt, since }) => ({
      path: '/scheduled_events',
      query: eventQuery(settings, learnt, since),
    }),
  }),
  get: getIn('scheduled_events'),
});

/** Known by meeting and invitee, which both are in its address. */
export const inviteeKey = (uri: string): string => {
  const [event = '', , id = ''] = uri.split('/').slice(-3);
  return `${event}/${id}`;
};

const inviteeObject = defineObject<typeof invitee, Settings>({
  label: 'invitees',
  row: invitee,
  key: ({ uri }) => inviteeKey(uri),
  incremental: true,
  reportsDeletes: false,
  pull: pullInvitees,
  get: getAt((key) => {
    const [event = '', id = ''] = key.split('/');
    return `/scheduled_events/${encodeURIComponent(event)}/invitees/${encodeURIComponent(id)}`;
  }),
});

const eventTypeObject = defineObject<typeof eventType, Settings>({
  label: 'event types',
  row: eventType,
  key: ({ uri }) => idOf(uri),
  ...whole,
  pull: pullPages<Settings>({
    pager,
    rows: 'collection',
    request: ({ settings, learnt }) => ({ path: '/event_types', query: scopeOf(settings.whose, learnt) }),
  }),
  get: getIn('event_types'),
});

const membershipObject = defineObject<typeof membership, Settings>({
  label: 'people',
  row: membership,
  key: ({ uri }) => idOf(uri),
  ...whole,
  pull: pullPages<Settings>({
    pager,
    rows: 'collection',
    request: ({ settings, learnt }) => ({
      path: '/organization_memberships',
      query: scopeOf(settings.whose, learnt),
    }),
  }),
  get: getIn('organization_memberships'),
});

const availabilityScheduleObject = defineObject<typeof availabilitySchedule, Settings>({
  label: 'availability schedules',
  row: availabilitySchedule,
  key: ({ uri }) => idOf(uri),
  ...whole,
  scopes: ['availability:read'],
  pull: pullPages<Settings>({
    pager: { kind: 'none' },
    rows: 'collection',
    request: ({ learnt }) => ({
      path: '/user_availability_schedules',
      query: { user: learntAddress(learnt, 'user') },
    }),
  }),
  get: getIn('user_availability_schedules'),
});

export const objects = {
  scheduledEvent: scheduledEventObject,
  invitee: inviteeObject,
  eventType: eventTypeObject,
  membership: membershipObject,
  availabilitySchedule: availabilityScheduleObject,
};
