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
import { textAt } from '../../connectors/definition.ts';
import { listAt, type PartProps } from './part.ts';
import { answererOf, kindWords } from './questions.ts';

/** What the vendor answers for one customer: sealed, and never shown again. */
export function CustomerValues({ definition, detail }: PartProps) {
  const [customer, setCustomer] = useState('');
  const questions = listAt(definition, 'form', 'fields')
    .filter((field) => answererOf(field) === 'each' || answererOf(field) === 'all')
    .map((field) => ({
      name: textAt(field, ['name']),
      label: textAt(field, ['label']) || textAt(field, ['name']),
      kind: textAt(field, ['kind']) || 'text',
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
  questions: { name: string; label: string; kind: string }[];
}

function ValuesForm({ slug, customer, questions }: ValuesFormProps) {
  const trpc = useTRPC();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const set = useMutation(trpc.integrations.setValues.mutationOptions({ onSuccess: () => setTyped({}) }));
  const told = set.error && toldError(set.error);
  const given = Object.entries(typed).filter(([, value]) => value !== '');
  return (
    <form
      className="flex w-full max-w-md flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const kindOf = (name: string) => questions.find((one) => one.name === name)?.kind;
        const values = given.map(([name, value]): [string, string | number | boolean] => [
          name,
          kindOf(name) === 'number' ? Number(value) : kindOf(name) === 'switch' ? value === 'true' : value,
        ]);
        set.mutate({ slug, customer, values: Object.fromEntries(values) });
      }}
    >
      {questions.map(({ name, label, kind }) => (
        <Field key={name} label={label} help={kindWords[kind]} optional>
          {(ids) => (
            <Input
              {...ids}
              type={kind === 'password' ? 'password' : 'text'}
              autoComplete="off"
              placeholder={set.data?.set.includes(name) ? 'Set; leave it empty to keep it' : undefined}
              value={typed[name] ?? ''}
              onChange={({ currentTarget: { value } }) => setTyped({ ...typed, [name]: value })}
            />
          )}
        </Field>
      ))}
      {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
      {set.isSuccess && <Callout tone="active" title="Set. Its next run uses it." />}
      <Button look="primary" type="submit" className="self-start" busy={set.isPending} disabled={given.length === 0}>
        Set the answers
      </Button>
    </form>
  );
}
