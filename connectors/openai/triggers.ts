import { z } from 'zod';
import type { ConnectorTrigger } from '../kit/index.ts';

const thing = z.looseObject({ id: z.string() });
const on = (title: string, events: string[], id: string): ConnectorTrigger => ({
  title,
  via: 'hook',
  events,
  output: thing,
  sample: { id },
});

export const triggers: Record<string, ConnectorTrigger> = {
  responseCompleted: on('An answer in the background is there', ['response.completed'], 'resp_abc123'),
  responseFailed: on(
    'An answer in the background failed',
    ['response.failed', 'response.incomplete', 'response.cancelled'],
    'resp_abc123',
  ),
  batchCompleted: on('A batch is done', ['batch.completed'], 'batch_abc123'),
  batchFailed: on('A batch failed or expired', ['batch.failed', 'batch.expired', 'batch.cancelled'], 'batch_abc123'),
};
