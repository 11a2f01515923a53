import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileMapping } from '../compile-mapping.ts';
import type { Step } from '../mapping-document.ts';
import { readMapping } from '../read-mapping.ts';

/** What the steps make of a value, or what is said about it. */
function made(value: unknown, step: Step, row: object = {}): unknown {
  const reading = readMapping({ mapping: 1, fields: [{ target: 'x', from: { path: 'v', steps: [step] } }] });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  const mapped = compileMapping(reading.mapping)({ ...row, v: value });
  if ('record' in mapped) return mapped.record.x;
  return 'troubles' in mapped ? mapped.troubles[0]?.message : undefined;
}

describe('decimal', () => {
  test.each([
    [4800, undefined, '4800'],
    ['+0012.50', undefined, '12.50'],
    [1e21, undefined, '1000000000000000000000'],
    [1.5e-7, undefined, '0.00000015'],
    ['-0.0', undefined, '0.0'],
    ['0.4', 2, '40'],
    ['0.425', 2, '42.5'],
    [100, -2, '1.00'],
    ['12345678901234567890.12', undefined, '12345678901234567890.12'],
  ])('%s shifted by %s', (value, shift, expected) => {
    expect(made(value, { do: 'decimal', ...(shift !== undefined && { shift }) })).toBe(expected);
  });

  test.each(['1,5', '1 000', 'abc', '--1', '1.2.3', '1e5000'])('%s is no number', (value) => {
    expect(made(value, { do: 'decimal' })).toContain('can’t be read as a number');
  });

  test('there and back is the same amount, whatever the shift', () => {
    const plain = { do: 'decimal' } as const;
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: -20, max: 20 }), (digits, shift) => {
        const there = made(`${digits}`, { do: 'decimal', shift });
        const back = String(made(there, { do: 'decimal', shift: -shift }));
        expect(back.includes('.') ? back.replace(/\.?0+$/, '') : back).toBe(made(`${digits}`, plain));
      }),
    );
  });
});

describe('minor units', () => {
  const major = { do: 'minor_units', to: 'major', currencyFrom: 'currency' } as const;
  test.each([
    [1250, 'usd', '12.50'],
    [5, 'EUR', '0.05'],
    [-1999, 'EUR', '-19.99'],
    [500, 'JPY', '500'],
    [1250, 'KWD', '1.250'],
    ['9007199254740993', 'EUR', '90071992547409.93'],
  ])('%s of %s is %s', (value, currency, expected) => {
    expect(made(value, major, { currency })).toBe(expected);
  });

  test('an app’s own digits count before those of ISO 4217', () => {
    expect(made(1250, { ...major, digits: { ISK: 2 } }, { currency: 'ISK' })).toBe('12.50');
  });

  test('back again, and no part of a cent', () => {
    const minor = { do: 'minor_units', to: 'minor', currency: 'EUR' } as const;
    expect(made('12.5', minor)).toBe('1250');
    expect(made('12.500', minor)).toBe('1250');
    expect(made('12.505', minor)).toContain('more decimals than its currency');
  });

  test('without a currency nothing is guessed', () => {
    expect(made(0, major)).toBe('0');
    expect(made(1250, major)).toContain('none is known here');
    expect(made(1250, major, { currency: 'dollars' })).toContain('names no currency');
  });
});

test('names and values become one object, later ones over earlier ones, and none that means something to JavaScript', () => {
  const step = { do: 'keyed', by: 'name', value: 'value' } as const;
  const list = [
    { name: 'tier', value: 'gold' },
    { name: 7, value: [1] },
    { name: 'empty', value: null },
    { name: '__proto__', value: { polluted: true } },
    { value: 'without a name' },
    'no object',
    { name: 'tier', value: 'silver' },
  ];
  expect(made(list, step)).toEqual({ tier: 'silver', 7: [1] });
  expect(Object.getPrototypeOf(made(list, step))).toBe(Object.prototype);
  expect(made([], step)).toEqual({});
});

test('texts of a document that is a tree are found in their order, however deep they are', () => {
  const step = { do: 'collect', key: 'text' } as const;
  const document = {
    type: 'doc',
    content: [
      { type: 'paragraph', content: [{ text: 'Ask ' }, { type: 'mention', attrs: { text: '@Tom' } }, { text: '' }] },
      { type: 'list', content: [{ content: [{ content: [{ text: 'one' }, { text: 2 }] }] }] },
    ],
  };
  expect(made(document, step)).toEqual(['Ask ', '@Tom', 'one', 2]);
  const deep = JSON.parse(`${'{"a":'.repeat(3_000)}{"text":"down here"}${'}'.repeat(3_000)}`);
  expect(made(deep, step)).toEqual(['down here']);
  expect(made('no tree', step)).toEqual([]);
});
