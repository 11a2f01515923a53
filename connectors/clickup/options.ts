import { z } from 'zod';
import type { Option, OptionsFunction } from '../kit/index.ts';
import { listsOf, spacesOf } from './objects/lists.ts';

const named = z.looseObject({ id: z.union([z.string(), z.number()]).transform(String), name: z.string() });
const inFolder = z.looseObject({
  folder: z.looseObject({ name: z.string(), hidden: z.boolean().nullish() }).nullish(),
});
const teams = z.object({
  teams: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      members: z.array(
        z.object({
          user: z.looseObject({ id: z.number(), username: z.string().nullish(), email: z.string().nullish() }),
        }),
      ),
    }),
  ),
});
const oneList = z.looseObject({ statuses: z.array(z.looseObject({ status: z.string() })).nullish() });
const tags = z.object({ tags: z.array(z.looseObject({ name: z.string() })) });
const known = z.object({ workspace: z.string().catch(''), space: z.string().catch(''), list: z.string().catch('') });

/** Lists of ClickUp's structure come whole; what was typed is looked for here. */
const among = (options: Option[], search: string) => {
  const wanted = search.trim().toLowerCase();
  return { options: options.filter(({ label }) => label.toLowerCase().includes(wanted)), next: null };
};

type Request = Parameters<OptionsFunction>[1];
type Context = Parameters<OptionsFunction>[0];

/** What was chosen in the same form, else in the settings. */
function chosen({ settings }: Context, { parent = {} }: Request, name: 'workspace' | 'space' | 'list'): string {
  return parent[name] || (known.safeParse(settings).data?.[name] ?? '');
}

const workspaces: OptionsFunction = async ({ http }, { search }) => {
  const { body } = await http.get('/team', teams);
  return among(
    body.teams.map(({ id, name }) => ({ value: id, label: name })),
    search,
  );
};

const spaces: OptionsFunction = async (context, request) => {
  const workspace = chosen(context, request, 'workspace');
  const found = workspace === '' ? [] : z.array(named).parse(await spacesOf(context.http, workspace));
  return among(
    found.map(({ id, name }) => ({ value: id, label: name })),
    request.search,
  );
};

const lists: OptionsFunction = async (context, request) => {
  const space = chosen(context, request, 'space');
  const found = space === '' ? [] : z.array(named).parse(await listsOf(context.http, space));
  const options = found.map((one) => {
    const folder = inFolder.safeParse(one).data?.folder;
    return { value: one.id, label: one.name, detail: folder && !folder.hidden ? folder.name : undefined };
  });
  return among(options, request.search);
};

const people: OptionsFunction = async (context, request) => {
  const { body } = await context.http.get('/team', teams);
  const workspace = chosen(context, request, 'workspace');
  const members = body.teams.filter(({ id }) => workspace === '' || id === workspace).flatMap((team) => team.members);
  const options = members.map(({ user }) => ({
    value: String(user.id),
    label: user.username ?? user.email ?? String(user.id),
    detail: user.email ?? undefined,
  }));
  return among(options, request.search);
};

const statuses: OptionsFunction = async (context, request) => {
  const list = chosen(context, request, 'list');
  if (list === '') return { options: [], next: null };
  const { body } = await context.http.get(`/list/${encodeURIComponent(list)}`, oneList);
  return among(
    (body.statuses ?? []).map(({ status }) => ({ value: status, label: status })),
    request.search,
  );
};

const tagsOfSpace: OptionsFunction = async (context, request) => {
  const space = chosen(context, request, 'space');
  if (space === '') return { options: [], next: null };
  const { body } = await context.http.get(`/space/${encodeURIComponent(space)}/tag`, tags);
  return among(
    body.tags.map(({ name }) => ({ value: name, label: name })),
    request.search,
  );
};

export const options: Record<string, OptionsFunction> = {
  workspaces,
  spaces,
  lists,
  people,
  statuses,
  tags: tagsOfSpace,
};
