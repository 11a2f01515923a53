import { z } from 'zod';
import { allPages, type Option, type OptionsFunction } from '../kit/index.ts';
import { byCursor } from './objects/lists.ts';

const has = (search: string) => {
  const wanted = search.trim().toLowerCase();
  return ({ label, detail = '' }: Option) => `${label} ${detail}`.toLowerCase().includes(wanted);
};

const named = z.object({ id: z.int(), name: z.string(), pipeline_id: z.int().optional() });

const users: OptionsFunction = async ({ http }, { search }) => {
  const row = z.object({
    id: z.int(),
    name: z.string(),
    email: z.string().nullish(),
    active_flag: z.boolean().nullish(),
  });
  const { body } = await http.get('/api/v1/users', z.object({ data: z.array(row) }));
  const active = body.data.filter(({ active_flag }) => active_flag !== false);
  const options = active.map(({ id, name, email }) => ({
    value: String(id),
    label: name,
    ...(email && { detail: email }),
  }));
  return { options: options.filter(has(search)), next: null };
};

const list =
  (path: string, query: (parent?: Record<string, string>) => Record<string, string | undefined>): OptionsFunction =>
  async (context, { search, parent }) => {
    const options: Option[] = [];
    const request = { path, query: query(parent) };
    for await (const rows of allPages(context, { pager: byCursor, request, rows: 'data' }))
      options.push(
        ...z
          .array(named)
          .parse(rows)
          .map(({ id, name }) => ({ value: String(id), label: name })),
      );
    return { options: options.filter(has(search)), next: null };
  };

const activityTypes: OptionsFunction = async ({ http }, { search }) => {
  const row = z.object({ key_string: z.string(), name: z.string(), active_flag: z.boolean().nullish() });
  const { body } = await http.get('/api/v1/activityTypes', z.object({ data: z.array(row) }));
  const active = body.data.filter(({ active_flag }) => active_flag !== false);
  return {
    options: active.map(({ key_string, name }) => ({ value: key_string, label: name })).filter(has(search)),
    next: null,
  };
};

export const options: Record<string, OptionsFunction> = {
  users,
  activityTypes,
  pipelines: list('/api/v2/pipelines', () => ({})),
  // Without a pipeline, those of all of them.
  stages: list('/api/v2/stages', (parent) => ({ pipeline_id: parent?.pipeline || undefined })),
};
