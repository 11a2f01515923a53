import { z } from 'zod';
import { AppCallError, type ConnectorContext, defineObject, orNull, type Page, pullPages } from '../../kit/index.ts';
import { jobReference } from '../run-query.ts';
import type { Settings } from '../settings.ts';
import { datasetPath, projectPath, tablePath } from '../table.ts';

const datasetReference = z.looseObject({ projectId: z.string().optional(), datasetId: z.string() });
const tableReference = datasetReference.extend({ tableId: z.string() });

export const dataset = z.looseObject({
  id: z.string().optional(),
  datasetReference,
  friendlyName: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  location: z.string().optional(),
});
export const table = z.looseObject({
  id: z.string().optional(),
  tableReference,
  friendlyName: z.string().optional(),
  type: z.string().optional(),
  creationTime: z.string().optional(),
  expirationTime: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
});

/** What a list tells; one by one BigQuery tells more, and a row would look changed. */
const listed = (shape: Record<string, unknown>) =>
  z.looseObject({}).transform((body) => Object.fromEntries(Object.entries(body).filter(([name]) => name in shape)));
const tableKeys = {
  kind: 1,
  id: 1,
  tableReference: 1,
  friendlyName: 1,
  type: 1,
  timePartitioning: 1,
  rangePartitioning: 1,
};
const listedTable = listed({ ...tableKeys, clustering: 1, labels: 1, creationTime: 1, expirationTime: 1 });
const listedDataset = listed({ kind: 1, id: 1, datasetReference: 1, friendlyName: 1, labels: 1, location: 1 });

const pager = { kind: 'cursor', parameter: 'pageToken', from: 'nextPageToken' } as const;
const thousand = { parameter: 'maxResults', value: 1_000 };

export const datasetObject = defineObject<typeof dataset, Settings>({
  label: 'datasets',
  row: dataset,
  key: ({ datasetReference: { datasetId } }) => datasetId,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager: { ...pager, size: thousand },
    request: ({ settings }) => ({ path: `${projectPath(settings.project)}/datasets` }),
    rows: 'datasets?',
  }),
  get: ({ http, settings }, key) =>
    orNull(async () => {
      const body = (await http.get(datasetPath(settings.project, key), listedDataset)).body;
      return { ...body, kind: 'bigquery#dataset' };
    }),
});

const tableList = z.looseObject({ tables: z.array(z.unknown()).default([]), nextPageToken: z.string().optional() });
const datasetList = z.looseObject({ datasets: z.array(dataset).default([]), nextPageToken: z.string().optional() });
const placeOf = z
  .object({ datasets: z.array(z.string()), more: z.string().nullable(), page: z.string().nullable() })
  .nullable()
  .catch(null);

/** Of the chosen dataset, else of all: one page for each call, dataset after dataset. */
async function pullTables(
  { http, settings }: ConnectorContext<Settings>,
  { cursor }: { cursor: unknown },
): Promise<Page> {
  const { project } = settings;
  let place = placeOf.parse(cursor);
  if (place === null && settings.dataset !== '') place = { datasets: [settings.dataset], more: null, page: null };
  if (place === null || (place.datasets.length === 0 && place.more !== null)) {
    const query = { maxResults: 1_000, pageToken: place?.more ?? undefined };
    const { body } = await http.get(`${projectPath(project)}/datasets`, datasetList, { query });
    const datasets = body.datasets.map((one) => one.datasetReference.datasetId);
    place = { datasets, more: onward(body.nextPageToken, place?.more), page: null };
  }
  const [of, ...others] = place.datasets;
  if (of === undefined) return { rows: [], next: place.more === null ? null : place };
  const query = { maxResults: 1_000, pageToken: place.page ?? undefined };
  // A dataset may be gone since the list of them was read.
  const body = await orNull(
    async () => (await http.get(`${datasetPath(project, of)}/tables`, tableList, { query })).body,
  );
  const page = onward(body?.nextPageToken, place.page);
  const next = page === null ? { ...place, datasets: others, page } : { ...place, page };
  return { rows: body?.tables ?? [], next: next.datasets.length === 0 && next.more === null ? null : next };
}

function onward(next: string | undefined, now: string | null | undefined): string | null {
  if (next === undefined || next === '') return null;
  if (next !== now) return next;
  throw new AppCallError('BigQuery leads from a page to the same page.', {
    class: 'protocol',
    code: 'repeated_cursor',
  });
}

/** A table's name may hold no dot, a dataset's neither. */
export const tableObject = defineObject<typeof table, Settings>({
  label: 'tables',
  row: table,
  key: ({ tableReference: { datasetId, tableId } }) => `${datasetId}.${tableId}`,
  incremental: false,
  reportsDeletes: false,
  pull: pullTables,
  get: ({ http, settings }, key) =>
    orNull(async () => {
      const at = key.indexOf('.');
      return (await http.get(tablePath(settings.project, key.slice(0, at), key.slice(at + 1)), listedTable)).body;
    }),
});

const end = z.looseObject({ reason: z.string().optional(), message: z.string().optional() });
export const job = z.looseObject({
  id: z.string().optional(),
  jobReference,
  user_email: z.string().optional(),
  status: z.looseObject({ state: z.string().optional(), errorResult: end.optional() }).optional(),
  statistics: z
    .looseObject({
      creationTime: z.string().optional(),
      startTime: z.string().optional(),
      endTime: z.string().optional(),
      totalBytesProcessed: z.string().optional(),
    })
    .optional(),
});

/** Longer than a job runs. https://cloud.google.com/bigquery/quotas#query_jobs */
export const longestJobMs = 25 * 3_600_000;

/**
 * One's own jobs of the last half year. BigQuery finds them by when they were made, and they change until they end: a day more is
 * read again each time, which is longer than a job may run.
 */
export const jobObject = defineObject<typeof job, Settings>({
  label: 'jobs',
  row: job,
  key: ({ jobReference: { jobId, location } }) => `${location ?? ''}/${jobId}`,
  incremental: true,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager: { ...pager, size: { parameter: 'maxResults', value: 500 } },
    request: ({ settings, since }) => ({
      path: `${projectPath(settings.project)}/jobs`,
      query: { projection: 'full', minCreationTime: since === null ? undefined : Date.parse(since) - longestJobMs },
    }),
    rows: 'jobs?',
    watermark: { kind: 'clock' },
  }),
  get: ({ http, settings }, key) => {
    const at = key.indexOf('/');
    const path = `${projectPath(settings.project)}/jobs/${encodeURIComponent(key.slice(at + 1))}`;
    const query = { location: key.slice(0, at) || undefined };
    return orNull(async () => (await http.get(path, z.unknown(), { query })).body);
  },
});
