'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { CustomerFilter } from '../../../customers/customer-filter.tsx';
import type { ReachForm } from './reach.ts';

const kinds = [
  { value: 'all', label: 'Everybody', help: 'A few at a time, watched for a day, with a halt where runs fail.' },
  { value: 'share', label: 'A share of the customers', help: 'The same ones stay in it when the share grows.' },
  { value: 'list', label: 'Some customers that you choose', help: 'A friendly few, before all others.' },
] as const;

interface ReachFieldsProps {
  reach: ReachForm;
  onChange: (reach: ReachForm) => void;
  error?: string | undefined;
}

/** Whom a version reaches at first, and when it halts by itself. */
export function ReachFields({ reach, onChange, error }: ReachFieldsProps) {
  const set = (next: Partial<ReachForm>) => onChange({ ...reach, ...next });
  return (
    <div className="flex flex-col gap-4">
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">Whom it reaches at first</legend>
        {kinds.map(({ value, label, help }) => (
          <label key={value} className="flex items-start gap-2">
            <input
              type="radio"
              name="reach"
              className="mt-0.5 size-4 accent-accent"
              checked={reach.kind === value}
              onChange={() => set({ kind: value })}
            />
            <span>
              {label}
              <span className="block text-12 text-faint">{help}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {reach.kind === 'share' && (
        <Field label="Percent of the customers" error={error}>
          {(ids) => (
            <Input
              {...ids}
              type="number"
              min={1}
              max={100}
              className="max-w-24"
              value={reach.share}
              onChange={(event) => set({ share: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
      {reach.kind === 'list' && (
        <Chosen chosen={reach.customers} onChange={(customers) => set({ customers })} error={error} />
      )}
      <details>
        <summary className="text-muted">When it halts by itself</summary>
        <div className="grid grid-cols-1 gap-4 pt-3 sm:grid-cols-2">
          <Field label="After so many runs with it" help="Fewer are chance.">
            {(ids) => (
              <Input
                {...ids}
                type="number"
                min={1}
                className="max-w-24"
                value={reach.minRuns}
                onChange={(event) => set({ minRuns: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field label="Where so many percent more of them fail" help="Than of the runs with the versions before.">
            {(ids) => (
              <Input
                {...ids}
                type="number"
                min={1}
                max={100}
                className="max-w-24"
                value={reach.maxPoints}
                onChange={(event) => set({ maxPoints: event.currentTarget.value })}
              />
            )}
          </Field>
        </div>
      </details>
    </div>
  );
}

interface ChosenProps {
  chosen: ReachForm['customers'];
  onChange: (chosen: ReachForm['customers']) => void;
  error?: string | undefined;
}

function Chosen({ chosen, onChange, error }: ChosenProps) {
  // Another one to choose: the menu begins anew.
  const [round, setRound] = useState(0);
  return (
    <div className="flex flex-col items-start gap-2">
      {chosen.length > 0 && (
        <ul aria-label="Chosen customers" className="flex flex-wrap gap-1.5">
          {chosen.map(({ id, name }) => (
            <li
              key={id}
              className="inline-flex h-7 items-center gap-1 rounded-control border border-line bg-canvas pl-2 text-12"
            >
              {name}
              <button
                type="button"
                aria-label={`Take out ${name}`}
                className="inline-flex size-6 items-center justify-center rounded-control hover:bg-hover"
                onClick={() => onChange(chosen.filter((one) => one.id !== id))}
              >
                <Icon of={X} className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <CustomerFilter
        key={round}
        value=""
        onNamed={(id, name) => {
          if (!chosen.some((one) => one.id === id)) onChange([...chosen, { id, name }]);
          setRound(round + 1);
        }}
        onChange={() => undefined}
      />
      {error && (
        <p role="alert" className="text-12 text-failed">
          {error}
        </p>
      )}
    </div>
  );
}
