import { z } from 'zod';
import type { ConnectorTrigger, HookTrigger } from '../kit/index.ts';

const told = z.looseObject({
  event: z.string(),
  at: z.string().nullable(),
  accountId: z.string().nullish(),
  envelopeId: z.string().nullish(),
  recipientId: z.union([z.string(), z.number()]).nullish(),
  envelopeSummary: z.looseObject({ status: z.string().nullish(), emailSubject: z.string().nullish() }).nullish(),
});

function on(title: string, event: string, description?: string): HookTrigger {
  return {
    via: 'hook',
    title,
    description,
    events: [event],
    output: told,
    sample: {
      event,
      at: '2026-11-21T09:00:00.0000000Z',
      accountId: '4799e5e9-7de8-4bb7-8b8c-8b1a7cf0e7d1',
      envelopeId: '93be49ab-afa0-4adf-933c-f752070d71ec',
      envelopeSummary: { status: event.split('-')[1] ?? '', emailSubject: 'Please sign: order 42' },
    },
  };
}

export const triggers: Record<string, ConnectorTrigger> = {
  envelopeSent: on('An envelope was sent', 'envelope-sent'),
  envelopeDelivered: on('An envelope was seen by everybody', 'envelope-delivered'),
  envelopeCompleted: on('An envelope was completed', 'envelope-completed', 'Everybody has signed.'),
  envelopeDeclined: on('An envelope was declined', 'envelope-declined'),
  envelopeVoided: on('An envelope was voided', 'envelope-voided', 'By its sender, or because it expired.'),
  envelopeCorrected: on('A sent envelope was corrected', 'envelope-corrected'),
  envelopeDeleted: on('An envelope was deleted', 'envelope-deleted'),
  recipientCompleted: on('Somebody has signed', 'recipient-completed'),
  recipientDeclined: on('Somebody has declined', 'recipient-declined'),
  recipientDelivered: on('Somebody has seen the envelope', 'recipient-delivered'),
  recipientFailed: on('An e-mail to somebody came back', 'recipient-autoresponded'),
};
