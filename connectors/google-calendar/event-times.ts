import { z } from 'zod';

const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value);
const isMoment = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) && !Number.isNaN(Date.parse(value));

export const eventTime = z
  .string()
  .trim()
  .refine(
    (value) => isDay(value) || isMoment(value),
    'A day such as 2026-12-01, or a time such as 2026-12-01T10:00:00+01:00.',
  );

export const timeZone = z.string().trim().optional().meta({
  title: 'Time zone',
  placeholder: 'Europe/Vienna',
  description: 'Needed for a series, and for times without an offset.',
});

export const moment = z.iso
  .datetime({ offset: true, error: 'A time with its offset, such as 2026-12-01T10:00:00Z.' })
  .meta({ placeholder: '2026-12-01T10:00:00Z' });

interface Time {
  date?: string | null;
  dateTime?: string | null;
  timeZone?: string;
}

/** As Google wants it: a day, or a moment. */
export const timeOf = (value: string, zone?: string): Time =>
  isDay(value) ? { date: value } : { dateTime: value, ...(zone && { timeZone: zone }) };

/** For a change: what was a day may become a moment, and the other way round, so the other form is taken away. */
export const changedTime = (value: string, zone?: string): Time => ({
  ...(isDay(value) ? { dateTime: null } : { date: null }),
  ...timeOf(value, zone),
});
