'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { Section } from '#app/ui/section.tsx';
import { CustomerFilter } from '../../../customers/customer-filter.tsx';
import { toldError } from '../../../data/told-error.ts';
import { useTRPC } from '../../../data/trpc.ts';
import { textAt, valueAt } from '../../connectors/definition.ts';
import { listAt, type PartProps } from './part.ts';
import { answererOf, kindWords } from './questions.ts';
import { ValueField } from './value-field.tsx';

/** What the vendor answers for one customer: sealed, and never shown again. */
export function CustomerValues({ definition, detail }: PartProps) {
  const [customer, setCustomer] = useState('');
  const questions = listAt(definition, 'form', 'fields')
    .filter((field) => answererOf(field) === 'each' || answererOf(field) === 'all')
    .map((field) => ({
      name: textAt(field, ['name']),
      label: textAt(field, ['label']) || textAt(field, ['name']),
      kind: textAt(field, ['kind']) || 'text',
      choices: valueAt(field, ['choices']),
    }));
  return (
    <Section title="Your answers for one customer" note="Kept encrypted, never shown again">
      <div className="flex flex-col items-start gap-4 p-4">
        {detail.version === null ? (
          <p className="text-muted">They can be set once the first version is published.</p>
        ) : (
          <>
            <CustomerFilter value={customer} onChange={setCustomer} />
            {customer && <ValuesForm key={customer} slug={detail.slug} customer={customer} questions={questions} />}
          </>
        )}
      </div>
    </Section>
  );
}

interface ValuesFormProps {
  slug: string;
  customer: string;
  questions: { name: string; label: string; kind: string; choices: unknown }[];
}

function ValuesForm({ slug, customer, questions }: ValuesFormProps) {
  const trpc = useTRPC();
  const [typed, setTyped] = useState<Record<string, string | number | boolean>>({});
  const set = useMutation(trpc.integrations.setValues.mutationOptions({ onSuccess: () => setTyped({}) }));
  const told = set.error && toldError(set.error);
  const given = Object.entries(typed);
  const type = (name: string, value: string | number | boolean | undefined) => {
    const { [name]: _, ...others } = typed;
    setTyped(value === undefined || value === '' ? others : { ...others, [name]: value });
  };
  return (
    <form
      className="flex w-full max-w-md flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate({ slug, customer, values: typed });
      }}
    >
      {questions.map(({ name, label, kind, choices }) =>
        kind === 'password' ? (
          <Field key={name} label={label} help={kindWords[kind]} optional>
            {(ids) => (
              <Input
                {...ids}
                type="password"
                autoComplete="off"
                value={String(typed[name] ?? '')}
                onChange={(event) => type(name, event.currentTarget.value)}
              />
            )}
          </Field>
        ) : (
          <ValueField
            key={name}
            label={label}
            help={set.data?.set.includes(name) ? 'Set. Leave it empty to keep it.' : kindWords[kind]}
            optional
            kind={kind}
            choices={choices}
            path={[]}
            value={typed[name]}
            onChange={(value) => type(name, value)}
          />
        ),
      )}
      {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
      {set.isSuccess && <Callout tone="active" title="Set. Its next run uses it." />}
      <Button look="primary" type="submit" className="self-start" busy={set.isPending} disabled={given.length === 0}>
        Set the answers
      </Button>
    </form>
  );
}
