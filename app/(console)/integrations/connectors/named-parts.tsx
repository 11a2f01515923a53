'use client';

import { ChevronRight, Plus } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Input } from '#app/ui/input.tsx';
import { Section } from '#app/ui/section.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { type Definition, isObject, withValue } from './definition.ts';

interface NamedPartsProps {
  title: string;
  note: string;
  /** Of the definition: `objects`. */
  part: 'objects' | 'actions';
  /** One of them: "object". */
  noun: string;
  definition: Definition;
  onChange: (next: Definition) => void;
  /** How a new one begins. */
  beginning: (name: string) => Definition;
  children: (name: string) => ReactNode;
}

const fewParts = 20;

/** Objects or actions by their names: added, changed, removed. */
export function NamedParts({ title, note, part, noun, definition, onChange, beginning, children }: NamedPartsProps) {
  const [name, setName] = useState('');
  const [shown, setShown] = useState(fewParts);
  const parts = definition[part];
  const names = isObject(parts) ? Object.keys(parts) : [];
  const add = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    if (!/^[a-zA-Z][\w-]*$/.test(wanted) || names.includes(wanted)) return;
    onChange(withValue(definition, [part, wanted], beginning(wanted)));
    setName('');
  };
  return (
    <Section title={title} note={note}>
      {names.slice(0, shown).map((one) => (
        <details key={one} className="group border-b border-line" open={names.length === 1}>
          <summary className="flex cursor-pointer items-center gap-2 px-4 py-2 hover:bg-hover">
            <Icon of={ChevronRight} className="size-3.5 text-faint group-open:rotate-90" />
            <span className="font-mono text-12 font-medium">{one}</span>
          </summary>
          <div className="grid grid-cols-1 gap-4 px-4 pt-1 pb-4 sm:grid-cols-2">
            {children(one)}
            <Button
              size="small"
              className="justify-self-start sm:col-span-2"
              onClick={() => onChange(withValue(definition, [part, one], undefined))}
            >
              Remove the {noun} {one}
            </Button>
          </div>
        </details>
      ))}
      {names.length > shown && (
        <div className="border-b border-line px-4 py-2">
          <Button size="small" onClick={() => setShown(shown + 100)}>
            Show {Math.min(100, names.length - shown)} more of {names.length}
          </Button>
        </div>
      )}
      <form onSubmit={add} className="flex gap-2 p-3">
        <Input
          aria-label={`Name of a new ${noun}`}
          className="font-mono"
          placeholder={noun === 'object' ? 'contact' : 'createContact'}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          <Icon of={Plus} className="size-3.5" />
          Add the {noun}
        </Button>
      </form>
    </Section>
  );
}
