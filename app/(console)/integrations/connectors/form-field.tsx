'use client';

import type { ReactNode } from 'react';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
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
}

const problemAt = (problems: PlacedProblem[], path: JsonPath): string | undefined =>
  problems.find((problem) => problem.path.join('.') === path.join('.'))?.message;

/** One value of the definition; an optional one that is emptied is taken out. */
export function TextField({ definition, onChange, problems, path, optional, mono, numeric, ...field }: TextFieldProps) {
  const change = (text: string) => {
    const value = numeric && /^\d+$/.test(text) ? Number(text) : text;
    onChange(withValue(definition, path, optional && text === '' ? undefined : value));
  };
  return (
    <Field label={field.label} help={field.help} optional={optional} error={problemAt(problems, path)}>
      {(ids) => (
        <Input
          {...ids}
          className={mono ? 'font-mono' : undefined}
          placeholder={field.placeholder}
          autoComplete="off"
          value={textAt(definition, path)}
          onChange={(event) => change(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

interface ChoiceFieldProps {
  label: string;
  help?: ReactNode;
  value: string;
  choices: { value: string; label: string }[];
  onChoose: (value: string) => void;
}

export function ChoiceField({ label, help, value, choices, onChoose }: ChoiceFieldProps) {
  const isKnown = choices.some((choice) => choice.value === value);
  return (
    <Field label={label} help={help}>
      {(ids) => (
        <select
          {...ids}
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
