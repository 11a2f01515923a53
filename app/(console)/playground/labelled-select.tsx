import { Field } from '#app/ui/field.tsx';
import type { Option } from './choices.ts';

interface LabelledSelectProps {
  label: string;
  value: string;
  options: readonly Option[];
  help?: string | undefined;
  disabled?: boolean;
  onChange: (value: string) => void;
}

export function LabelledSelect({ label, value, options, help, disabled = false, onChange }: LabelledSelectProps) {
  return (
    <Field label={label} help={help}>
      {(ids) => (
        <select
          {...ids}
          className="h-8 w-full rounded-control border border-control bg-surface px-2 text-13 text-ink disabled:opacity-60"
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
