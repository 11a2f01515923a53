'use client';

import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Section } from '#app/ui/section.tsx';
import { textAt, valueAt, withValue } from '../../connectors/definition.ts';
import { Entry } from './controls.tsx';
import { CustomerValues } from './customer-values.tsx';
import { FormPages } from './form-pages.tsx';
import { listAt, moved, type PartProps } from './part.ts';
import { QuestionFields } from './question-fields.tsx';
import { askedBy, kindWords, nextName } from './questions.ts';

/** What customers are asked after connecting, and what the vendor answers for them. */
export function FormPart(state: PartProps) {
  const { definition, onChange, problems, abilities } = state;
  const fields = listAt(definition, 'form', 'fields');
  const [added, setAdded] = useState<number | null>(null);
  const named = fields.map((field) => textAt(field, ['name']));
  const own = abilities.settings.filter(({ name }) => !named.includes(name));
  const put = (next: unknown[]) => onChange(withValue(definition, ['form', 'fields'], next));
  const add = (field: object) => {
    setAdded(fields.length);
    put([...fields, field]);
  };
  return (
    <>
      <Section title="Questions" note="Asked after the account is connected, in this order">
        {fields.length === 0 && (
          <p className="border-b border-line px-4 py-3 text-muted">
            {own.length === 0
              ? 'Nothing is asked: customers connect, and that is all.'
              : 'Only what the connector asks for, in its words.'}
          </p>
        )}
        {fields.map((field, at) => {
          const name = named[at] ?? '';
          const ofConnector = abilities.settings.find((one) => one.name === name);
          const label = textAt(field, ['label']) || ofConnector?.label || name || 'A question';
          return (
            <Entry
              // biome-ignore lint/suspicious/noArrayIndexKey: a question is its place; its name may change
              key={at}
              name={`the question ${label}`}
              title={label}
              note={`${ofConnector ? 'asked by the connector' : (kindWords[textAt(field, ['kind']) || 'text'] ?? '')}, ${askedBy(field)}`}
              path={['form', 'fields', at]}
              problems={problems}
              open={added === at}
              isFirst={at === 0}
              isLast={at === fields.length - 1}
              onMove={(by) => put(moved(fields, at, by))}
              onRemove={() => put(fields.toSpliced(at, 1))}
            >
              <QuestionFields {...state} at={at} ofConnector={ofConnector} />
            </Entry>
          );
        })}
        <div className="flex flex-wrap gap-2 p-3">
          <Button onClick={() => add({ name: nextName(named), kind: 'text', label: 'New question' })}>
            Add a question of yours
          </Button>
          {own.map(({ name, label }) => (
            <Button key={name} look="quiet" onClick={() => add({ name })}>
              Word “{label}” yourself
            </Button>
          ))}
        </div>
      </Section>
      <FormPages {...state} />
      {fields.some((field) => valueAt(field, ['internalOnly']) === true) && <CustomerValues {...state} />}
    </>
  );
}
