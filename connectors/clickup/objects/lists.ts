import { z } from 'zod';
import { type ConnectorHttp, defineObject } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { list, space, user } from './rows.ts';

const spaces = z.object({ spaces: z.array(z.looseObject({ id: z.string() })) });
const folders = z.object({ folders: z.array(z.looseObject({ lists: z.array(z.unknown()).nullish() })) });
const lists = z.object({ lists: z.array(z.unknown()) });
const teams = z.object({
  teams: z.array(z.object({ id: z.string(), members: z.array(z.object({ user: z.unknown() })) })),
});
const place = z.array(z.string()).nullable();

const query = { archived: false };

export async function spacesOf(http: ConnectorHttp, workspace: string) {
  return (await http.get(`/team/${encodeURIComponent(workspace)}/space`, spaces, { query })).body.spaces;
}

/** Those inside folders, and those beside them. */
export async function listsOf(http: ConnectorHttp, id: string): Promise<unknown[]> {
  const path = `/space/${encodeURIComponent(id)}`;
  const inside = (await http.get(`${path}/folder`, folders, { query })).body.folders;
  const beside = (await http.get(`${path}/list`, lists, { query })).body.lists;
  return [...inside.flatMap((folder) => folder.lists ?? []), ...beside];
}

export const spaceObject = defineObject<typeof space, Settings>({
  label: 'spaces',
  row: space,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: async ({ http, settings }) => ({ rows: await spacesOf(http, settings.workspace), next: null }),
});

/** A space for each page. */
export const listObject = defineObject<typeof list, Settings>({
  label: 'lists',
  row: list,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: async ({ http, settings }, { cursor }) => {
    const chosen = settings.space === '' ? null : [settings.space];
    const known = place.parse(cursor) ?? chosen;
    const [first, ...rest] = known ?? (await spacesOf(http, settings.workspace)).map(({ id }) => id);
    if (first === undefined) return { rows: [], next: null };
    return { rows: await listsOf(http, first), next: rest.length > 0 ? rest : null };
  },
});

export const userObject = defineObject<typeof user, Settings>({
  label: 'people',
  row: user,
  key: ({ id }) => String(id),
  incremental: false,
  reportsDeletes: false,
  pull: async ({ http, settings }) => {
    const found = (await http.get('/team', teams)).body.teams.find(({ id }) => id === settings.workspace);
    return { rows: found?.members.map((member) => member.user) ?? [], next: null };
  },
});
