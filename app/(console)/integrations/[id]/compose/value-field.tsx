'use client';

import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { textAt } from '../../connectors/definition.ts';
import { ChoiceField } from '../../connectors/form-field.tsx';
import type { JsonPath } from '../../connectors/json-nodes.ts';

type Plain = string | number | boolean;

interface ValueFieldProps {
  label: string;
  help?: string;
  optional?: boolean;
  kind: string;
  /** What may be chosen, where it is one of a list. */
  choices: unknown;
  path: JsonPath;
  error?: string | undefined;
  value: unknown;
  onChange: (value: Plain | undefined) => void;
}

const yesOrNo = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

/** An answer to a question, of the kind that the question wants. */
export function ValueField({ label, help, optional, kind, choices, path, error, value, onChange }: ValueFieldProps) {
  const listed = Array.isArray(choices)
    ? choices.map((choice) => ({ value: textAt(choice, ['value']), label: textAt(choice, ['label']) }))
    : [];
  if (kind === 'switch' || listed.length > 0)
    return (
      <ChoiceField
        label={optional ? `${label} (optional)` : label}
        help={help}
        error={error}
        path={path}
        value={value === undefined ? '' : String(value)}
        choices={[...(optional ? [{ value: '', label: 'None' }] : []), ...(kind === 'switch' ? yesOrNo : listed)]}
        onChoose={(next) => onChange(next === '' ? undefined : kind === 'switch' ? next === 'true' : next)}
      />
    );
  const isNumber = kind === 'number';
  return (
    <Field label={label} help={help} optional={optional} error={error}>
      {(ids) => (
        <Input
          {...ids}
          data-path={path.join('.')}
          type={isNumber ? 'number' : 'text'}
          autoComplete="off"
          value={typeof value === 'string' || typeof value === 'number' ? value : ''}
          onChange={({ currentTarget: { value: text } }) =>
            onChange(text === '' ? undefined : isNumber ? Number(text) : text)
          }
        />
      )}
    </Field>
  );
}
