'use client';

import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { isObject, textAt, valueAt, withValue } from '../../connectors/definition.ts';
import { ChoiceField, type FormState, problemAt } from '../../connectors/form-field.tsx';
import type { JsonPath } from '../../connectors/json-nodes.ts';
import { Check, Duration } from './controls.tsx';

const kinds = [
  { value: 'every', label: 'Every so often' },
  { value: 'cron', label: 'By the clock' },
  { value: 'event', label: 'When your product tells an event' },
  { value: 'manual', label: 'Only when somebody starts it' },
];

const beginnings: Record<string, () => object> = {
  every: () => ({ kind: 'every', seconds: 900 }),
  cron: () => ({
    kind: 'cron',
    expression: '0 7 * * *',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }),
  event: () => ({ kind: 'event', event: '' }),
  manual: () => ({ kind: 'manual' }),
};

/** When a sync runs, and within what its customer may choose otherwise. */
export function ScheduleFields({ at, ...state }: FormState & { at: JsonPath }) {
  const { definition, onChange, problems } = state;
  const schedule = valueAt(definition, [...at, 'schedule']);
  const kind = isObject(schedule) && typeof schedule.kind === 'string' ? schedule.kind : 'every';
  const bounds = valueAt(definition, [...at, 'bounds']);
  const put = (path: JsonPath, value: unknown) => onChange(withValue(definition, [...at, ...path], value));
  const field = (name: string, label: string, help: string) => (
    <Field label={label} help={help} error={problemAt(problems, [...at, 'schedule', name])}>
      {(ids) => (
        <Input
          {...ids}
          className="font-mono"
          autoComplete="off"
          data-path={[...at, 'schedule', name].join('.')}
          value={textAt(definition, [...at, 'schedule', name])}
          onChange={(event) => put(['schedule', name], event.currentTarget.value)}
        />
      )}
    </Field>
  );
  return (
    <>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <ChoiceField
          label="When it runs"
          value={kind}
          choices={kinds}
          onChoose={(next) => put(['schedule'], beginnings[next]?.())}
        />
        {kind === 'every' && (
          <Duration
            key={kind}
            label="How often"
            path={[...at, 'schedule', 'seconds']}
            error={problemAt(problems, [...at, 'schedule', 'seconds'])}
            seconds={valueAt(schedule, ['seconds'])}
            onChange={(seconds) => put(['schedule', 'seconds'], seconds)}
          />
        )}
        {kind === 'cron' && (
          <>
            {field('expression', 'Cron expression', '0 7 * * 1-5 is 7 o’clock on working days.')}
            {field('zone', 'Time zone', 'Whose clock it means, such as Europe/Berlin.')}
          </>
        )}
        {kind === 'event' && field('event', 'Event', 'Your product tells it with POST /api/v1/sync-events.')}
      </div>
      <Check
        label="Customers may choose another schedule"
        checked={isObject(bounds)}
        path={[...at, 'bounds']}
        onChange={(on) =>
          put(['bounds'], on ? { fastest: 300, slowest: 86_400, clock: true, manual: true } : undefined)
        }
      />
      {isObject(bounds) && (
        <div className="grid grid-cols-1 gap-4 border-l-2 border-line pl-4 sm:grid-cols-2">
          <Duration
            label="At the most often, every"
            path={[...at, 'bounds', 'fastest']}
            error={problemAt(problems, [...at, 'bounds', 'fastest'])}
            seconds={bounds.fastest}
            onChange={(seconds) => put(['bounds', 'fastest'], seconds)}
          />
          <Duration
            label="At the least often, every"
            optional
            path={[...at, 'bounds', 'slowest']}
            error={problemAt(problems, [...at, 'bounds', 'slowest'])}
            seconds={bounds.slowest}
            onChange={(seconds) => put(['bounds', 'slowest'], seconds)}
          />
          <Check
            label="At times of the day"
            checked={bounds.clock === true}
            onChange={(on) => put(['bounds', 'clock'], on || undefined)}
          />
          <Check
            label="Only when they start it"
            checked={bounds.manual === true}
            onChange={(on) => put(['bounds', 'manual'], on || undefined)}
          />
        </div>
      )}
    </>
  );
}
