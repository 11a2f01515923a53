'use client';

import { Plus, X } from 'lucide-react';
import { Button } from '#app/ui/button.tsx';
import { Input } from '#app/ui/input.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { textAt, valueAt, withValue } from '../../connectors/definition.ts';
import type { JsonPath } from '../../connectors/json-nodes.ts';
import { Problems } from './controls.tsx';
import type { PartProps } from './part.ts';

/** The choices of a question: what is kept, what is read, and a quieter line under it. */
export function Choices({ definition, onChange, problems, path }: PartProps & { path: JsonPath }) {
  const found = valueAt(definition, path);
  const choices: unknown[] = Array.isArray(found) ? found : [];
  const put = (at: JsonPath, value: unknown) => onChange(withValue(definition, [...path, ...at], value));
  return (
    <fieldset className="flex flex-col gap-2" data-path={path.join('.')}>
      <legend className="mb-2 font-medium">Choices</legend>
      {choices.map((choice, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a choice is its place
        <div key={at} className="flex flex-wrap items-center gap-2">
          {(['label', 'value', 'detail'] as const).map((name) => (
            <Input
              key={name}
              aria-label={`${{ label: 'What is read', value: 'What is kept', detail: 'Second line' }[name]}, choice ${at + 1}`}
              placeholder={{ label: 'What is read', value: 'What is kept', detail: 'Second line' }[name]}
              className={`w-auto min-w-24 flex-1 ${name === 'value' ? 'font-mono' : ''}`}
              value={textAt(choice, [name])}
              onChange={({ currentTarget: { value } }) =>
                put([at, name], name === 'detail' ? value || undefined : value)
              }
            />
          ))}
          <Button
            size="icon"
            look="quiet"
            aria-label={`Take out choice ${at + 1}`}
            onClick={() => put([at], undefined)}
          >
            <Icon of={X} />
          </Button>
        </div>
      ))}
      <Button size="small" className="self-start" onClick={() => put([choices.length], { value: '', label: '' })}>
        <Icon of={Plus} className="size-3.5" />
        Add a choice
      </Button>
      <Problems problems={problems} at={path} />
    </fieldset>
  );
}
