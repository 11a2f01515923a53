'use client';

import type { ReactNode } from 'react';
import { Field } from '#app/ui/field.tsx';
import { Input, TextArea } from '#app/ui/input.tsx';
import { type Definition, textAt, withValue } from './definition.ts';
import type { JsonPath } from './json-nodes.ts';
import type { PlacedProblem } from './use-draft.ts';

/** What every field of the form needs: the draft, and the way to change it. */
export interface FormState {
  definition: Definition;
  onChange: (next: Definition) => void;
  problems: PlacedProblem[];
}

interface TextFieldProps extends FormState {
  path: JsonPath;
  label: string;
  help?: ReactNode;
  placeholder?: string;
  optional?: boolean;
  mono?: boolean;
  numeric?: boolean;
  /** So many lines. */
  lines?: number;
}

export const problemAt = (problems: PlacedProblem[], path: JsonPath): string | undefined =>
  problems.find((problem) => problem.path.join('.') === path.join('.'))?.message;

/** One value of the definition; an optional one that is emptied is taken out. */
export function TextField({
  definition,
  onChange,
  problems,
  path,
  optional,
  mono,
  numeric,
  lines,
  ...field
}: TextFieldProps) {
  const change = (text: string) => {
    const value = numeric && /^\d+$/.test(text) ? Number(text) : text;
    onChange(withValue(definition, path, optional && text === '' ? undefined : value));
  };
  return (
    <Field label={field.label} help={field.help} optional={optional} error={problemAt(problems, path)}>
      {(ids) => {
        const shared = {
          ...ids,
          'data-path': path.join('.'),
          className: mono ? 'font-mono' : undefined,
          placeholder: field.placeholder,
          autoComplete: 'off',
          value: textAt(definition, path),
        };
        if (lines) return <TextArea {...shared} rows={lines} onChange={(event) => change(event.currentTarget.value)} />;
        return <Input {...shared} onChange={(event) => change(event.currentTarget.value)} />;
      }}
    </Field>
  );
}

interface ChoiceFieldProps {
  label: string;
  help?: ReactNode;
  value: string;
  choices: { value: string; label: string }[];
  error?: string | undefined;
  /** Where in the document it is. */
  path?: JsonPath;
  onChoose: (value: string) => void;
}

export function ChoiceField({ label, help, value, choices, error, path, onChoose }: ChoiceFieldProps) {
  const isKnown = choices.some((choice) => choice.value === value);
  return (
    <Field label={label} help={help} error={error}>
      {(ids) => (
        <select
          {...ids}
          data-path={path?.join('.')}
          value={value}
          onChange={(event) => onChoose(event.currentTarget.value)}
          className="h-8 w-full rounded-control border border-control bg-surface px-2 text-13 text-ink"
        >
          {!isKnown && <option value={value}>{value || 'Choose…'}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
