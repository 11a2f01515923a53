import { z } from 'zod';
import type { ConnectorHttp } from '../kit/index.ts';
import { adminProperty } from './admin.ts';

export type By = 'day' | 'week' | 'month';

/** Days are texts, 2026-11-21, and are counted in UTC, where each has the same length. */
const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
export const plusDays = (day: string, days: number): string => dayOf(timeOf(day) + days * 86_400_000);

/** The first day of a day's week or month: a row of it is whole only when it is read from there. */
export function startOf(day: string, by: By): string {
  if (by === 'month') return `${day.slice(0, 8)}01`;
  return by === 'day' ? day : plusDays(day, -((new Date(timeOf(day)).getUTCDay() + 6) % 7));
}

/** The last day of a piece of about a month, which ends where a week or month ends. */
export function pieceEnd(from: string, by: By, last: string): string {
  const start = startOf(plusDays(from, 31), by);
  const end = plusDays(start > from ? start : plusDays(from, 31), -1);
  return end < last ? end : last;
}

/** How Google calls the dimension, and what its value is as a day: 20261121, 202647 of ISO, 202611. */
export const dimensionOf: Record<By, string> = { day: 'date', week: 'isoYearIsoWeek', month: 'yearMonth' };
export function periodOf(value: string, by: By): string {
  if (by === 'week') return `${value.slice(0, 4)}-W${value.slice(4)}`;
  return by === 'month'
    ? `${value.slice(0, 4)}-${value.slice(4)}`
    : value.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}

const zoned = z.looseObject({ timeZone: z.string().optional() });

/** The last day that is over where the property is. */
export async function lastDay(http: ConnectorHttp, property: string): Promise<string> {
  const { timeZone = 'UTC' } = (await http.get(adminProperty(property), zoned)).body;
  return plusDays(todayIn(timeZone), -1);
}

function todayIn(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date());
  } catch {
    return dayOf(Date.now());
  }
}
