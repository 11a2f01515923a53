import { z } from 'zod';
import type { Pager } from '../kit/index.ts';

const words = {
  none: 'All rows at once',
  page: 'Pages by number',
  offset: 'Rows to skip',
  cursor: 'A mark in the answer',
  link: 'The address of the next page',
};

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
  pages: z.enum(['none', 'page', 'offset', 'cursor', 'link']).default('none').meta({ title: 'Pages', choices: words }),
  parameter: z
    .string()
    .trim()
    .default('')
    .meta({ title: 'Parameter of the page', placeholder: 'page', description: 'For number, rows to skip and mark.' }),
  next: z.string().trim().default('').meta({
    title: 'Next',
    placeholder: 'meta.next',
    description: 'Where the mark or the address is in the answer. Empty: the Link header.',
  }),
  sizeParameter: z.string().trim().default('').meta({ title: 'Parameter of the size', placeholder: 'limit' }),
  size: z.coerce.number().int().min(1).max(10_000).default(100).meta({ title: 'Rows on a page' }),
});

export type Settings = z.output<typeof settings>;

/** How the chosen list goes on. */
export function pagerOf({ pages, parameter, next, sizeParameter, size: value }: Settings): Pager {
  const size = sizeParameter === '' ? undefined : { parameter: sizeParameter, value };
  if (pages === 'page') return { kind: 'page', parameter: parameter || 'page', size };
  if (pages === 'offset')
    return { kind: 'offset', parameter: parameter || 'offset', size: size ?? { parameter: 'limit', value } };
  if (pages === 'cursor')
    return { kind: 'cursor', parameter: parameter || 'cursor', from: next || 'next_cursor', size };
  if (pages === 'link') return { kind: 'link', from: next || undefined, size };
  return { kind: 'none' };
}
