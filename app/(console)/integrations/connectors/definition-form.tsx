'use client';

import { useQuery } from '@tanstack/react-query';
import { Section } from '#app/ui/section.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { ActionsPart } from './actions-part.tsx';
import { AuthPart } from './auth-part.tsx';
import { textAt, valueAt, withValue } from './definition.ts';
import { ChoiceField, type FormState, TextField } from './form-field.tsx';
import { ObjectsPart } from './objects-part.tsx';
import { helpAt } from './schema-at.ts';

/** What most connectors need, as a form; everything else is written in the JSON beside it. */
export function DefinitionForm(state: FormState) {
  const { definition, onChange } = state;
  const trpc = useTRPC();
  const schema = useQuery(trpc.connectors.schema.queryOptions({}, { staleTime: Number.POSITIVE_INFINITY }));
  const categories = (schema.data && helpAt(schema.data, ['category'])?.values) ?? [];
  const hasCheck = valueAt(definition, ['check']) !== undefined;
  return (
    <>
      <Section title="The app">
        <div className="grid grid-cols-1 gap-4 p-4 sm:grid-cols-2">
          <TextField {...state} path={['name']} label="Name" />
          <ChoiceField
            label="Category"
            value={textAt(definition, ['category'])}
            choices={categories.map((name) => ({ value: name, label: name }))}
            onChoose={(value) => onChange(withValue(definition, ['category'], value))}
          />
          <div className="sm:col-span-2">
            <TextField {...state} path={['description']} label="What it is, in one line" />
          </div>
          <TextField
            {...state}
            path={['baseUrl']}
            label="Base address of its API"
            mono
            placeholder="https://api.acme.example/v1"
          />
          <TextField {...state} path={['docs']} label="Documentation" mono />
          <TextField {...state} path={['version']} label="Version of its API" />
          <TextField
            {...state}
            path={['icon']}
            label="Icon"
            optional
            mono
            placeholder="simple-icons:acme"
            help="A name of simple-icons, or an SVG. Without one the first letter is drawn."
          />
        </div>
      </Section>
      <AuthPart {...state} />
      <Section
        title="Check"
        note="Names the account, and shows that the access works"
        actions={
          <label className="flex items-center gap-2 text-12">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={hasCheck}
              onChange={(event) =>
                onChange(
                  withValue(
                    definition,
                    ['check'],
                    event.currentTarget.checked
                      ? { request: { method: 'GET', path: '/me' }, id: 'id', name: '{{name}}' }
                      : undefined,
                  ),
                )
              }
            />
            There is one
          </label>
        }
      >
        {hasCheck ? (
          <div className="grid grid-cols-1 gap-4 p-4 sm:grid-cols-3">
            <TextField {...state} path={['check', 'request', 'path']} label="Path" mono />
            <TextField {...state} path={['check', 'id']} label="Where the id is" mono help="In the answer, by dots" />
            <TextField {...state} path={['check', 'name']} label="Name" mono help="From the answer" />
          </div>
        ) : (
          <p className="p-4 text-muted">
            Without one an account is connected unseen, and nobody notices that its access has ended.
          </p>
        )}
      </Section>
      <ObjectsPart {...state} />
      <ActionsPart {...state} />
    </>
  );
}
