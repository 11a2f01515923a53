import { type ReactNode, useId } from 'react';
import { StatusShape } from './status-shape.tsx';

export interface ControlIds {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface FieldProps {
  label: string;
  help?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  children: (ids: ControlIds) => ReactNode;
}

/** Label above, help under, and what is wrong in a sentence at the field. */
export function Field({ label, help, error, optional = false, children }: FieldProps) {
  const id = useId();
  const described = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
        {optional && <span className="font-regular text-faint"> (optional)</span>}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {error && (
        <p id={`${id}-error`} role="alert" className="flex gap-1.5 text-12 text-failed">
          <span className="flex h-4 items-center">
            <StatusShape tone="failed" />
          </span>
          {error}
        </p>
      )}
      {help && (
        <div id={`${id}-help`} className="text-12 text-faint">
          {help}
        </div>
      )}
    </div>
  );
}
