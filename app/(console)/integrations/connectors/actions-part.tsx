'use client';

import { textAt, withValue } from './definition.ts';
import { ChoiceField, type FormState, TextField } from './form-field.tsx';
import { NamedParts } from './named-parts.tsx';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((value) => ({ value, label: value }));
const effects = [
  { value: 'reads', label: 'Reads: changes nothing' },
  { value: 'writes', label: 'Writes' },
  { value: 'destroys', label: 'Destroys: can’t be undone' },
];
const repeats = [
  { value: 'none', label: 'It happens twice' },
  { value: 'natural', label: 'The second time changes nothing' },
  { value: 'key', label: 'The app takes an idempotency key' },
];

export function ActionsPart(state: FormState) {
  const { definition, onChange } = state;
  return (
    <NamedParts
      title="Actions"
      note="What can be done in the app"
      part="actions"
      noun="action"
      definition={definition}
      onChange={onChange}
      beginning={(name) => ({
        title: name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/^./, (letter) => letter.toUpperCase()),
        input: { type: 'object', properties: { name: { type: 'string', title: 'Name' } }, required: ['name'] },
        effect: 'writes',
        repeat: 'none',
        request: { method: 'POST', path: `/${name}`, json: { name: '{{input.name}}' } },
      })}
    >
      {(name) => {
        const path = ['actions', name];
        return (
          <>
            <TextField {...state} path={[...path, 'title']} label="What it does" />
            <TextField
              {...state}
              path={[...path, 'request', 'path']}
              label="Path"
              mono
              help="Input and body: in the JSON"
            />
            <ChoiceField
              label="Method"
              value={textAt(definition, [...path, 'request', 'method'])}
              choices={methods}
              onChoose={(value) => onChange(withValue(definition, [...path, 'request', 'method'], value))}
            />
            <ChoiceField
              label="Effect"
              value={textAt(definition, [...path, 'effect'])}
              choices={effects}
              onChoose={(value) => onChange(withValue(definition, [...path, 'effect'], value))}
            />
            <ChoiceField
              label="Done twice"
              value={textAt(definition, [...path, 'repeat']) || 'none'}
              choices={repeats}
              onChoose={(value) => onChange(withValue(definition, [...path, 'repeat'], value))}
            />
          </>
        );
      }}
    </NamedParts>
  );
}
