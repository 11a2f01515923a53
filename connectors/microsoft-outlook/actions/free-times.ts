import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { readCalendars } from '../auth.ts';
import { address, moment, utc } from './fields.ts';

const span = z.object({ start: z.string(), end: z.string() });
const time = z.looseObject({ dateTime: z.string() });
const answer = z.looseObject({
  value: z
    .array(
      z.looseObject({
        scheduleId: z.string().nullish(),
        error: z.looseObject({ message: z.string().nullish(), responseCode: z.string().nullish() }).nullish(),
        scheduleItems: z.array(z.looseObject({ status: z.string().nullish(), start: time, end: time })).nullish(),
      }),
    )
    .default([]),
});

export const findFreeTimes = defineAction({
  title: 'Find free times',
  description: 'When nobody of them is busy or away. Of a work or school account.',
  input: z.object({
    people: z
      .array(address)
      .min(1, 'Whose times?')
      .max(20, 'At most 20.')
      .meta({ title: 'People', description: 'E-mail addresses, also of rooms.' }),
    from: moment.meta({ title: 'From' }),
    to: moment.meta({ title: 'Until', description: 'At most 62 days later.' }),
    minutes: z.int().min(1).default(30).meta({ title: 'At least so many minutes' }),
  }),
  output: z.object({ free: z.array(span), busy: z.array(span) }),
  effect: 'reads',
  repeat: 'natural',
  scopes: [readCalendars],
  example: { people: ['mara@acme.example'], from: '2026-12-01T08:00:00Z', to: '2026-12-01T17:00:00Z' },
  run: async ({ http }, input) => {
    const { body } = await http.post('/me/calendar/getSchedule', answer, {
      json: {
        schedules: input.people,
        startTime: utc(input.from),
        endTime: utc(input.to),
        availabilityViewInterval: 30,
      },
      repeatable: true,
    });
    const failed = body.value.find(({ error }) => error !== undefined && error !== null);
    // The answer is 200 though nothing is known of this person, who would look free.
    if (failed !== undefined)
      throw new AppCallError(
        `Microsoft does not tell when ${failed.scheduleId ?? 'one of them'} is busy: ${failed.error?.message ?? 'no reason given'}`,
        { class: 'not_found', code: failed.error?.responseCode ?? 'no_schedule', field: 'people' },
      );
    const taken = body.value
      .flatMap(({ scheduleItems }) => scheduleItems ?? [])
      .filter(({ status }) => status !== 'free' && status !== 'workingElsewhere')
      .map(({ start, end }): [number, number] => [timeOf(start.dateTime), timeOf(end.dateTime)]);
    const busy = merged(taken);
    const free = gaps(busy, Date.parse(input.from), Date.parse(input.to), input.minutes * 60_000);
    return { busy: busy.map(written), free: free.map(written) };
  },
});

type Span = [number, number];
/** Asked for in UTC, and answered so; without an offset. */
const timeOf = (text: string): number => Date.parse(`${text.slice(0, 19)}Z`);
const written = ([start, end]: Span) => ({ start: new Date(start).toISOString(), end: new Date(end).toISOString() });

function merged(spans: Span[]): Span[] {
  const joined: Span[] = [];
  for (const [start, end] of [...spans].sort(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

function gaps(busy: Span[], from: number, to: number, least: number): Span[] {
  const free: Span[] = [];
  let at = from;
  for (const [start, end] of busy) {
    free.push([at, Math.min(start, to)]);
    at = Math.max(at, end);
  }
  free.push([at, to]);
  return free.filter(([start, end]) => end - start >= least);
}
