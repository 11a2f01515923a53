import { z } from 'zod';
import type { TranslatedError } from '../kit/index.ts';

const refused = z.object({ errors: z.string() });
const throttled = z.object({
  errors: z.array(z.looseObject({ extensions: z.looseObject({ code: z.literal('THROTTLED') }) })).min(1),
  extensions: z.object({
    cost: z.object({
      requestedQueryCost: z.number(),
      throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number().positive() }),
    }),
  }),
});

/** https://shopify.dev/docs/api/usage/limits: a question costs points, which come back by the second. */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const cost = throttled.safeParse(body);
  if (cost.success) {
    const { requestedQueryCost, throttleStatus } = cost.data.extensions.cost;
    const missing = Math.max(0, requestedQueryCost - throttleStatus.currentlyAvailable);
    return {
      class: 'rate_limited',
      code: 'THROTTLED',
      retryAfterMs: Math.ceil((missing / throttleStatus.restoreRate) * 1000),
    };
  }
  const parsed = refused.safeParse(body);
  if (!parsed.success) return undefined;
  if (status === 402 || status === 423)
    return { class: 'permission', code: 'shop_frozen', message: 'The shop is frozen or locked.' };
  return status === 404 ? { class: 'not_found', message: parsed.data.errors } : undefined;
}
