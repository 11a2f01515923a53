import { Input } from '#app/ui/input.tsx';
import { isObject } from '../../../integrations/connectors/definition.ts';
import { ChoiceField } from '../../../integrations/connectors/form-field.tsx';
import { typedValue, valueText } from './mapping-document.ts';

interface PolicyFieldProps {
  label: string;
  /** What happens where nothing is said. */
  usual: 'skip' | 'error';
  value: unknown;
  onChange: (value: unknown) => void;
}

const choices = [
  { value: 'skip', label: 'It is left out' },
  { value: 'clear', label: 'It is null' },
  { value: 'error', label: 'The record fails' },
  { value: 'default', label: 'It is…' },
];

/** What happens where there is no value, or no usable one. */
export function PolicyField({ label, usual, value, onChange }: PolicyFieldProps) {
  const hasDefault = isObject(value);
  const choose = (next: string) => {
    if (next === 'default') onChange({ default: '' });
    else onChange(next === usual ? undefined : next);
  };
  return (
    <div className="flex flex-col gap-1.5">
      <ChoiceField
        label={label}
        value={hasDefault ? 'default' : String(value ?? usual)}
        choices={choices}
        onChoose={choose}
      />
      {hasDefault && (
        <Input
          aria-label={`${label}: it is`}
          className="font-mono"
          autoComplete="off"
          value={valueText(value.default)}
          onChange={(event) => onChange({ default: typedValue(event.currentTarget.value) })}
        />
      )}
    </div>
  );
}
