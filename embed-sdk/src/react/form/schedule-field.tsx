import { useEffect } from 'react';
import type { FormField, Schedule } from '../../core/contract.ts';
import { SchedulePicker } from '../schedule/schedule-picker.tsx';
import type { ControlProps } from './field.tsx';

interface ScheduleFieldProps {
  control: ControlProps;
  field: FormField;
  /** A schedule as JSON: an answer is one value. */
  value: string;
  onChange: (value: string) => void;
}

function scheduleOf(text: string): Schedule | null {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** When something should run, as a question. What is shown first counts, unless something else is chosen. */
export function ScheduleField({ control, field, value, onChange }: ScheduleFieldProps) {
  const { bounds } = field;
  const schedule = scheduleOf(value) ?? { kind: 'every', seconds: Math.max(bounds?.fastest ?? 60, 3600) };
  const isEmpty = value === '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, where nothing was chosen yet.
  useEffect(() => {
    if (isEmpty && field.required) onChange(JSON.stringify(schedule));
  }, [isEmpty, field.required]);
  return (
    <div id={control.id} data-pt-field={control['data-pt-field']} tabIndex={-1}>
      <SchedulePicker
        value={schedule}
        bounds={bounds}
        labelledBy={`${control.id}label`}
        onChange={(next) => onChange(JSON.stringify(next))}
      />
    </div>
  );
}
