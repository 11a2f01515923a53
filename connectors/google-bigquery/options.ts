import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { columnsOf, datasetPath, projectPath, sqlType } from './table.ts';

const token = z.string().nullable().catch(null);
const nextPageToken = z.string().optional();
const projectList = z.looseObject({
  projects: z.array(z.looseObject({ id: z.string(), friendlyName: z.string().optional() })).default([]),
  nextPageToken,
});
const datasetList = z.looseObject({
  datasets: z.array(z.looseObject({ datasetReference: z.looseObject({ datasetId: z.string() }) })).default([]),
  nextPageToken,
});
const tableList = z.looseObject({
  tables: z
    .array(z.looseObject({ tableReference: z.looseObject({ tableId: z.string() }), type: z.string().optional() }))
    .default([]),
  nextPageToken,
});
const chosen = z.looseObject({ project: z.string(), dataset: z.string(), table: z.string() }).partial().catch({});

/** Chosen in the same form, else in the settings. */
function placeOf(settings: unknown, parent: Record<string, string> = {}) {
  const known = chosen.parse(settings);
  const of = (name: 'project' | 'dataset' | 'table') => parent[name] || known[name] || '';
  return { project: of('project'), dataset: of('dataset'), table: of('table') };
}

const none = { options: [], next: null };
const matching = (search: string) => {
  const words = search.trim().toLowerCase();
  return ({ value, label }: { value: string; label: string }) => `${value} ${label}`.toLowerCase().includes(words);
};

const projects: OptionsFunction = async ({ http }, { search, cursor }) => {
  const query = { maxResults: 100, pageToken: token.parse(cursor) ?? undefined };
  const { body } = await http.get('/projects', projectList, { query });
  const options = body.projects.map(({ id, friendlyName }) => ({ value: id, label: friendlyName || id, detail: id }));
  return { options: options.filter(matching(search)), next: body.nextPageToken || null };
};

const datasets: OptionsFunction = async ({ http, settings }, { search, cursor, parent }) => {
  const { project } = placeOf(settings, parent);
  if (project === '') return none;
  const query = { maxResults: 500, pageToken: token.parse(cursor) ?? undefined };
  const { body } = await http.get(`${projectPath(project)}/datasets`, datasetList, { query });
  const options = body.datasets.map(({ datasetReference: { datasetId } }) => ({ value: datasetId, label: datasetId }));
  return { options: options.filter(matching(search)), next: body.nextPageToken || null };
};

const tables: OptionsFunction = async ({ http, settings }, { search, cursor, parent }) => {
  const { project, dataset } = placeOf(settings, parent);
  if (project === '' || dataset === '') return none;
  const query = { maxResults: 500, pageToken: token.parse(cursor) ?? undefined };
  const { body } = await http.get(`${datasetPath(project, dataset)}/tables`, tableList, { query });
  const options = body.tables.map(({ tableReference: { tableId }, type }) => ({
    value: tableId,
    label: tableId,
    ...(type && type !== 'TABLE' && { detail: type.toLowerCase().replaceAll('_', ' ') }),
  }));
  return { options: options.filter(matching(search)), next: body.nextPageToken || null };
};

const columnChoices =
  (isWanted: (type: string) => boolean): OptionsFunction =>
  async ({ http, settings }, { search, parent }) => {
    const place = placeOf(settings, parent);
    if (Object.values(place).includes('')) return none;
    const options = (await columnsOf(http, place))
      .filter((one) => one.mode !== 'REPEATED' && isWanted(sqlType(one)))
      .map((one) => ({ value: one.name, label: one.name, detail: one.description ?? sqlType(one) }));
    return { options: options.filter(matching(search)), next: null };
  };

const times = new Set(['TIMESTAMP', 'DATETIME', 'DATE']);

export const options: Record<string, OptionsFunction> = {
  projects,
  datasets,
  tables,
  columns: columnChoices((type) => type !== 'STRUCT' && type !== 'JSON' && type !== 'GEOGRAPHY'),
  timeColumns: columnChoices((type) => times.has(type)),
};
