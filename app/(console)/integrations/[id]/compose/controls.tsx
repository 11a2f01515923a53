'use client';

import { ChevronDown, ChevronRight, ChevronUp, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { StatusShape } from '#app/ui/status-shape.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import type { JsonPath } from '../../connectors/json-nodes.ts';
import type { PlacedProblem } from '../../connectors/use-draft.ts';
import { problemsAt } from './part.ts';

export const selectClass = 'h-8 rounded-control border border-control bg-surface px-2 text-13 text-ink';

interface CheckProps {
  label: ReactNode;
  help?: string;
  checked: boolean;
  path?: JsonPath;
  onChange: (checked: boolean) => void;
}

export function Check({ label, help, checked, path, onChange }: CheckProps) {
  return (
    <label className="flex min-h-6 items-start gap-2">
      <input
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-accent"
        data-path={path?.join('.')}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className="min-w-0">
        {label}
        {help && <span className="block text-12 text-faint">{help}</span>}
      </span>
    </label>
  );
}

interface ProblemsProps {
  problems: readonly PlacedProblem[];
  at: JsonPath;
  /** The entries whose own fields say what is wrong with them. */
  except?: readonly string[];
}

/** What is wrong somewhere in an entry, where no field of its own says it. */
export function Problems({ problems, at, except = [] }: ProblemsProps) {
  const shown = problemsAt(problems, at).filter(
    ({ path }) => path.length !== at.length + 1 || !except.includes(String(path[at.length])),
  );
  if (shown.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-12">
      {shown.map(({ path, message, severity }) => (
        <li key={`${path.join('.')} ${message}`} className="flex items-baseline gap-1.5">
          <StatusShape tone={severity === 'error' ? 'failed' : 'attention'} />
          <span className="min-w-0 wrap-anywhere">{message}</span>
        </li>
      ))}
    </ul>
  );
}

interface EntryProps {
  /** For people who don't see it: "the sync of contacts". */
  name: string;
  title: ReactNode;
  note?: ReactNode;
  path: JsonPath;
  problems: readonly PlacedProblem[];
  open?: boolean;
  onMove?: (by: number) => void;
  isFirst?: boolean;
  isLast?: boolean;
  onRemove: () => void;
  children: ReactNode;
}

/** One of a list: what it is in a line, opened to be changed, moved and taken out. */
export function Entry({ name, title, note, path, problems, open, onMove, isFirst, isLast, ...rest }: EntryProps) {
  const wrong = problemsAt(problems, path);
  const isError = wrong.some(({ severity }) => severity === 'error');
  return (
    <details className="group border-b border-line last:border-0" open={open} data-path={path.join('.')}>
      <summary className="flex min-h-10 cursor-pointer flex-wrap items-center gap-x-2 gap-y-0.5 px-4 py-1.5 hover:bg-hover">
        <Icon of={ChevronRight} className="size-3.5 shrink-0 text-faint group-open:rotate-90" />
        <span className="min-w-0 font-medium wrap-anywhere">{title}</span>
        {note && <span className="text-12 text-faint">{note}</span>}
        {wrong.length > 0 && (
          <span className="ml-auto inline-flex items-center gap-1.5 text-12 text-muted">
            <StatusShape tone={isError ? 'failed' : 'attention'} />
            {wrong.length === 1 ? '1 problem' : `${wrong.length} problems`}
          </span>
        )}
      </summary>
      <div className="flex flex-col gap-4 px-4 pt-1 pb-4">
        {rest.children}
        <div className="flex items-center gap-1">
          {onMove && (
            <>
              <Button size="icon" aria-label={`Move ${name} up`} disabled={isFirst} onClick={() => onMove(-1)}>
                <Icon of={ChevronUp} />
              </Button>
              <Button size="icon" aria-label={`Move ${name} down`} disabled={isLast} onClick={() => onMove(1)}>
                <Icon of={ChevronDown} />
              </Button>
            </>
          )}
          <Button size="small" look="quiet" className="ml-auto" onClick={rest.onRemove}>
            <Icon of={Trash2} className="size-3.5" />
            Take out {name}
          </Button>
        </div>
      </div>
    </details>
  );
}

const units = { minute: 60, hour: 3_600, day: 86_400 };
type Unit = keyof typeof units;

const unitOf = (seconds: number): Unit =>
  seconds % units.day === 0 ? 'day' : seconds % units.hour === 0 ? 'hour' : 'minute';

interface DurationProps {
  label: string;
  help?: string;
  optional?: boolean;
  error?: string | undefined;
  path: JsonPath;
  seconds: unknown;
  onChange: (seconds: number | undefined) => void;
}

/** A time that is kept in seconds and said in what fits it. */
export function Duration({ label, help, optional = false, error, path, seconds, onChange }: DurationProps) {
  const given = typeof seconds === 'number' ? seconds : undefined;
  const [unit, setUnit] = useState<Unit>(given === undefined ? 'minute' : unitOf(given));
  const count = given === undefined ? '' : String(given / units[unit]);
  const set = (text: string, in_: Unit) => {
    const number = Number(text);
    onChange(text === '' || !Number.isFinite(number) ? undefined : Math.round(number * units[in_]));
  };
  return (
    <Field label={label} help={help} optional={optional} error={error}>
      {(ids) => (
        <span className="flex gap-2">
          <Input
            {...ids}
            data-path={path.join('.')}
            type="number"
            min={0}
            inputMode="decimal"
            className="max-w-24"
            value={count}
            onChange={(event) => set(event.currentTarget.value, unit)}
          />
          <select
            aria-label={`Unit of ${label.toLowerCase()}`}
            className={selectClass}
            value={unit}
            onChange={(event) => {
              const next = event.currentTarget.value as Unit;
              setUnit(next);
              set(count, next);
            }}
          >
            {Object.keys(units).map((name) => (
              <option key={name} value={name}>
                {name}s
              </option>
            ))}
          </select>
        </span>
      )}
    </Field>
  );
}

interface NumberFieldProps {
  label: string;
  help?: string;
  error?: string | undefined;
  path: JsonPath;
  value: unknown;
  onChange: (value: number | undefined) => void;
}

/** A number that need not be there. */
export const NumberField = ({ label, help, error, path, value, onChange }: NumberFieldProps) => (
  <Field label={label} help={help} optional error={error}>
    {(ids) => (
      <Input
        {...ids}
        data-path={path.join('.')}
        type="number"
        className="max-w-32"
        value={typeof value === 'number' ? value : ''}
        onChange={({ currentTarget: { value: text } }) => onChange(text === '' ? undefined : Number(text))}
      />
    )}
  </Field>
);
