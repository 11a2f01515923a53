import { z } from 'zod';
import type { Pager } from '../kit/index.ts';

const words = {
  none: 'All rows at once',
  page: 'Pages by number',
  offset: 'Rows to skip',
  cursor: 'A mark in the answer',
  link: 'The address of the next page',
  keyset: 'The key of the last row',
};

const methodWords = { PATCH: 'PATCH: what is given', PUT: 'PUT: the whole row', POST: 'POST' };

/** Asked only of who syncs a list; for requests and hooks the defaults do. */
export const settings = z.object({
  list: z
    .string()
    .trim()
    .default('')
    .meta({ title: 'List', placeholder: '/orders', description: 'Path of the list to sync.' }),
  rows: z.string().trim().default('').meta({
    title: 'Rows',
    placeholder: 'data.items',
    description: 'Where they are in the answer. Empty: the answer is the list.',
  }),
  key: z
    .string()
    .trim()
    .min(1, 'Without a key no row can be known again.')
    .default('id')
    .meta({ title: 'Key of a row' }),
  since: z.string().trim().default('').meta({
    title: 'Parameter for changes',
    placeholder: 'updated_since',
    description: 'Takes a time, and leaves only what changed since. Empty: each pass reads everything.',
  }),
  pages: z
    .enum(['none', 'page', 'offset', 'cursor', 'link', 'keyset'])
    .default('none')
    .meta({ title: 'Pages', choices: words }),
  parameter: z.string().trim().default('').meta({
    title: 'Parameter of the page',
    placeholder: 'page',
    description: 'For number, rows to skip, mark and key.',
  }),
  next: z.string().trim().default('').meta({
    title: 'Next',
    placeholder: 'meta.next',
    description: 'Where the mark or the address is in the answer. Empty: the Link header.',
  }),
  sizeParameter: z.string().trim().default('').meta({ title: 'Parameter of the size', placeholder: 'limit' }),
  size: z.coerce.number().int().min(1).max(10_000).default(100).meta({ title: 'Rows on a page' }),
  first: z.coerce.number().int().min(0).max(1).default(1).meta({ title: 'Number of the first page' }),
  one: z
    .string()
    .trim()
    .refine((path) => path === '' || path.includes('{key}'), 'Write {key} where the key of the row belongs.')
    .default('')
    .meta({
      title: 'One row',
      placeholder: '/orders/{key}',
      description: 'Path of one row, to read and to change it. Empty: rows are made, and not changed.',
    }),
  change: z.enum(['PATCH', 'PUT', 'POST']).default('PATCH').meta({ title: 'To change a row', choices: methodWords }),
  create: z.string().trim().default('').meta({
    title: 'To make a row',
    placeholder: '/orders',
    description: 'Path that a new row is posted to. Empty: that of the list.',
  }),
  wrapper: z.string().trim().default('').meta({
    title: 'Name around a row',
    placeholder: 'order',
    description: 'Where the API puts a single row, in answers and in what is sent. Empty: it stands by itself.',
  }),
});

export type Settings = z.output<typeof settings>;

/** How the chosen list goes on. */
export function pagerOf({ pages, parameter, next, sizeParameter, size: value, first, key }: Settings): Pager {
  const size = sizeParameter === '' ? undefined : { parameter: sizeParameter, value };
  if (pages === 'page') return { kind: 'page', parameter: parameter || 'page', first, size };
  if (pages === 'offset')
    return { kind: 'offset', parameter: parameter || 'offset', size: size ?? { parameter: 'limit', value } };
  if (pages === 'cursor')
    return { kind: 'cursor', parameter: parameter || 'cursor', from: next || 'next_cursor', size };
  if (pages === 'link') return { kind: 'link', from: next || undefined, size };
  if (pages === 'keyset') return { kind: 'keyset', parameter: parameter || 'starting_after', field: key, size };
  return { kind: 'none' };
}
