'use client';

import { ChevronRight } from 'lucide-react';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { StatusShape } from '#app/ui/status-shape.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import type { Definition } from '../../../integrations/connectors/definition.ts';
import { ChoiceField } from '../../../integrations/connectors/form-field.tsx';
import { expressionOf, type MappingProblem, targetOf } from './mapping-document.ts';
import { PolicyField } from './policy-field.tsx';
import { SourcePart } from './source-part.tsx';
import { fieldTypes } from './steps.ts';

interface FieldRowProps {
  field: Definition;
  sentence: string | undefined;
  problems: MappingProblem[];
  open: boolean;
  onOpen: () => void;
  onChange: (field: Definition) => void;
  onRemove: () => void;
  lists: { source: string; target: string };
}

/** One field of the model: what it does in a sentence, what is wrong with it, and its parts once it is opened. */
export function FieldRow({ field, sentence, problems, open, onOpen, onChange, onRemove, lists }: FieldRowProps) {
  const target = targetOf(field);
  const change = (name: string, value: unknown) => {
    const { [name]: _gone, ...rest } = field;
    onChange(value === undefined || value === '' ? rest : { ...field, [name]: value });
  };
  return (
    <li className="border-b border-line last:border-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={onOpen}
        className="flex w-full items-start gap-2 px-3 py-2 text-left hover:bg-hover"
      >
        <span className="flex h-5 items-center text-faint">
          <Icon of={ChevronRight} className={`size-3.5 transition-transform ${open ? 'rotate-90' : ''}`} />
        </span>
        <span className="flex min-w-0 flex-1 flex-col">
          <code className="font-mono text-12 font-medium wrap-anywhere text-ink">{target || 'Not named yet'}</code>
          <span className="text-12 wrap-anywhere text-muted">{sentence ?? 'Not finished yet.'}</span>
          {problems.map(({ message, remedy, severity }) => (
            <span key={message} className="mt-1 flex gap-1.5 text-12 text-ink">
              <span className="flex h-4 items-center">
                <StatusShape tone={severity === 'error' ? 'failed' : 'attention'} />
              </span>
              <span className="wrap-anywhere">
                {message} {remedy}
              </span>
            </span>
          ))}
        </span>
      </button>
      {open && (
        <div className="flex flex-col gap-3 border-t border-line px-4 py-3">
          <Field label="Field of your model" help="Parts of an object by a dot: address.city">
            {(ids) => (
              <Input
                {...ids}
                className="font-mono"
                autoComplete="off"
                spellCheck={false}
                list={lists.target}
                value={target}
                onChange={(event) => onChange({ ...field, target: event.currentTarget.value })}
              />
            )}
          </Field>
          <SourcePart
            from={expressionOf(field)}
            onChange={(from) => onChange({ ...field, from })}
            list={lists.source}
          />
          <div className="grid grid-cols-1 gap-3 sm:grid-cols-3">
            <ChoiceField
              label="Type"
              value={typeof field.type === 'string' ? field.type : ''}
              choices={[{ value: '', label: 'As it is' }, ...fieldTypes.map((value) => ({ value, label: value }))]}
              onChoose={(value) => change('type', value)}
            />
            <PolicyField
              label="Where nothing is there"
              usual="skip"
              value={field.empty}
              onChange={(value) => change('empty', value)}
            />
            <PolicyField
              label="Where it can’t be used"
              usual="error"
              value={field.unusable}
              onChange={(value) => change('unusable', value)}
            />
          </div>
          <Button size="small" className="self-start" onClick={onRemove}>
            Take this field out
          </Button>
        </div>
      )}
    </li>
  );
}
