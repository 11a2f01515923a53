import { z } from 'zod';
import { type ConnectorHooks, publicKeySignature } from '../kit/index.ts';

const events = z.array(
  z.looseObject({
    event: z.string(),
    sg_event_id: z.string().optional(),
    timestamp: z.number().optional(),
    email: z.string().optional(),
  }),
);

/** https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features. What we keep is the public key that SendGrid shows. */
export const hooks: ConnectorHooks = {
  secretFrom: 'customer',
  verify: publicKeySignature({
    algorithm: 'ecdsa-p256-sha256',
    header: 'x-twilio-email-event-webhook-signature',
    encoding: 'base64',
    signed: ({ body }, timestamp) => [timestamp, body],
    timestamp: { header: 'x-twilio-email-event-webhook-timestamp', unit: 's' },
  }),
  events: ({ body }) =>
    events.parse(JSON.parse(new TextDecoder().decode(body))).map((event) => ({
      id: event.sg_event_id ?? '',
      type: event.event,
      ...(event.timestamp !== undefined && { at: new Date(event.timestamp * 1000).toISOString() }),
      data: z.json().parse(event),
    })),
};
