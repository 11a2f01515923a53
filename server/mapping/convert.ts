import { isDate, readIsoDateTime } from './dates/iso.ts';
import type { FieldType } from './mapping-document.ts';
import { shapeOf, Trouble } from './trouble.ts';

/*
 * One strict table: what can't be turned into the other without guessing is an error that says which step does it.
 * Nothing is lost on the way: a number that can't be held exactly stays text.
 */
const yes = new Set(['true', 'yes', 'y', '1', 'on']);
const no = new Set(['false', 'no', 'n', '0', 'off']);
const jsonNumber = /^-?(?:0|[1-9]\d{0,308})(?:\.\d{1,308})?(?:[eE][+-]?\d{1,3})?$/;

type Convert = (value: unknown) => unknown;

const toText: Convert = (value) => {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Object.is(value, -0) ? '0' : String(value);
    case 'boolean':
      return String(value);
    default:
      throw refuse(
        value,
        'a text',
        Array.isArray(value) ? 'Take one item of the list, or join them.' : 'Choose a field inside it.',
      );
  }
};

const toNumber: Convert = (value) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value !== 'string') throw refuse(value, 'a number', 'Choose another field.');
  const text = value.trim();
  if (!jsonNumber.test(text))
    throw refuse(
      value,
      'a number',
      'If it is written with separators, add the step “number” and say which sign the decimals have.',
    );
  const number = Number(text);
  if (!Number.isFinite(number) || isInexact(text, number))
    throw refuse(value, 'a number without losing digits', 'Keep it as text.');
  return number;
};

/** Whole numbers beyond 2^53 lose their last digits as a JavaScript number. */
const isInexact = (text: string, number: number): boolean => /^-?\d+$/.test(text) && !Number.isSafeInteger(number);

const toInteger: Convert = (value) => {
  const number = toNumber(value);
  if (Number.isSafeInteger(number)) return number;
  throw refuse(value, 'a whole number', 'Choose the type “number”.');
};

const toBoolean: Convert = (value) => {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 0) return value === 1;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (yes.has(word)) return true;
  if (no.has(word)) return false;
  throw refuse(value, 'yes or no', 'Add a value table that says which values mean yes and which no.');
};

const toDate: Convert = (value) => {
  if (typeof value === 'string') {
    const text = value.trim();
    if (isDate(text)) return text;
    // The day that is written there: another zone's day takes the step “date”.
    const day = text.slice(0, 10);
    if (isDate(day) && readIsoDateTime(text, undefined) !== undefined) return day;
  }
  throw refuse(value, 'a date', 'Add the step “date” and say how it is written.');
};

const toDateTime: Convert = (value) => {
  if (typeof value === 'string') {
    const at = readIsoDateTime(value.trim(), undefined);
    if (at !== undefined) return new Date(at).toISOString();
  }
  throw refuse(value, 'a time', 'Add the step “date” and say how it is written and in which time zone.');
};

const toList: Convert = (value) => (Array.isArray(value) ? value : [value]);

const toObject: Convert = (value) => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw refuse(value, 'an object', 'Choose a field that holds other fields.');
};

const table: Record<FieldType, Convert> = {
  text: toText,
  number: toNumber,
  integer: toInteger,
  boolean: toBoolean,
  date: toDate,
  datetime: toDateTime,
  choice: toText,
  list: toList,
  object: toObject,
};

/** Turns a value that is there into one of this type; throws a `Trouble` where that would be a guess. */
export const converterTo = (type: FieldType): Convert => table[type];

const refuse = (value: unknown, wanted: string, remedy: string): Trouble =>
  new Trouble(`${shapeOf(value)} can’t be read as ${wanted}.`, remedy);
