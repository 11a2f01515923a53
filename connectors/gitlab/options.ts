import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { pathOf, project as projectName } from './settings.ts';

const projects = z.array(z.looseObject({ path_with_namespace: z.string(), name: z.string() }));
const named = z.array(z.looseObject({ name: z.string(), description: z.string().nullish() }));
const members = z.array(z.looseObject({ id: z.int(), name: z.string(), username: z.string() }));
const milestones = z.array(z.looseObject({ id: z.int(), title: z.string(), due_date: z.string().nullish() }));
const pageNumber = z.int().catch(1);
const known = z.object({ project: projectName });
const size = 50;

type Context = Parameters<OptionsFunction>[0];
type Request = Parameters<OptionsFunction>[1];

const search = async <S extends z.ZodType>({ http }: Context, request: Request, path: string, schema: S, more = {}) => {
  const page = pageNumber.parse(request.cursor ?? 1);
  const query = { ...more, search: request.search.trim() || undefined, per_page: size, page };
  const { body } = await http.get(path, schema, { query });
  return { body, next: Array.isArray(body) && body.length === size ? page + 1 : null };
};

/** Of the project chosen in the same form, else in the settings. */
const within =
  (list: (context: Context, request: Request, path: string) => ReturnType<OptionsFunction>): OptionsFunction =>
  async (context, request) => {
    const chosen = known.safeParse(request.parent?.project ? request.parent : context.settings).data;
    return chosen === undefined ? { options: [], next: null } : list(context, request, pathOf(chosen.project));
  };

export const options: Record<string, OptionsFunction> = {
  projects: async (context, request) => {
    const more = { membership: true, simple: true, search_namespaces: true, order_by: 'last_activity_at' };
    const { body, next } = await search(context, request, '/projects', projects, more);
    const found = body.map(({ path_with_namespace: path, name }) => ({ value: path, label: path, detail: name }));
    return { options: found, next };
  },
  labels: within(async (context, request, path) => {
    const { body, next } = await search(context, request, `${path}/labels`, named);
    const found = body.map(({ name, description }) => ({ value: name, label: name, detail: description ?? undefined }));
    return { options: found, next };
  }),
  branches: within(async (context, request, path) => {
    const { body, next } = await search(context, request, `${path}/repository/branches`, named);
    return { options: body.map(({ name }) => ({ value: name, label: name })), next };
  }),
  people: within(async (context, request, path) => {
    const more = { query: request.search.trim() || undefined };
    const { body, next } = await search(context, { ...request, search: '' }, `${path}/members/all`, members, more);
    return {
      options: body.map(({ id, name, username }) => ({ value: String(id), label: name, detail: username })),
      next,
    };
  }),
  milestones: within(async (context, request, path) => {
    const { body, next } = await search(context, request, `${path}/milestones`, milestones, { state: 'active' });
    const found = body.map(({ id, title, due_date }) => ({
      value: String(id),
      label: title,
      detail: due_date ?? undefined,
    }));
    return { options: found, next };
  }),
};
