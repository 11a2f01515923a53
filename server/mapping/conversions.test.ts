import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { describe, expect, test } from 'vitest';
import { compileMapping } from './compile-mapping.ts';
import type { MappedField, Step } from './mapping-document.ts';
import { nameCase, splitName } from './people/person-name.ts';

const run = (v: unknown, list: Step[], more: Partial<MappedField> = {}) => {
  const mapped = compileMapping({ mapping: 1, fields: [{ target: 'x', from: { path: 'v', steps: list }, ...more }] })({
    v,
  });
  return 'record' in mapped ? { value: mapped.record.x } : undefined;
};

describe('doing it twice changes nothing more', () => {
  const texts = fc.oneof(
    ...[fc.string(), fc.string({ unit: 'grapheme' }), fc.emailAddress()],
    fc.constantFrom(
      'Jane <J@X.example>',
      'ANNA O’NEIL',
      'Germany',
      '€',
      'california',
      '2026-01-31T10:00:00+02:00',
      '+49 30 901820',
    ),
  );
  const list: Step[] = [
    ...(['trim', 'collapse', 'lower', 'digits', 'email', 'name_case', 'currency', 'country'] as const).map(
      (step): Step => ({ do: step }),
    ),
    { do: 'state', country: 'US' },
    { do: 'phone', country: 'DE' },
    { do: 'date' },
    { do: 'cut', length: 4 },
    ...(['text', 'integer', 'number', 'boolean', 'date', 'datetime', 'list'] as const).map(
      (to): Step => ({ do: 'convert', to }),
    ),
    ...(['unique', 'compact'] as const).map((step): Step => ({ do: step })),
  ];
  test.each(list.map((step) => [JSON.stringify(step), step] as const))('%s', (_, step) => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.array(texts, { maxLength: 4 }), fc.double(), fc.boolean()), (value) => {
        const once = run(value, [step]);
        if (once) expect(run(once.value, [step])).toEqual(once);
      }),
      { numRuns: 150 },
    );
  });
});

test('numbers are read as every country writes them', () => {
  const places: [language: string, decimal: '.' | ','][] = [
    ['en-US', '.'],
    ['de-DE', ','],
    ['fr-FR', ','],
    ['de-CH', '.'],
    ['en-IN', '.'],
    ['sv-SE', ','],
  ];
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom(...places), (cents, [language, decimal]) => {
      const value = cents / 100;
      const text = new Intl.NumberFormat(language, { minimumFractionDigits: 2 }).format(value);
      expect(run(text, [{ do: 'number', decimal }])?.value, text).toBe(value || 0);
    }),
    { numRuns: 500 },
  );
});

test('a telephone number is the same however it is written', () => {
  const numbers = ['+4930901820', '+12125550123', '+442079460958', '+33142685300', '+81312345678', '+5511987654321'];
  for (const number of numbers) {
    const parsed = parsePhoneNumberFromString(number);
    const country = parsed?.country;
    if (!parsed || !country) throw new Error(number);
    for (const text of [
      number,
      parsed.formatNational(),
      parsed.formatInternational(),
      ` ${number.replace('+', ' + ')} `,
    ])
      expect(run(text, [{ do: 'phone', country }])?.value, `${text} ${country}`).toBe(number);
  }
});

describe('names of people', () => {
  test.each([
    ['Ada Lovelace', { first: 'Ada', last: 'Lovelace' }],
    ['Dr. Ludwig van Beethoven, PhD', { prefix: 'Dr.', first: 'Ludwig', last: 'van Beethoven', suffix: 'PhD' }],
    ['Martin Luther King Jr.', { first: 'Martin', middle: 'Luther', last: 'King', suffix: 'Jr.' }],
    ['Beethoven, Ludwig van', { first: 'Ludwig', last: 'van Beethoven' }],
    ['Prof. Dr. Maria Anna Müller', { prefix: 'Prof. Dr.', first: 'Maria', middle: 'Anna', last: 'Müller' }],
    ['María de la Cruz', { first: 'María', last: 'de la Cruz' }],
    ['Plato', { first: 'Plato', last: '' }],
    ['', { first: '', last: '' }],
  ])('%s', (text, parts) => {
    expect(splitName(text)).toMatchObject(parts);
  });

  test.each([
    ['ANNA-MARIA MCDONALD', 'Anna-Maria Mcdonald'.replace('Mcd', 'McD')],
    ["sean o'neil", "Sean O'Neil"],
    ['VINCENT VAN GOGH', 'Vincent van Gogh'],
    ['henry ford ii', 'Henry Ford II'],
    ['bell hooks DeVos', 'bell hooks DeVos'],
  ])('%s is written %s', (text, written) => {
    expect(nameCase(text)).toBe(written);
  });
});

test('what is empty follows its policy, whatever steps there are', () => {
  const steps: Step[][] = [
    [],
    [{ do: 'trim' }],
    [{ do: 'email' }],
    [{ do: 'country' }],
    [{ do: 'date' }],
    [{ do: 'first' }],
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(undefined, null, '', ' ', '\t'),
      fc.constantFrom(...steps),
      fc.integer(),
      (v, list, value) => {
        expect(run(v, list, { empty: 'skip' })).toEqual({ value: undefined });
        expect(run(v, list, { empty: 'clear' })).toEqual({ value: null });
        expect(run(v, list, { empty: 'error' })).toBeUndefined();
        expect(run(v, list, { empty: { default: value } })).toEqual({ value });
      },
    ),
  );
});
