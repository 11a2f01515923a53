import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { audience, campaign } from './objects/rows.ts';

const pageSize = 200;
const offsetOf = z.int().nonnegative().nullable().catch(null);
const lists = z.object({ lists: z.array(audience), total_items: z.int() });
const drafts = z.object({ campaigns: z.array(campaign), total_items: z.int() });
const has = (search: string, label: string) => label.toLowerCase().includes(search.trim().toLowerCase());
const nextOf = (offset: number, read: number, total: number) =>
  read > 0 && offset + read < total ? offset + read : null;

const audiences: OptionsFunction = async ({ http }, { search, cursor }) => {
  const offset = offsetOf.parse(cursor) ?? 0;
  const { body } = await http.get('/lists', lists, { query: { count: pageSize, offset } });
  const found = body.lists.filter(({ name }) => has(search, name));
  return {
    options: found.map(({ id, name }) => ({ value: id, label: name })),
    next: nextOf(offset, body.lists.length, body.total_items),
  };
};

/** Those that were not sent yet. */
const campaigns: OptionsFunction = async ({ http }, { search, cursor }) => {
  const offset = offsetOf.parse(cursor) ?? 0;
  const { body } = await http.get('/campaigns', drafts, { query: { count: pageSize, offset, status: 'save' } });
  const named = body.campaigns.map(({ id, settings }) => ({
    value: id,
    label: settings?.title || settings?.subject_line || id,
  }));
  return {
    options: named.filter(({ label }) => has(search, label)),
    next: nextOf(offset, body.campaigns.length, body.total_items),
  };
};

export const options: Record<string, OptionsFunction> = { audiences, campaigns };
