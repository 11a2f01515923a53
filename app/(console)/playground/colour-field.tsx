import { useId } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';

interface ColourFieldProps {
  label: string;
  value: string;
  /** What the picker begins with while nothing was chosen. */
  from: string;
  onChange: (value: string) => void;
}

const hex = /^#[0-9a-f]{6}$/i;

/** A colour to pick, or to type in any notation that CSS knows. */
export function ColourField({ label, value, from, onChange }: ColourFieldProps) {
  const picker = useId();
  return (
    <Field label={label}>
      {(ids) => (
        <div className="flex items-center gap-1.5">
          <label htmlFor={picker} className="sr-only">
            Pick the colour: {label.toLowerCase()}
          </label>
          <input
            id={picker}
            type="color"
            className="h-8 w-10 shrink-0 cursor-pointer rounded-control border border-control bg-surface p-1"
            value={hex.test(value) ? value : from}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          <Input
            {...ids}
            className="min-w-0 font-mono text-12"
            value={value}
            placeholder="Default"
            spellCheck={false}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          {value && (
            <Button look="quiet" size="small" onClick={() => onChange('')}>
              Reset<span className="sr-only"> {label.toLowerCase()}</span>
            </Button>
          )}
        </div>
      )}
    </Field>
  );
}
