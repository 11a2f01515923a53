import type { Schedule } from '../../core/contract.ts';
import type { Tab } from '../tab-context.ts';

type Speaker = Pick<Tab, 't' | 'words'>;

const UNITS = [
  ['when.days', 86_400],
  ['when.hours', 3600],
  ['when.minutes', 60],
] as const;

/** "every 5 minutes". */
export function sayInterval({ t }: Pick<Speaker, 't'>, seconds: number): string {
  const [key, each] = UNITS.find(([, size]) => seconds % size === 0) ?? UNITS[2];
  return t(key, { count: Math.max(1, Math.round(seconds / each)) });
}

/** A time of day and the days of the week, Sunday being 0; null for what a picker can't show. */
export interface ClockTime {
  time: string;
  /** Empty: every day. */
  days: number[];
}

const two = (text: string | number) => String(text).padStart(2, '0');

/** What an expression of cron means, where it is one time on some days. */
export function clockOf(expression: string): ClockTime | null {
  const [minute = '', hour = '', day, month, weekdays = ''] = expression.split(' ');
  if (day !== '*' || month !== '*' || !/^\d+$/.test(minute) || !/^\d+$/.test(hour)) return null;
  const time = `${two(hour)}:${two(minute)}`;
  if (weekdays === '*') return { time, days: [] };
  const span = /^([0-7])-([0-7])$/.exec(weekdays);
  if (span) {
    const [from, to] = [Number(span[1]), Number(span[2])];
    return { time, days: Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => (from + at) % 7) };
  }
  if (!/^[0-7](,[0-7])*$/.test(weekdays)) return null;
  return { time, days: weekdays.split(',').map((one) => Number(one) % 7) };
}

export const cronOf = ({ time, days }: ClockTime): string => {
  const [hour, minute] = time.split(':');
  return `${Number(minute)} ${Number(hour)} * * ${days.length > 0 ? [...days].sort().join(',') : '*'}`;
};

/** The name of a day of the week in the reader's language. */
export const dayName = (locale: string, day: number, weekday: 'long' | 'short' = 'long'): string =>
  // The first of February 2026 is a Sunday.
  new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(Date.UTC(2026, 1, 1 + day));

/** "every day at 07:00 (Europe/Berlin)": when something runs, for people. */
export function saySchedule(speaker: Speaker, schedule: Schedule): string {
  const { t, words } = speaker;
  if (schedule.kind === 'every') return sayInterval(speaker, schedule.seconds);
  if (schedule.kind !== 'cron') return t(`when.${schedule.kind}`);
  const { expression } = schedule;
  const zone = schedule.zone.replaceAll('_', ' ');
  const clock = clockOf(expression);
  if (!clock) return t('when.cron', { expression, zone });
  const [hour = 0, minute = 0] = clock.time.split(':').map(Number);
  const time = new Intl.DateTimeFormat(words.locale, { timeStyle: 'short', timeZone: 'UTC' }).format(
    Date.UTC(2026, 1, 1, hour, minute),
  );
  if (clock.days.length === 0) return t('when.daily', { time, zone });
  const days = words.list(clock.days.map((day) => dayName(words.locale, day)));
  return t('when.weekly', { days, time, zone });
}
