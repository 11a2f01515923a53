import type { Schedule } from './schedule.ts';

/** "every 5 minutes", "every day at 07:00 (Europe/Berlin)": when a sync runs, for people. */
export function scheduleWords(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'every':
      return everyWords(schedule.seconds);
    case 'cron':
      return cronWords(schedule.expression, schedule.zone);
    case 'manual':
      return 'when somebody starts it';
    case 'event':
      return `when your product tells ${schedule.event}`;
  }
}

const units = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3_600 },
  { name: 'minute', seconds: 60 },
  { name: 'second', seconds: 1 },
] as const;

function everyWords(seconds: number): string {
  const unit = units.find((one) => seconds % one.seconds === 0) ?? units[3];
  const count = seconds / unit.seconds;
  return count === 1 ? `every ${unit.name}` : `every ${count} ${unit.name}s`;
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function cronWords(expression: string, zone: string): string {
  const [minute = '', hour = '', day, month, weekday = ''] = expression.split(' ');
  if (day === '*' && month === '*' && /^\d+$/.test(minute) && /^\d+$/.test(hour)) {
    const at = `at ${hour.padStart(2, '0')}:${minute.padStart(2, '0')} (${zone})`;
    if (weekday === '*') return `every day ${at}`;
    if (/^(1-5|mon-fri)$/i.test(weekday)) return `from Monday to Friday ${at}`;
    const name = weekdays[Number(weekday)];
    if (name) return `every ${name} ${at}`;
  }
  return `by the cron expression ${expression} (${zone})`;
}
