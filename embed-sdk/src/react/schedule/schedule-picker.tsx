import { useId } from 'react';
import type { Schedule, ScheduleBounds } from '../../core/contract.ts';
import { ChevronIcon } from '../controls/icons.tsx';
import { useTab } from '../tab-context.ts';
import { clockOf, cronOf, dayName, sayInterval } from './schedule-words.ts';

type Way = 'every' | 'daily' | 'weekly' | 'cron' | 'manual';

export interface SchedulePickerProps {
  value: Schedule;
  /** Within what it may be chosen; anything where it is absent. */
  bounds?: ScheduleBounds;
  onChange: (schedule: Schedule) => void;
  /** The id of what it is called by. */
  labelledBy?: string;
}

const UNITS = [
  { key: 'schedule.minutes', seconds: 60 },
  { key: 'schedule.hours', seconds: 3600 },
  { key: 'schedule.days', seconds: 86_400 },
] as const;
/** As the days stand in a week that begins on Monday. */
const WEEK = [1, 2, 3, 4, 5, 6, 0];

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

function wayOf(schedule: Schedule): Way {
  if (schedule.kind === 'every') return 'every';
  if (schedule.kind !== 'cron') return 'manual';
  const clock = clockOf(schedule.expression);
  if (!clock) return 'cron';
  return clock.days.length > 0 ? 'weekly' : 'daily';
}

function waysFor(bounds: ScheduleBounds | undefined, now: Way): Way[] {
  const allowed: Record<Way, boolean> = {
    every: true,
    daily: bounds?.clock ?? !bounds,
    weekly: bounds?.clock ?? !bounds,
    cron: bounds?.cron ?? false,
    manual: bounds?.manual ?? !bounds,
  };
  return (['every', 'daily', 'weekly', 'cron', 'manual'] as const).filter((way) => allowed[way] || way === now);
}

/** The zones that this browser knows, the one of the schedule among them. */
const zonesWith = (zone: string): string[] => [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', zone])].sort();

/** When something runs by itself: at intervals, by the clock of a zone, or by hand alone. */
export function SchedulePicker({ value, bounds, onChange, labelledBy }: SchedulePickerProps) {
  const { t, words } = useTab();
  const id = useId();
  const way = wayOf(value);
  const clock = value.kind === 'cron' ? clockOf(value.expression) : null;
  const zone = value.kind === 'cron' ? value.zone : ownZone();
  const { time, days } = clock ?? { time: '07:00', days: [] };
  const shortest = bounds?.fastest ?? 60;
  const byClock = (next: { time: string; days: number[] }, at = zone) =>
    onChange({ kind: 'cron', expression: cronOf(next), zone: at });
  const choose = (next: Way) => {
    if (next === 'every') onChange({ kind: 'every', seconds: Math.max(shortest, 3600) });
    else if (next === 'manual') onChange({ kind: 'manual' });
    else if (next === 'cron') onChange({ kind: 'cron', expression: '0 7 1 * *', zone });
    else byClock({ time, days: next === 'daily' ? [] : [1] });
  };
  const select = (label: string, chosen: string, options: [string, string][], pick: (value: string) => void) => (
    <label className="pt-field">
      <span className="pt-field__label">{label}</span>
      <span className="pt-select">
        <select className="pt-input" part="input" value={chosen} onChange={(event) => pick(event.currentTarget.value)}>
          {options.map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
        <ChevronIcon />
      </span>
    </label>
  );
  const unit =
    value.kind === 'every' ? (UNITS.findLast(({ seconds }) => value.seconds % seconds === 0) ?? UNITS[0]) : null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend can't stand outside of it.
    <div className="pt-schedule" role="group" aria-labelledby={labelledBy}>
      {select(
        t('schedule.how'),
        way,
        waysFor(bounds, way).map((one) => [one, t(`schedule.${one}`)]),
        (next) => choose(next as Way),
      )}
      {value.kind === 'every' && unit && (
        <div className="pt-schedule__pair">
          <label className="pt-field">
            <span className="pt-field__label">{t('schedule.amount')}</span>
            <input
              className="pt-input"
              part="input"
              type="number"
              min={1}
              aria-describedby={bounds && `${id}bounds`}
              value={value.seconds / unit.seconds}
              onChange={(event) =>
                onChange({ kind: 'every', seconds: Math.max(1, Number(event.currentTarget.value) || 1) * unit.seconds })
              }
            />
          </label>
          {select(
            t('schedule.unit'),
            String(unit.seconds),
            UNITS.map(({ key, seconds }) => [String(seconds), t(key)]),
            (next) => onChange({ kind: 'every', seconds: (value.seconds / unit.seconds) * Number(next) }),
          )}
        </div>
      )}
      {value.kind === 'every' && bounds && (
        <p className="pt-field__help" id={`${id}bounds`}>
          {t(bounds.slowest ? 'schedule.allowedTo' : 'schedule.allowed', {
            fastest: sayInterval({ t }, bounds.fastest),
            slowest: bounds.slowest ? sayInterval({ t }, bounds.slowest) : '',
          })}
        </p>
      )}
      {way === 'weekly' && (
        <fieldset className="pt-days">
          <legend className="pt-field__label">{t('schedule.on')}</legend>
          {WEEK.map((day) => (
            <label key={day} className="pt-day">
              <input
                type="checkbox"
                checked={days.includes(day)}
                aria-label={dayName(words.locale, day)}
                onChange={(event) => {
                  const next = event.currentTarget.checked ? [...days, day] : days.filter((one) => one !== day);
                  if (next.length > 0) byClock({ time, days: next });
                }}
              />
              <span aria-hidden="true">{dayName(words.locale, day, 'short')}</span>
            </label>
          ))}
        </fieldset>
      )}
      {value.kind === 'cron' && (
        <div className="pt-schedule__pair">
          {clock ? (
            <label className="pt-field">
              <span className="pt-field__label">{t('schedule.at')}</span>
              <input
                className="pt-input"
                part="input"
                type="time"
                value={time}
                onChange={(event) => event.currentTarget.value && byClock({ time: event.currentTarget.value, days })}
              />
            </label>
          ) : (
            <label className="pt-field">
              <span className="pt-field__label">{t('schedule.expression')}</span>
              <input
                className="pt-input"
                part="input"
                value={value.expression}
                onChange={(event) => onChange({ ...value, expression: event.currentTarget.value })}
              />
            </label>
          )}
          {select(
            t('schedule.zone'),
            zone,
            zonesWith(zone).map((one) => [one, one.replaceAll('_', ' ')]),
            (next) => onChange({ ...value, zone: next }),
          )}
        </div>
      )}
    </div>
  );
}
