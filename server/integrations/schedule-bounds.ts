import { z } from 'zod';
import type { Schedule } from '#server/syncs/schedule.ts';

/** Within what a customer may choose when something is copied. */
export const boundsSchema = z
  .strictObject({
    /** The shortest interval, seconds. */
    fastest: z.number().int().min(60).max(31_536_000),
    /** The longest. */
    slowest: z.number().int().min(60).max(31_536_000).optional(),
    /** At times of the day, of the customer's own clock: once an hour at most. */
    clock: z.boolean().optional(),
    /** At times of the day, written as an expression of cron. */
    cron: z.boolean().optional(),
    /** Only when somebody starts it. */
    manual: z.boolean().optional(),
  })
  .refine(({ fastest, slowest = fastest }) => slowest >= fastest, {
    path: ['slowest'],
    message: 'the longest interval is shorter than the shortest',
  });

export type Bounds = z.infer<typeof boundsSchema>;

const hourSeconds = 3600;

/** Whether the customer may choose this schedule. The one that the vendor has set may always be chosen. */
export function allowsSchedule(bounds: Bounds | undefined, schedule: Schedule): boolean {
  if (!bounds) return false;
  switch (schedule.kind) {
    case 'every':
      return schedule.seconds >= bounds.fastest && schedule.seconds <= (bounds.slowest ?? Number.POSITIVE_INFINITY);
    case 'cron':
      // A minute that is one number comes once an hour; whatever else it is could come every minute.
      return isByClock(bounds, schedule.expression) && bounds.fastest <= hourSeconds;
    case 'manual':
      return bounds.manual === true;
    case 'event':
      return false;
  }
}

const oneMinute = /^\d{1,2} /;

const isByClock = ({ clock, cron }: Bounds, expression: string): boolean =>
  (clock === true || cron === true) && oneMinute.test(expression);
