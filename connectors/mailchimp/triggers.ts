import { z } from 'zod';
import type { ConnectorTrigger } from '../kit/index.ts';

/** A form with names in brackets, as Mailchimp sends it. */
const told = z.looseObject({
  type: z.string(),
  'data[list_id]': z.string().optional(),
  'data[email]': z.string().optional(),
});
const on = (title: string, event: string): ConnectorTrigger => ({
  title,
  via: 'hook',
  events: [event],
  output: told,
  sample: {
    type: event,
    fired_at: '2026-11-21 09:00:00',
    'data[list_id]': 'a1b2c3d4e5',
    'data[email]': 'ada@acme.example',
    'data[merges][FNAME]': 'Ada',
  },
});

export const triggers: Record<string, ConnectorTrigger> = {
  subscribed: on('Somebody subscribed', 'subscribe'),
  unsubscribed: on('Somebody unsubscribed', 'unsubscribe'),
  changed: on('A contact was changed', 'profile'),
  emailChanged: on('A contact has a new e-mail address', 'upemail'),
  cleaned: on('An address can not be reached any more', 'cleaned'),
  campaignSent: on('A campaign was sent, or not', 'campaign'),
};
