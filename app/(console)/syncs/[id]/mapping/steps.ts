interface Param {
  name: string;
  label: string;
  kind: 'text' | 'number' | 'choice' | 'json';
  choices?: readonly string[];
  optional?: boolean;
}

interface StepKind {
  words: string;
  /** What a new one begins with. */
  initial?: Record<string, unknown>;
  params?: Param[];
}

const text = (name: string, label: string, optional = false): Param => ({ name, label, kind: 'text', optional });
const whole = (name: string, label: string, optional = false): Param => ({ name, label, kind: 'number', optional });
const json = (name: string, label: string): Param => ({ name, label, kind: 'json' });
const choice = (name: string, label: string, choices: readonly string[], optional = false): Param => ({
  ...{ name, label, kind: 'choice', choices, optional },
});

const types = ['text', 'number', 'integer', 'boolean', 'date', 'datetime', 'choice', 'list', 'object'] as const;
const otherwise = json('otherwise', 'Others: "keep", "clear", "error" or { "default": … }');

export const fieldTypes: readonly string[] = types;

/** Every step that a value can go through, in words, with what it asks. */
export const stepKinds: Record<string, StepKind> = {
  trim: { words: 'Without spaces around it' },
  collapse: { words: 'With single spaces' },
  lower: { words: 'In small letters' },
  upper: { words: 'In capital letters' },
  title: { words: 'Each word with a capital' },
  digits: { words: 'Only its digits' },
  strip_tags: { words: 'Without HTML' },
  email: { words: 'As an e-mail address' },
  replace: { words: 'Replace', initial: { find: '-', with: '' }, params: [text('find', 'This'), text('with', 'By')] },
  cut: { words: 'Cut to a length', initial: { length: 100 }, params: [whole('length', 'Characters')] },
  split: { words: 'Split', initial: { by: ',' }, params: [text('by', 'At'), whole('part', 'Part, from 0', true)] },
  name: {
    words: 'Part of a person’s name',
    initial: { part: 'first' },
    params: [choice('part', 'Which', ['prefix', 'first', 'middle', 'last', 'suffix', 'initials'])],
  },
  name_case: { words: 'Written as names are' },
  phone: {
    words: 'As a telephone number',
    params: [
      text('country', 'Country without +', true),
      choice('write', 'Written', ['e164', 'international', 'national'], true),
    ],
  },
  country: {
    words: 'As a country',
    params: [choice('write', 'Written', ['alpha2', 'alpha3', 'numeric', 'name'], true)],
  },
  state: {
    words: 'As a state',
    params: [text('country', 'Of the country', true), choice('write', 'Written', ['code', 'name'], true)],
  },
  currency: { words: 'As a currency' },
  date: {
    words: 'As a date',
    params: [
      json('read', 'How it is written: ["dd.MM.yyyy"]'),
      text('zone', 'Time zone', true),
      text('write', 'Written', true),
    ],
  },
  number: {
    words: 'As a number',
    initial: { decimal: '.' },
    params: [choice('decimal', 'Before the decimals', ['.', ','])],
  },
  decimal: { words: 'As a decimal number', params: [whole('shift', 'Times ten to the power of', true)] },
  minor_units: {
    words: 'Cents to whole units, or back',
    initial: { to: 'major', currency: 'EUR' },
    params: [
      choice('to', 'Into', ['major', 'minor']),
      text('currency', 'Currency: EUR', true),
      text('currencyFrom', 'Or the field that has it', true),
    ],
  },
  convert: { words: 'As another type', initial: { to: 'text' }, params: [choice('to', 'Type', types)] },
  values: {
    words: 'By a table of values',
    initial: { table: [{ from: ['old'], to: 'new' }], otherwise: 'keep' },
    params: [json('table', 'Rows: { "from": [ … ], "to": … }'), otherwise],
  },
  lookup: {
    words: 'Looked up in a table of the mapping',
    initial: { table: '', otherwise: 'keep' },
    params: [text('table', 'Table'), otherwise],
  },
  default: { words: 'Where nothing is there', initial: { value: '' }, params: [json('value', 'This value')] },
  first: { words: 'The first of a list' },
  last: { words: 'The last of a list' },
  at: { words: 'One of a list', initial: { index: 0 }, params: [whole('index', 'Which, from 0')] },
  count: { words: 'How many a list has' },
  flatten: { words: 'Lists in a list as one' },
  unique: { words: 'Each of a list once' },
  compact: { words: 'A list without empty ones' },
  join: { words: 'A list as one text', initial: { by: ', ' }, params: [text('by', 'Between')] },
  where: {
    words: 'Those of a list for which it is true',
    initial: { where: { path: '.', is: 'not_empty' } },
    params: [json('where', 'The condition')],
  },
  map: { words: 'Each of a list anew', initial: { to: { path: '.' } }, params: [json('to', 'What each becomes')] },
  group: { words: 'A list in groups', initial: { by: 'type' }, params: [text('by', 'By the field')] },
  keyed: {
    words: 'A list of names and values as an object',
    initial: { by: 'name', value: 'value' },
    params: [text('by', 'The name is in'), text('value', 'The value is in')],
  },
  collect: {
    words: 'Everything of a name, however deep',
    initial: { key: 'text' },
    params: [text('key', 'The name')],
  },
  json: { words: 'As JSON text' },
};
