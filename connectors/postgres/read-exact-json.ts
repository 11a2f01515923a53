import type { Json } from '../kit/index.ts';

/** JSON of the database: a number that a double can't hold to its last digit stays a text. */
export function readExactJson(text: string): Json {
  const keepDigits = (_key: string, value: unknown, at?: { source?: string }): unknown => {
    if (typeof value !== 'number' || at?.source === undefined) return value;
    return digitsOf(String(value)) === digitsOf(at.source) ? value : at.source;
  };
  return JSON.parse(text, keepDigits);
}

/** The digits that count, however the number is written: 1.50, 1.5 and 15e-1 are the same. */
const digitsOf = (number: string): string =>
  number
    .replace(/e.*$/i, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '');
