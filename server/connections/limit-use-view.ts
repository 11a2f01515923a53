import { z } from 'zod';
import type { BudgetUse } from '#server/budgets/budget-use.ts';
import { time } from '#server/trpc/page.ts';

/** How the API and the console show one limit of an app. */
export const limitUseSchema = z
  .object({
    scope: z.enum(['connection', 'app', 'customer']).meta({
      description: 'Who shares it: this connection alone, all connections of your OAuth app, or all of one customer.',
    }),
    requests: z.number().meta({ description: 'How many calls the app allows …', example: 100 }),
    perMs: z.number().meta({ description: '… in this many milliseconds.', example: 10_000 }),
    used: z.number().meta({ description: 'How many of them are used.', example: 7 }),
    concurrent: z.number().nullable().meta({ description: 'How many calls the app allows at the same time.' }),
    running: z.number().nullable().meta({ description: 'How many are under way, where the app limits that.' }),
    pausedUntil: time.nullable().meta({ description: 'The app asked to be left alone until then.' }),
  })
  .meta({ id: 'LimitUse' });

export const showLimitUse = (use: BudgetUse): z.input<typeof limitUseSchema> => ({
  scope: use.scope,
  requests: use.requests,
  perMs: use.perMs,
  used: use.used,
  concurrent: use.concurrent ?? null,
  running: use.running ?? null,
  pausedUntil: use.pausedUntil?.toISOString() ?? null,
});
