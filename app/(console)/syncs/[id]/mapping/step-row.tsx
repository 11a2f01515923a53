'use client';

import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Input } from '#app/ui/input.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import type { Definition } from '../../../integrations/connectors/definition.ts';
import { parseJson } from '../../../integrations/connectors/json-nodes.ts';
import { stepKinds } from './steps.ts';

export const selectClass = 'h-8 min-w-0 rounded-control border border-control bg-surface px-2 text-13 text-ink';

interface StepRowProps {
  step: Definition;
  onChange: (step: Definition) => void;
  onRemove: () => void;
}

/** One step with what it asks. */
export function StepRow({ step, onChange, onRemove }: StepRowProps) {
  const name = String(step.do);
  const kind = stepKinds[name];
  const words = kind?.words ?? name;
  const change = (param: string, value: unknown) => {
    const { [param]: _gone, ...rest } = step;
    onChange(value === undefined ? rest : { ...step, [param]: value });
  };
  return (
    <li className="flex flex-wrap items-end gap-2 rounded-control border border-line bg-canvas py-1.5 pr-1.5 pl-2.5">
      <span className="flex min-h-8 items-center">{words}</span>
      {kind?.params?.map((param) => (
        <Param
          key={param.name}
          param={param}
          value={step[param.name]}
          onChange={(value) => change(param.name, value)}
        />
      ))}
      <Button look="quiet" size="icon" className="ml-auto" onClick={onRemove} title="Take the step out">
        <Icon of={X} />
        <span className="sr-only">Take out: {words}</span>
      </Button>
    </li>
  );
}

interface ParamProps {
  param: NonNullable<(typeof stepKinds)[string]['params']>[number];
  value: unknown;
  onChange: (value: unknown) => void;
}

function Param({ param, value, onChange }: ParamProps) {
  const id = useId();
  const { label, kind, choices = [], optional = false } = param;
  const shown = value === undefined ? '' : String(value);
  const read = (text: string) => {
    if (text === '' && optional) return undefined;
    return kind === 'number' && /^-?\d+$/.test(text) ? Number(text) : text;
  };
  if (kind === 'json') return <JsonParam label={label} value={value} onChange={onChange} />;
  return (
    <span className="flex min-w-0 flex-col">
      <label htmlFor={id} className="text-12 text-faint">
        {label}
      </label>
      {kind === 'choice' ? (
        <select
          id={id}
          className={selectClass}
          value={shown}
          onChange={(event) => onChange(read(event.currentTarget.value))}
        >
          {optional && <option value="">as usual</option>}
          {choices.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      ) : (
        <Input
          id={id}
          className={`font-mono ${kind === 'number' ? 'max-w-24' : 'max-w-40'}`}
          autoComplete="off"
          value={shown}
          onChange={(event) => onChange(read(event.currentTarget.value))}
        />
      )}
    </span>
  );
}

/** A part that is JSON: taken over as soon as it can be read. */
function JsonParam({ label, value, onChange }: Omit<ParamProps, 'param'> & { label: string }) {
  const id = useId();
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value)));
  const parsed = text.trim() === '' ? undefined : parseJson(text);
  return (
    <span className="flex min-w-0 flex-1 basis-60 flex-col">
      <label htmlFor={id} className="text-12 text-faint">
        {label}
      </label>
      <Input
        id={id}
        className="font-mono"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={parsed?.mistake ? true : undefined}
        value={text}
        onChange={(event) => {
          const next = event.currentTarget.value;
          setText(next);
          if (next.trim() === '') onChange(undefined);
          else {
            const { mistake, value: read } = parseJson(next);
            if (!mistake) onChange(read);
          }
        }}
      />
      {parsed?.mistake && (
        <span role="alert" className="text-12 text-failed">
          {parsed.mistake.message}
        </span>
      )}
    </span>
  );
}
