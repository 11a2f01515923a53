import { z } from 'zod';
import { type ConnectorHooks, standardWebhooks } from '../kit/index.ts';

const payload = z.looseObject({ id: z.string(), type: z.string(), created_at: z.int().optional(), data: z.json() });

/** https://platform.openai.com/docs/guides/webhooks: Standard Webhooks. The hook is set up at OpenAI, which shows its secret once. */
export const hooks: ConnectorHooks = {
  secretFrom: 'customer',
  verify: standardWebhooks(),
  events: ({ headers, body }) => {
    const { id, type, created_at, data } = payload.parse(JSON.parse(new TextDecoder().decode(body)));
    return [
      {
        id: headers.get('webhook-id') ?? id,
        type,
        ...(created_at !== undefined && { at: new Date(created_at * 1000).toISOString() }),
        data,
      },
    ];
  },
};
