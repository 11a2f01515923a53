import { z } from 'zod';

const address = (collection: string, title: string, options: string) =>
  z
    .string()
    .trim()
    .regex(
      new RegExp(`^https://api\\.calendly\\.com/${collection}/[\\w-]+$`),
      `An address of Calendly: https://api.calendly.com/${collection.replace(/\/.*/, '')}/…`,
    )
    .meta({ title, options });

export const eventTypeUri = address('event_types', 'Event type', 'eventTypes');
export const eventUri = address('scheduled_events', 'Meeting', 'meetings');
export const inviteeUri = z
  .string()
  .trim()
  .regex(
    /^https:\/\/api\.calendly\.com\/scheduled_events\/[\w-]+\/invitees\/[\w-]+$/,
    'The address of an invitee: https://api.calendly.com/scheduled_events/…/invitees/…',
  )
  .meta({ title: 'Invitee' });
export const start = z.iso.datetime({ offset: true }).meta({ title: 'From' });
export const end = z.iso.datetime({ offset: true }).meta({ title: 'Until' });
/** As Calendly writes times. */
export const utc = (time: string): string => new Date(time).toISOString();
