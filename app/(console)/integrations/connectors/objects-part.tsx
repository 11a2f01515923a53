'use client';

import { textAt, withValue } from './definition.ts';
import { ChoiceField, type FormState, TextField } from './form-field.tsx';
import { NamedParts } from './named-parts.tsx';

const pagers = [
  { value: 'none', label: 'All at once' },
  { value: 'page', label: 'By page number' },
  { value: 'offset', label: 'By the number of rows to skip' },
  { value: 'cursor', label: 'By a mark in the answer' },
  { value: 'cursor-header', label: 'By a mark in a header' },
  { value: 'link', label: 'By a link to the next page' },
  { value: 'keyset', label: 'By the last row’s key' },
  { value: 'graphql', label: 'GraphQL connection' },
];

/** How each pager begins; its names are the app's. */
const beginnings: Record<string, Record<string, unknown>> = {
  none: { kind: 'none' },
  page: { kind: 'page', parameter: 'page', size: { parameter: 'per_page', value: 100 } },
  offset: { kind: 'offset', parameter: 'offset', size: { parameter: 'limit', value: 100 } },
  cursor: { kind: 'cursor', parameter: 'cursor', from: 'next_cursor', size: { parameter: 'limit', value: 100 } },
  'cursor-header': { kind: 'cursor-header', parameter: 'cursor', header: 'x-next-cursor' },
  link: { kind: 'link' },
  keyset: { kind: 'keyset', parameter: 'starting_after', field: 'id', size: { parameter: 'limit', value: 100 } },
  graphql: { kind: 'graphql', variable: 'after', connection: 'data.items' },
};

export function ObjectsPart(state: FormState) {
  const { definition, onChange } = state;
  return (
    <NamedParts
      title="Objects"
      note="What is copied and kept up to date"
      part="objects"
      noun="object"
      definition={definition}
      onChange={onChange}
      beginning={(name) => ({
        label: `${name}s`,
        row: { type: 'object', required: ['id'] },
        key: 'id',
        list: { request: { method: 'GET', path: `/${name}s` }, rows: 'data', pager: { kind: 'none' } },
      })}
    >
      {(name) => {
        const list = ['objects', name, 'list'];
        const kind = textAt(definition, [...list, 'pager', 'kind']) || 'none';
        return (
          <>
            <TextField {...state} path={['objects', name, 'label']} label="For people, in the plural" />
            <TextField {...state} path={['objects', name, 'key']} label="Key of a row" mono />
            <TextField {...state} path={[...list, 'request', 'path']} label="Path of the list" mono />
            <TextField
              {...state}
              path={[...list, 'rows']}
              label="Where the rows are"
              mono
              help="Empty: the answer is the list"
            />
            <ChoiceField
              label="Pages"
              value={kind}
              choices={pagers}
              onChoose={(next) => onChange(withValue(definition, [...list, 'pager'], beginnings[next]))}
            />
            <PagerFields {...state} kind={kind} path={[...list, 'pager']} />
          </>
        );
      }}
    </NamedParts>
  );
}

function PagerFields({ kind, path, ...state }: FormState & { kind: string; path: string[] }) {
  const field = (name: string, label: string, more: { optional?: boolean; help?: string } = {}) => (
    <TextField key={name} {...state} path={[...path, name]} label={label} mono {...more} />
  );
  const fields = {
    page: [field('parameter', 'Parameter of the page')],
    offset: [field('parameter', 'Parameter of the number')],
    cursor: [field('parameter', 'Parameter of the mark'), field('from', 'Where the mark is')],
    'cursor-header': [field('parameter', 'Parameter of the mark'), field('header', 'Header')],
    link: [field('from', 'Where the link is', { optional: true, help: 'Empty: the Link header' })],
    keyset: [field('parameter', 'Parameter of the key'), field('field', 'Key of the last row')],
    graphql: [field('variable', 'Variable'), field('connection', 'Path of the connection')],
  }[kind];
  const isSized = ['page', 'offset', 'cursor', 'keyset'].includes(kind);
  return (
    <>
      {fields}
      {isSized && (
        <>
          <TextField {...state} path={[...path, 'size', 'parameter']} label="Parameter of the page size" mono />
          <TextField {...state} path={[...path, 'size', 'value']} label="Rows of a page" numeric />
        </>
      )}
    </>
  );
}
