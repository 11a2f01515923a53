import { z } from 'zod';
import type { ConnectorTrigger } from '../kit/index.ts';
import { newRow } from './new-row.ts';

export const triggers: Record<string, ConnectorTrigger> = {
  newRow,
  received: {
    title: 'A webhook arrived',
    description:
      'Signed as Standard Webhooks or with X-Hub-Signature-256. Its type is what the body says under type or event.',
    via: 'hook',
    events: ['*'],
    output: z.unknown(),
    sample: { type: 'order.paid', id: 42, total: 1999 },
  },
};
