import { useId } from 'react';
import { Input } from '#app/ui/input.tsx';

interface NumberRowProps {
  label: string;
  help: string;
  /** "days" */
  unit: string;
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}

/** One number of many, with what it means beside it. */
export function NumberRow({ label, help, unit, value, error, onChange }: NumberRowProps) {
  const id = useId();
  const described = error ? `${id}-help ${id}-error` : `${id}-help`;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2">
      <div className="flex min-w-0 flex-1 basis-56 flex-col">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <p id={`${id}-help`} className="text-12 text-faint">
          {help}
        </p>
        {error && (
          <p id={`${id}-error`} role="alert" className="text-12 text-failed">
            {error}
          </p>
        )}
      </div>
      <span className="flex items-center gap-2 text-muted">
        <Input
          id={id}
          aria-describedby={described}
          aria-invalid={error ? true : undefined}
          inputMode="numeric"
          autoComplete="off"
          className="max-w-20 text-right tabular-nums"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value.trim())}
        />
        <span className="w-12">{unit}</span>
      </span>
    </div>
  );
}
