import { isObject } from '../../connectors/definition.ts';

export const kinds = [
  { value: 'text', label: 'A line of text' },
  { value: 'multiline', label: 'Several lines' },
  { value: 'number', label: 'A number' },
  { value: 'switch', label: 'Yes or no' },
  { value: 'select', label: 'One of a list' },
  { value: 'cards', label: 'One of some cards' },
  { value: 'options', label: 'Live choices from the app' },
  { value: 'password', label: 'A secret' },
];

export const kindWords: Record<string, string> = Object.fromEntries(
  kinds.map(({ value, label }) => [value, label.toLowerCase()]),
);

/** Who answers a question: the customer, or the vendor for all or for each of them. */
export type Answerer = 'customer' | 'all' | 'each';

export const answererOf = (field: unknown): Answerer => {
  if (!isObject(field) || field.internalOnly !== true) return 'customer';
  return 'value' in field ? 'all' : 'each';
};

export const askedBy = (field: unknown): string =>
  ({
    customer: isObject(field) && field.required === true ? 'must be answered' : 'may be answered',
    all: 'answered by you',
    each: 'answered by you for each customer',
  })[answererOf(field)];

/** A name that no question has yet. */
export function nextName(names: readonly string[]): string {
  let at = names.length + 1;
  while (names.includes(`question${at}`)) at += 1;
  return `question${at}`;
}

/** What a kind has no use for goes when another kind is chosen. */
export function withKind(field: Record<string, unknown>, kind: string): Record<string, unknown> {
  const { choices, options, min, max, minLength, maxLength, pattern, patternWords, ...plain } = field;
  const { default: given, ...rest } = plain;
  const hasChoices = kind === 'select' || kind === 'cards';
  const isText = kind === 'text' || kind === 'multiline';
  return clean({
    ...rest,
    kind,
    ...(given !== undefined && kind === field.kind && { default: given }),
    ...(hasChoices && { choices: choices ?? [{ value: 'one', label: 'One' }] }),
    ...(kind === 'options' && { options }),
    ...(kind === 'number' && { min, max }),
    ...(isText && { minLength, maxLength, pattern, patternWords }),
  });
}

const clean = (of: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined));
