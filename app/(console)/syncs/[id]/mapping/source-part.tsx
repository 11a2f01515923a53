'use client';

import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import type { Definition } from '../../../integrations/connectors/definition.ts';
import { ChoiceField } from '../../../integrations/connectors/form-field.tsx';
import { sourceKind, sources, stepsOf, typedValue, valueText } from './mapping-document.ts';
import { StepRow, selectClass } from './step-row.tsx';
import { stepKinds } from './steps.ts';

interface SourcePartProps {
  from: Definition;
  onChange: (from: Definition) => void;
  /** The id of the list of the app's fields, for suggestions while typing. */
  list: string;
}

const helps = {
  path: 'Its path in the app’s row: properties.email, items[].sku',
  constant: '5 and true are a number and a yes; write "5" for the text.',
  template: 'Fields in braces: {first_name} {last_name}',
};

/** Where a value comes from, then what is done with it, one step after the other. */
export function SourcePart({ from, onChange, list }: SourcePartProps) {
  const kind = sourceKind(from);
  const steps = stepsOf(from);
  const setSteps = (next: Definition[]) => {
    const { steps: _steps, ...rest } = from;
    onChange(next.length === 0 ? rest : { ...rest, steps: next });
  };
  const choose = (next: string) => onChange({ [next]: '', ...(steps.length > 0 && { steps }) });
  const change = (text: string) => onChange({ ...from, [kind]: kind === 'constant' ? typedValue(text) : text });
  return (
    <>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-[minmax(0,11rem)_minmax(0,1fr)]">
        <ChoiceField
          label="Where it comes from"
          value={kind}
          choices={[...sources, ...(kind === 'other' ? [{ value: 'other', label: 'Several parts' }] : [])]}
          onChoose={choose}
        />
        {kind === 'other' ? (
          <p className="self-end pb-1.5 text-12 text-muted">Made of several parts: they are written in the JSON.</p>
        ) : (
          <Field label={sources.find(({ value }) => value === kind)?.label ?? 'Value'} help={helps[kind]}>
            {(ids) => (
              <Input
                {...ids}
                className="font-mono"
                autoComplete="off"
                spellCheck={false}
                list={kind === 'path' ? list : undefined}
                value={kind === 'constant' ? valueText(from.constant) : String(from[kind] ?? '')}
                onChange={(event) => change(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
      </div>
      {steps.length > 0 && (
        <ol aria-label="Steps" className="flex flex-col gap-1.5">
          {steps.map((step, index) => (
            <StepRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place among the others
              key={`${index} ${String(step.do)}`}
              step={step}
              onChange={(next) => setSteps(steps.with(index, next))}
              onRemove={() => setSteps(steps.toSpliced(index, 1))}
            />
          ))}
        </ol>
      )}
      <select
        aria-label="Add a step"
        className={`${selectClass} self-start`}
        value=""
        onChange={(event) => {
          const name = event.currentTarget.value;
          setSteps([...steps, { do: name, ...stepKinds[name]?.initial }]);
        }}
      >
        <option value="">Add a step…</option>
        {Object.entries(stepKinds).map(([name, { words }]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </select>
    </>
  );
}
