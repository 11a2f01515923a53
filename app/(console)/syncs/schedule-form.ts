import type { Sync } from './sync-status.tsx';

type Schedule = Sync['schedule'];

const seconds = { day: 86_400, hour: 3_600, minute: 60 };

/** A schedule as a form holds it: each kind's fields beside the others', so that trying another kind loses nothing. */
export interface ScheduleForm {
  kind: Schedule['kind'];
  count: string;
  unit: keyof typeof seconds;
  expression: string;
  zone: string;
  event: string;
}

export function scheduleValues(schedule: Schedule): ScheduleForm {
  const values: ScheduleForm = {
    kind: schedule.kind,
    count: '5',
    unit: 'minute',
    expression: '0 7 * * *',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    event: '',
  };
  switch (schedule.kind) {
    case 'every': {
      const unit =
        schedule.seconds % seconds.day === 0 ? 'day' : schedule.seconds % seconds.hour === 0 ? 'hour' : 'minute';
      return { ...values, unit, count: String(schedule.seconds / seconds[unit]) };
    }
    case 'cron':
      return { ...values, expression: schedule.expression, zone: schedule.zone };
    case 'event':
      return { ...values, event: schedule.event };
    case 'manual':
      return values;
  }
}

export function scheduleOf({ kind, count, unit, expression, zone, event }: ScheduleForm): Schedule {
  switch (kind) {
    case 'every':
      return { kind, seconds: Math.round(Number(count) * seconds[unit]) };
    case 'cron':
      return { kind, expression: expression.trim().replaceAll(/\s+/g, ' '), zone: zone.trim() };
    case 'event':
      return { kind, event: event.trim() };
    case 'manual':
      return { kind };
  }
}
