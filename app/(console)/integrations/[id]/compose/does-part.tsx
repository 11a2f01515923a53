'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Section } from '#app/ui/section.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { textAt, withValue } from '../../connectors/definition.ts';
import { ChoiceField, TextField } from '../../connectors/form-field.tsx';
import { Entry, Problems } from './controls.tsx';
import { listAt, moved, type PartProps } from './part.ts';

const directions = [
  { value: 'in', label: 'From the app to you' },
  { value: 'out', label: 'From you to the app' },
];

/** What the customer is told before connecting. */
export function DoesPart(state: PartProps) {
  const { definition, onChange, problems } = state;
  const does = listAt(definition, 'does');
  const [added, setAdded] = useState<number | null>(null);
  const put = (next: unknown[]) => onChange(withValue(definition, ['does'], next));
  return (
    <Section
      title="What it does"
      note="Three sentences in the customer’s words"
      actions={
        <Button
          size="small"
          onClick={() => {
            setAdded(does.length);
            put([...does, { direction: 'in', sentence: '' }]);
          }}
        >
          <Icon of={Plus} className="size-3.5" />
          Add a sentence
        </Button>
      }
    >
      {does.length === 0 && (
        <p className="px-4 py-3 text-muted">
          Nothing is said yet. Customers decide by these sentences whether to connect: “Contacts from your CRM become
          people here, and stay current.”
        </p>
      )}
      {does.map((_, at) => (
        <Entry
          // biome-ignore lint/suspicious/noArrayIndexKey: a sentence is its place
          key={at}
          name={`sentence ${at + 1}`}
          title={textAt(definition, ['does', at, 'sentence']) || 'A sentence'}
          path={['does', at]}
          problems={problems}
          open={added === at}
          isFirst={at === 0}
          isLast={at === does.length - 1}
          onMove={(by) => put(moved(does, at, by))}
          onRemove={() => put(does.toSpliced(at, 1))}
        >
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-[12rem_minmax(0,1fr)]">
            <ChoiceField
              label="Direction"
              value={textAt(definition, ['does', at, 'direction'])}
              choices={directions}
              onChoose={(direction) => onChange(withValue(definition, ['does', at, 'direction'], direction))}
            />
            <TextField {...state} path={['does', at, 'sentence']} label="Sentence" />
          </div>
          <Problems problems={problems} at={['does', at]} except={['sentence']} />
        </Entry>
      ))}
    </Section>
  );
}
