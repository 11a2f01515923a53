'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Field } from '#app/ui/field.tsx';
import { TextArea } from '#app/ui/input.tsx';
import { Section } from '#app/ui/section.tsx';
import { toldError } from '../../data/told-error.ts';
import { useTRPC } from '../../data/trpc.ts';
import { askedAnswers } from '../asked-answers.ts';
import { AskedValue } from '../asked-value.tsx';
import { type Abilities, valueAt } from './definition.ts';
import { ChoiceField } from './form-field.tsx';
import { parseJson } from './json-nodes.ts';
import { sampleOf } from './sample-of.ts';
import { TestResultView } from './test-result-view.tsx';
import type { Draft } from './use-draft.ts';

/** One call for real, with what is typed in here and never kept. */
export function TestTab({ slug, draft }: { slug: string; draft: Draft }) {
  const { abilities, definition } = draft;
  if (!abilities || !definition)
    return (
      <Callout
        tone="attention"
        title="The draft can’t be tried yet."
        text="Mend what is wrong in the definition first."
      />
    );
  return <TestForm slug={slug} draft={draft} abilities={abilities} />;
}

function whatChoices({ check, objects, actions }: Abilities) {
  return [
    ...(check ? [{ value: 'check', label: 'The check: whose account it is' }] : []),
    ...objects.map(({ name, label }) => ({ value: `object:${name}`, label: `First page of ${label}` })),
    ...actions.map(({ name, title }) => ({ value: `action:${name}`, label: `Action: ${title}` })),
  ];
}

function TestForm({ slug, draft, abilities }: { slug: string; draft: Draft; abilities: Abilities }) {
  const trpc = useTRPC();
  const choices = whatChoices(abilities);
  const [chosen, setChosen] = useState('');
  const what = choices.some(({ value }) => value === chosen) ? chosen : (choices[0]?.value ?? '');
  const [as, setAs] = useState('typed');
  const [way, setWay] = useState('');
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [inputs, setInputs] = useState<Record<string, string>>({});
  const connections = useQuery(trpc.connections.list.queryOptions({ limit: 100 }));
  const own = (connections.data?.items ?? []).filter((one) => one.connector === slug && one.status === 'active');
  const run = useMutation(trpc.connectors.test.mutationOptions());
  const [kind = '', name = ''] = what.split(':');
  const current = abilities.ways.find(({ accountType }) => accountType === way) ?? abilities.ways[0];
  const sample = sampleOf(valueAt(draft.definition, ['actions', name]));
  const input = inputs[name] ?? JSON.stringify(sample, null, 2);
  const parsed = parseJson(input);
  const read = (fields: Abilities['before'], at: string) =>
    askedAnswers(fields, (field) => typed[`${at}.${field}`] ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!draft.definition || !current) return;
    const accessToken = typed.accessToken ?? '';
    const before = read(abilities.before, 'before');
    run.mutate({
      slug,
      definition: draft.definition,
      what:
        kind === 'check'
          ? { kind }
          : kind === 'object'
            ? { kind, name }
            : { kind: 'action', name, input: parsed.value },
      as:
        as === 'typed'
          ? {
              kind: 'typed',
              ...(current.accountType !== null && { accountType: current.accountType }),
              before: Object.fromEntries(Object.entries(before).map(([key, value]) => [key, String(value)])),
              fields: read(current.fields, 'fields'),
              ...(accessToken !== '' && { accessToken }),
            }
          : { kind: 'connection', connection: as },
      settings: read(abilities.settings, 'settings'),
    });
  };
  const told = run.error && toldError(run.error);
  const fieldsOf = (fields: Abilities['before'], at: string) =>
    fields.map((field) => (
      <AskedValue
        key={`${at}.${field.name}`}
        asked={field}
        stored={false}
        value={typed[`${at}.${field.name}`] ?? (field.default === undefined ? '' : String(field.default))}
        error={told?.field === `as.${at}.${field.name}` ? told.message : undefined}
        onChange={(value) => setTyped((all) => ({ ...all, [`${at}.${field.name}`]: value }))}
      />
    ));
  if (choices.length === 0)
    return (
      <Callout tone="attention" title="There is nothing to try yet." text="Add a check, an object or an action." />
    );
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
      <Section title="Try it" note="A call for real">
        <form noValidate onSubmit={submit} className="flex flex-col gap-4 p-4">
          <ChoiceField label="What" value={what} choices={choices} onChoose={setChosen} />
          {kind === 'action' && (
            <Field
              label="Input"
              error={
                parsed.mistake
                  ? parsed.mistake.message
                  : told?.field?.startsWith('what.input')
                    ? told.message
                    : undefined
              }
            >
              {(ids) => (
                <TextArea
                  {...ids}
                  rows={6}
                  spellCheck={false}
                  className="font-mono text-12"
                  value={input}
                  onChange={(event) => {
                    const { value } = event.currentTarget;
                    setInputs((all) => ({ ...all, [name]: value }));
                  }}
                />
              )}
            </Field>
          )}
          <ChoiceField
            label="As"
            value={as}
            onChoose={setAs}
            choices={[
              { value: 'typed', label: 'What I type in here' },
              ...own.map(({ id, account }) => ({ value: id, label: account ?? id })),
            ]}
            help={as === 'typed' ? 'Used for this call and kept nowhere.' : 'The connection is used as it is.'}
          />
          {as === 'typed' && (
            <>
              {abilities.ways.length > 1 && (
                <ChoiceField
                  label="Kind of account"
                  value={current?.accountType ?? ''}
                  choices={abilities.ways.map(({ accountType, label }) => ({ value: accountType ?? '', label }))}
                  onChoose={setWay}
                />
              )}
              {fieldsOf(abilities.before, 'before')}
              {current && fieldsOf(current.fields, 'fields')}
              {current?.signIn && (
                <AskedValue
                  asked={{ name: 'accessToken', label: 'Access token', kind: 'password', required: true, secret: true }}
                  stored={false}
                  value={typed.accessToken ?? ''}
                  error={told?.field === 'as.accessToken' ? told.message : undefined}
                  onChange={(value) => setTyped((all) => ({ ...all, accessToken: value }))}
                />
              )}
            </>
          )}
          {fieldsOf(abilities.settings, 'settings')}
          <Button
            look="primary"
            type="submit"
            busy={run.isPending}
            disabled={parsed.mistake !== undefined}
            className="self-start"
          >
            {run.isPending ? 'Calling…' : 'Make the call'}
          </Button>
        </form>
      </Section>
      <div className="flex min-w-0 flex-col gap-4" aria-live="polite">
        {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
        {run.data && <TestResultView result={run.data} />}
        {!told && !run.data && (
          <p className="text-muted">
            The request as it goes over the wire, the answer, and where it is not as the definition says, are shown
            here.
          </p>
        )}
      </div>
    </div>
  );
}
