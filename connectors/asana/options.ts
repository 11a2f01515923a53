import { z } from 'zod';
import type { ConnectorHttp, Json, OptionsFunction } from '../kit/index.ts';

const page = z.object({
  data: z.array(z.looseObject({ gid: z.string(), name: z.string().nullish(), email: z.string().nullish() })),
  next_page: z.object({ offset: z.string() }).nullish(),
});
const offset = z.string().nullable().catch(null);

type Query = Record<string, string | number | boolean | undefined>;

async function choices(http: ConnectorHttp, path: string, query: Query, search: string, cursor: Json) {
  const asked = { ...query, limit: 100, offset: offset.parse(cursor) ?? undefined };
  const { body } = await http.get(path, page, { query: asked });
  const wanted = search.trim().toLowerCase();
  const options = body.data
    .map(({ gid, name, email }) => ({ value: gid, label: name || email || gid, detail: email ?? undefined }))
    .filter(({ label, detail }) => `${label} ${detail ?? ''}`.toLowerCase().includes(wanted));
  return { options, next: body.next_page?.offset ?? null };
}

const workspace = z.object({ workspace: z.string() }).catch({ workspace: '' });
const none = { options: [], next: null };

/** Of the workspace chosen in the same form, else of the one that the settings name. */
const ofWorkspace =
  (path: string, more: Query): OptionsFunction =>
  async ({ http, settings }, { search, cursor, parent }) => {
    const chosen = parent?.workspace || workspace.parse(settings).workspace;
    return chosen === '' ? none : choices(http, path, { ...more, workspace: chosen }, search, cursor);
  };

const sectionPage = z.object({
  data: z.array(
    z.object({
      memberships: z
        .array(
          z.object({
            project: z.object({ gid: z.string() }).nullish(),
            section: z.object({ gid: z.string(), name: z.string() }).nullish(),
          }),
        )
        .nullish(),
    }),
  ),
  next_page: z.object({ offset: z.string() }).nullish(),
});
const project = z.object({ project: z.string() }).catch({ project: '' });

/** Asana has no scope for reading sections by themselves; the tasks name the ones they are in. */
const sections: OptionsFunction = async ({ http, settings }, { search, cursor, parent }) => {
  const chosen = parent?.project || project.parse(settings).project;
  if (chosen === '') return none;
  const fields = 'memberships.project.gid,memberships.section.name';
  const query = { project: chosen, opt_fields: fields, limit: 100, offset: offset.parse(cursor) ?? undefined };
  const { body } = await http.get('/tasks', sectionPage, { query });
  const found = new Map<string, string>();
  for (const { memberships } of body.data)
    for (const { project: of, section } of memberships ?? [])
      if (section && of?.gid === chosen) found.set(section.gid, section.name);
  const wanted = search.trim().toLowerCase();
  const options = [...found]
    .map(([value, label]) => ({ value, label }))
    .filter(({ label }) => label.toLowerCase().includes(wanted));
  return { options, next: body.next_page?.offset ?? null };
};

export const options: Record<string, OptionsFunction> = {
  workspaces: ({ http }, { search, cursor }) => choices(http, '/workspaces', { opt_fields: 'name' }, search, cursor),
  projects: ofWorkspace('/projects', { archived: false, opt_fields: 'name' }),
  people: ofWorkspace('/users', { opt_fields: 'name,email' }),
  tags: ofWorkspace('/tags', { opt_fields: 'name' }),
  sections,
};
