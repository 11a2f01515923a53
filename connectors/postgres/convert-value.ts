import type { Json } from '../kit/index.ts';
import type { Column } from './describe-table.ts';

const infinite = /^-?infinity$/;

/** Turns what the database printed into JSON, losing nothing: what a number can't hold stays text. */
export function convertValue(text: string | null, { type, category }: Column): Json {
  if (text === null) return null;
  if (isReadAsJson({ type, category })) return JSON.parse(text);
  switch (type) {
    case 'bool':
      return text === 't';
    case 'int2':
    case 'int4':
    case 'int8':
    case 'oid':
      return Number.isSafeInteger(Number(text)) ? Number(text) : text;
    case 'float4':
    case 'float8':
      return Number.isFinite(Number(text)) ? Number(text) : text;
    case 'timestamptz':
      return isOrdinaryTime(text) ? `${text.replace(' ', 'T').replace(/\+00$/, '')}Z` : text;
    case 'timestamp':
      return isOrdinaryTime(text) ? text.replace(' ', 'T') : text;
    default:
      return text;
  }
}

/** Arrays and composites are asked for as JSON; the two JSON types are it already. */
export function isReadAsJson({ type, category }: Pick<Column, 'type' | 'category'>): boolean {
  return category === 'A' || category === 'C' || type === 'json' || type === 'jsonb';
}

function isOrdinaryTime(text: string): boolean {
  return !infinite.test(text) && !text.endsWith('BC');
}
