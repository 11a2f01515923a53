import type { PlainStep } from '../mapping-document.ts';
import { readAt } from '../path.ts';
import { minorDigitsOf } from '../places/currency-digits.ts';
import { shapeOf, Trouble } from '../trouble.ts';
import type { Act } from './code-steps.ts';

type Of<Name extends PlainStep['do']> = Extract<PlainStep, { do: Name }>;

/** A number as plain decimal text: money that went through a binary fraction would not add up. */
export function decimalStep({ shift = 0 }: Of<'decimal'>): Act {
  return (value) => shifted(value, shift);
}

/** Cents of the currency that stands beside the amount, to whole units or back. */
export function minorUnitsStep({ to, currency, currencyFrom, digits = {} }: Of<'minor_units'>): Act {
  const read = currencyFrom === undefined ? undefined : readAt(currencyFrom);
  return (value, scope) => {
    const code = read?.(scope) ?? currency;
    // Nothing is nothing in every currency.
    if ((code === undefined || code === null) && Number(value) === 0) return shifted(value, 0);
    if (typeof code !== 'string')
      throw new Trouble(
        'How many decimals an amount has depends on its currency, and none is known here.',
        'Say the currency, or from which field it is known.',
      );
    const upper = code.trim().toUpperCase();
    const places = digits[upper] ?? minorDigitsOf(upper);
    if (places === undefined)
      throw new Trouble(
        `${shapeOf(code)} names no currency.`,
        'Correct it in the app, or say its digits in the mapping.',
      );
    if (to === 'major') return shifted(value, -places);
    const made = shifted(value, places).replace(/\.0+$/, '');
    if (made.includes('.'))
      throw new Trouble(`${shapeOf(value)} has more decimals than its currency.`, 'Round it before.');
    return made;
  };
}

const written = /^([+-]?)(\d{1,400})(?:\.(\d{1,400}))?(?:[eE]([+-]?\d{1,3}))?$/;

function shifted(value: unknown, by: number): string {
  const found = typeof value === 'number' || typeof value === 'string' ? written.exec(String(value).trim()) : null;
  if (!found)
    throw new Trouble(
      `${shapeOf(value)} can’t be read as a number.`,
      'If it is written with separators, add the step “number” and say which sign the decimals have.',
    );
  const [, sign, whole = '', fraction = '', exponent = '0'] = found;
  const point = whole.length + Number(exponent) + by;
  const digits = `${'0'.repeat(Math.max(0, 1 - point))}${whole}${fraction}`;
  const at = Math.max(1, point);
  const before = digits
    .slice(0, at)
    .padEnd(at, '0')
    .replace(/^0+(?=\d)/, '');
  const after = digits.slice(at);
  const text = after === '' ? before : `${before}.${after}`;
  return sign === '-' && /[1-9]/.test(text) ? `-${text}` : text;
}
