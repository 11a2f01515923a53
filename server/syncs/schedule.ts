import { createHash } from 'node:crypto';
import { Cron } from 'croner';
import { z } from 'zod';

const minuteMs = 60_000;

const fiveFields = /^\S+( \S+){4}$/;

const cronSchema = z
  .strictObject({
    kind: z.literal('cron'),
    expression: z
      .string()
      .trim()
      .max(100)
      .regex(fiveFields, 'expected five fields: minute, hour, day of the month, month, day of the week')
      .meta({ description: 'Minute, hour, day of the month, month, day of the week.', example: '0 7 * * 1-5' }),
    zone: z
      .string()
      .max(60)
      .refine(isZone, 'expected the name of a time zone, such as Europe/Berlin')
      .meta({ description: 'The time zone whose clock it means.', example: 'Europe/Berlin' }),
  })
  .superRefine(({ expression, zone }, check) => {
    if (!fiveFields.test(expression) || !isZone(zone)) return;
    const problem = cronProblem(expression, zone);
    if (problem) check.addIssue({ code: 'custom', path: ['expression'], message: problem });
  });

/** When a sync runs by itself. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('every'),
    seconds: z.number().int().min(60).max(31_536_000).meta({ description: 'From one minute on.', example: 900 }),
  }),
  cronSchema,
  z.strictObject({ kind: z.literal('manual') }),
  z.strictObject({
    kind: z.literal('event'),
    event: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .meta({ description: 'The event of your product that starts it.', example: 'order.paid' }),
  }),
]);

export type Schedule = z.infer<typeof scheduleSchema>;

/**
 * When the next run of a sync begins, after `after`; `never` where only somebody or something starts it. Moved by a hash
 * of the sync, so that those of one hour do not all start together: `every` anywhere in its interval, `cron` within its
 * minute.
 */
export function nextRunAt({ id, schedule }: { id: string; schedule: Schedule }, after: Date): Date | 'never' {
  switch (schedule.kind) {
    case 'every':
      return nextOnGrid(id, schedule.seconds * 1000, after);
    case 'cron': {
      const offset = spread(id, minuteMs);
      const next = nextByClock(schedule, new Date(after.getTime() - offset));
      return next ? new Date(next.getTime() + offset) : 'never';
    }
    case 'manual':
    case 'event':
      return 'never';
  }
}

const spread = (id: string, ms: number): number => createHash('sha256').update(id).digest().readUInt32BE(0) % ms;

function nextOnGrid(id: string, everyMs: number, after: Date): Date {
  const offset = spread(id, everyMs);
  const slot = Math.floor((after.getTime() - offset) / everyMs) + 1;
  return new Date(slot * everyMs + offset);
}

/**
 * A time that the clock skips in spring is made up for at once; one that comes twice in autumn counts once, unless the
 * expression means every hour (or every n-th): then the hour that comes twice has both its runs.
 */
function nextByClock({ expression, zone }: { expression: string; zone: string }, after: Date): Date | null {
  const cron = new Cron(expression, { timezone: zone, paused: true });
  const isSetBack = offsetOf(hours(after, -2), zone) > offsetOf(hours(after, 4), zone);
  if (!isSetBack)
    return offsetOf(hours(after, -3), zone) < offsetOf(after, zone) ? madeUp(cron, after) : cron.nextRun(after);
  const everyHour = expression.split(' ')[1]?.startsWith('*') ?? false;
  const minutes = Array.from({ length: 4 * 60 }, (_, n) => new Date((minuteOf(after) + n + 1) * minuteMs));
  const soon = everyHour ? minutes.find((minute) => cron.match(minute)) : undefined;
  if (soon) return soon;
  // In the hour that comes twice the library answers with times of its first coming, which are over.
  for (const from of [after, ...minutes]) {
    const next = cron.nextRun(from);
    if (!next || next > after) return next;
  }
  return null;
}

/** The next time shortly after the clock was set forward: what was skipped is known to the library only from before that. */
function madeUp(cron: Cron, after: Date): Date | null {
  let next = cron.nextRun(hours(after, -3));
  while (next && next <= after) next = cron.nextRun(next);
  return next;
}

const minuteOf = (at: Date): number => Math.floor(at.getTime() / minuteMs);
const hours = (at: Date, count: number): Date => new Date(at.getTime() + count * 60 * minuteMs);

/** How far the zone's clock is ahead of UTC at this moment, in minutes. */
function offsetOf(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return local / minuteMs - minuteOf(at);
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

function cronProblem(expression: string, zone: string): string | undefined {
  try {
    const never = new Cron(expression, { timezone: zone, paused: true }).nextRun() === null;
    return never ? 'this moment never comes' : undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error);
  }
}
