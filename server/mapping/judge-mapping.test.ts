import { describe, expect, test } from 'vitest';
import type { ObjectField } from '#connectors/kit/index.ts';
import { diffMappings } from './diff-mappings.ts';
import { explainMapping } from './explain-mapping.ts';
import type { Expression, MappedField, Mapping, Step } from './mapping-document.ts';
import { suggestMapping } from './suggest-mapping.ts';
import { targetFieldsOf } from './target-fields.ts';
import { validateMapping } from './validate-mapping.ts';

const source: ObjectField[] = [
  { name: 'id', label: 'Id', type: 'text' },
  { name: 'properties.firstname', label: 'First name', type: 'text' },
  { name: 'properties.lastname', label: 'Last name', type: 'text' },
  { name: 'properties.email', label: 'Email', type: 'text' },
  { name: 'properties.hs_score', label: 'Score', type: 'number' },
  {
    name: 'properties.stage',
    label: 'Lifecycle stage',
    type: 'choice',
    choices: [
      { value: 'LEAD', label: 'Lead' },
      { value: 'other', label: 'Other' },
    ],
  },
  { name: 'createdate', label: 'Created', type: 'number' },
  { name: 'emails', label: 'All addresses', type: 'list' },
  { name: 'owner', label: 'Owner', type: 'object' },
];
const model = {
  type: 'object',
  required: ['email', 'name'],
  properties: {
    name: { type: 'string' },
    email: { type: 'string', format: 'email' },
    score: { type: ['integer', 'null'] },
    status: { enum: ['lead', 'customer'] },
    createdAt: { type: 'string', format: 'date-time' },
    address: { $ref: '#/$defs/address' },
  },
  $defs: { address: { type: 'object', properties: { city: { type: 'string', maxLength: 5 } }, required: ['city'] } },
};
const target = targetFieldsOf(model);
const field = (name: string, from: Expression, more: Partial<MappedField> = {}): MappedField => ({
  target: name,
  from,
  ...more,
});
const path = (text: string, ...steps: Step[]): Expression => ({ path: text, steps });
const whole = (...fields: MappedField[]): Mapping => ({ mapping: 1, fields });
const judge = (mapping: Mapping, sourceIsOpen = false) => validateMapping(mapping, { source, sourceIsOpen, target });
/** What is said about one field, beside what is said about those that are missing. */
const about = (one: MappedField, isOpen = false) =>
  judge(whole(one), isOpen)
    .filter((problem) => problem.field === one.target)
    .map(({ severity, message, remedy }) => `${severity}: ${message} ${remedy}`)
    .join(' ');

test('the fields of a model', () => {
  expect(target).toMatchObject([
    { path: 'name', type: 'text', required: true, nullable: false },
    { path: 'email' },
    { path: 'score', type: 'integer', required: false, nullable: true },
    { path: 'status', type: 'choice', choices: ['lead', 'customer'] },
    { path: 'createdAt', type: 'datetime' },
    { path: 'address.city', label: 'City', required: false, maxLength: 5 },
  ]);
  expect(targetFieldsOf({ $ref: '#', properties: { a: { $ref: '#/properties/a' } } })).toHaveLength(1);
  expect(targetFieldsOf(true)).toEqual([]);
});

describe('a mapping is held against both ends', () => {
  test('what is required and not mapped', () => {
    expect(judge(whole(field('email', path('properties.email'))))).toEqual([
      {
        severity: 'error',
        field: 'name',
        message: 'Name (name) is required by the model, and nothing is mapped to it.',
        remedy: 'Choose where it comes from, or give it a constant.',
      },
    ]);
  });

  test.each([
    [
      field('name', path('properties.first_name')),
      /^error: .*no field properties.first_name. Perhaps properties.firstname is meant/,
    ],
    [field('nam', path('id')), /^warning: The model has no field nam. Perhaps name/],
    [field('name', path('emails')), /^error: Name is a text, and what is mapped to it is a list. Add the step “first”/],
    [field('name', path('owner')), /^error: .*an object. Choose a field inside it/],
    [field('name', path('owner', { do: 'json' })), /^$/],
    [field('name', path('emails', { do: 'first' })), /^$/],
    [field('createdAt', path('createdate')), /^error: .*is a time.*a whole number|a number.*unix/],
    [field('createdAt', path('createdate', { do: 'date', read: ['unix_ms'], write: 'datetime' })), /^$/],
    [field('createdAt', path('properties.email')), /^warning: .*not every value/],
    [field('score', path('properties.email', { do: 'number', decimal: '.' })), /^warning: .*decimals/],
    [field('status', path('properties.stage')), /^warning: Status does not know LEAD, other.*value table/],
    [field('name', path('properties.email'), { empty: 'clear' }), /^error: Name may not be null/],
    [field('name', { path: '@nothing' }), /^error: There is no computed field nothing/],
    [
      field('name', path('id', { do: 'lookup', table: 'owners', otherwise: 'error' })),
      /^error: The mapping has no table owners/,
    ],
    [field('name', { template: '{properties.firstname} {x}' }), /^error: .*no field x/],
    [field('name', path('emails[].value', { do: 'join', by: ', ' })), /^$/],
  ])('%j', (one, expected) => {
    expect(about(one)).toMatch(expected);
  });

  test('an account may have fields that nobody else has', () => {
    expect(about(field('name', path('properties.own__c')), true)).toMatch(/^warning: .*may be one of this account/);
  });
});

test('a mapping is said in sentences, and two are compared by them', () => {
  const before = whole(
    field('name', { template: '{properties.firstname} {properties.lastname}' }, { empty: 'error' }),
    field('score', path('properties.hs_score'), { type: 'integer', unusable: { default: 0 }, note: 'one' }),
  );
  const after: Mapping = {
    ...whole(
      field('name', { template: '{properties.firstname} {properties.lastname}' }, { empty: 'error' }),
      field('email', path('properties.email', { do: 'email' })),
    ),
    filter: {
      all: [
        { path: 'properties.email', is: 'not_empty' },
        { path: 'id', is: 'starts_with', value: '1' },
      ],
    },
  };
  expect(explainMapping(after).map(({ sentence }) => sentence)).toEqual([
    'Only rows where (properties.email is not empty and id starts with “1”).',
    'The text “{properties.firstname} {properties.lastname}”; where nothing is there, the record fails.',
    'The field properties.email, as an e-mail address in small letters.',
  ]);
  expect(diffMappings(before, after)).toEqual([
    {
      ...{ field: 'score', change: 'removed', after: null },
      before: 'The field properties.hs_score, as a whole number; where it can’t be used, it is 0.',
    },
    { field: 'filter', change: 'added', before: null, after: expect.stringContaining('Only rows') },
    { field: 'email', change: 'added', before: null, after: expect.stringContaining('e-mail') },
  ]);
  expect(diffMappings(before, { ...before, fields: before.fields.map((one) => ({ ...one, note: 'two' })) })).toEqual(
    [],
  );
});

describe('suggestions', () => {
  const samples = [
    { id: '1', properties: { email: 'a@b.example', own_city: 'Bonn' }, createdate: 1_700_000_000_000 },
    { id: '2', properties: { email: 'c@d.example', own_city: 'Ulm' }, createdate: 1_700_000_000_001 },
  ];
  const found = suggestMapping(source, samples, model);
  const of = (name: string) => found.find((one) => one.target === name);

  test('by name, meaning, type and values, each source once, the same every time', () => {
    expect(of('email')).toMatchObject({ source: 'properties.email', from: { steps: [{ do: 'email' }] } });
    expect(of('email')?.confidence).toBeGreaterThan(0.9);
    expect(of('createdAt')).toMatchObject({
      source: 'createdate',
      from: { steps: [{ do: 'date', read: ['unix_ms'] }] },
    });
    expect(of('status')).toMatchObject({
      source: 'properties.stage',
      from: { steps: [{ do: 'values', table: [{ from: ['LEAD'], to: 'lead' }] }] },
    });
    expect(of('address.city')?.source).toBe('properties.own_city');
    expect(new Set(found.map((one) => one.source)).size).toBe(found.length);
    expect(suggestMapping(source.toReversed(), samples, model)).toEqual(found);
  });

  test('nothing where nothing fits', () => {
    expect(suggestMapping(source, [], { properties: { horsepower: { type: 'number' } } })).toEqual([]);
  });

  test('what is suggested is a mapping that can be used', () => {
    const mapping = whole(...found.map((one) => field(one.target, one.from)));
    const errors = judge(mapping, true).filter(({ severity }) => severity === 'error');
    expect(errors.map((one) => one.field)).toEqual(of('name') ? [] : ['name']);
  });
});
