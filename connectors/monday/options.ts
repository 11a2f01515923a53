import { z } from 'zod';
import type { Option, OptionsFunction } from '../kit/index.ts';
import { ask } from './ask.ts';
import { columnsOf } from './objects/describe.ts';
import { id } from './settings.ts';

const named = z.looseObject({ id: z.string(), name: z.string() });
const pageNumber = z.int().catch(1);
const known = z.object({ board: id });
const limit = 100;

const has = (search: string) => {
  const wanted = search.trim().toLowerCase();
  return ({ label }: Option) => label.toLowerCase().includes(wanted);
};

/** monday does not search them by words: a page is fetched and looked through. */
const list =
  (name: string, query: string, optionOf: (row: z.output<typeof named>) => Option): OptionsFunction =>
  async ({ http }, { search, cursor }) => {
    const page = pageNumber.parse(cursor ?? 1);
    const answer = z.object({ [name]: z.array(named).nullable() });
    const rows = (await ask(http, query, { page, limit }, answer))[name] ?? [];
    return { options: rows.map(optionOf).filter(has(search)), next: rows.length === limit ? page + 1 : null };
  };

const page = 'query ($page: Int!, $limit: Int!)';
const detailOf = (value: unknown): { detail?: string } => (typeof value === 'string' && value ? { detail: value } : {});

const groups = z.object({
  boards: z.array(z.object({ groups: z.array(z.object({ id: z.string(), title: z.string() })) })),
});

/** Of the board chosen in the same form, else in the settings. */
const ofBoard =
  (read: (http: Parameters<OptionsFunction>[0]['http'], board: string) => Promise<Option[]>): OptionsFunction =>
  async ({ http, settings }, { search, parent }) => {
    const chosen = known.safeParse(parent?.board ? parent : settings).data;
    const found = chosen === undefined ? [] : await read(http, chosen.board);
    return { options: found.filter(has(search)), next: null };
  };

export const options: Record<string, OptionsFunction> = {
  boards: list(
    'boards',
    `${page} { boards(page: $page, limit: $limit, order_by: used_at) { id name workspace { name } } }`,
    ({ id: value, name: label, workspace }) => ({
      value,
      label,
      ...detailOf(z.looseObject({ name: z.unknown() }).safeParse(workspace).data?.name),
    }),
  ),
  people: list(
    'users',
    `${page} { users(page: $page, limit: $limit) { id name email } }`,
    ({ id: value, name: label, email }) => ({ value, label, ...detailOf(email) }),
  ),
  workspaces: list(
    'workspaces',
    `${page} { workspaces(page: $page, limit: $limit) { id name } }`,
    ({ id: value, name: label }) => ({ value, label }),
  ),
  groups: ofBoard(async (http, board) => {
    const query = 'query ($board: ID!) { boards(ids: [$board]) { groups { id title } } }';
    const [found] = (await ask(http, query, { board }, groups)).boards;
    return (found?.groups ?? []).map(({ id: value, title: label }) => ({ value, label }));
  }),
  columns: ofBoard(async (http, board) =>
    (await columnsOf(http, board)).map(({ id: value, title: label, type }) => ({ value, label, detail: type })),
  ),
};
