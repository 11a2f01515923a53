import { z } from 'zod';
import type { ConnectorTrigger } from '../kit/index.ts';

const told = z.looseObject({ event: z.string(), email: z.string(), timestamp: z.number() });
const on = (title: string, events: string[]): ConnectorTrigger => ({
  title,
  via: 'hook',
  events,
  output: told,
  sample: {
    event: events[0] ?? '',
    email: 'ada@acme.example',
    timestamp: 1_795_251_600,
    sg_message_id: 'abc.filter0001',
  },
});

export const triggers: Record<string, ConnectorTrigger> = {
  delivered: on('An e-mail was delivered', ['delivered']),
  opened: on('An e-mail was opened', ['open']),
  clicked: on('A link was clicked', ['click']),
  bounced: on('An e-mail bounced', ['bounce', 'dropped', 'blocked']),
  spamReported: on('An e-mail was reported as spam', ['spamreport']),
  unsubscribed: on('Somebody unsubscribed', ['unsubscribe', 'group_unsubscribe']),
};
