import { z } from 'zod';
import { AppCallError, allPages, type ConnectorTrigger, orNull } from '../kit/index.ts';
import { job, longestJobMs } from './objects/lists.ts';
import { keyColumns, keyOf } from './objects/row-key.ts';
import { selectSince } from './objects/since.ts';
import { jobOf, jobPlace, readPage, rowsOf, startQuery } from './run-query.ts';
import { settings } from './settings.ts';
import { chosenTable, columnsOf, namedColumn, projectPath, sqlType } from './table.ts';

const place = z.object({
  start: z.string(),
  from: z.string(),
  /** A result that is not read to its end. */
  open: z.object({ job: jobPlace, page: z.string(), begun: z.string() }).optional(),
});
const mostPages = 5;
const pageRows = 1_000;

/**
 * Looks again at the time in which rows may come late: the rows' keys tell which ones were told. Nothing from before the
 * beginning. What is more than a few pages goes on at the next look, out of the same result.
 */
const newRow: ConnectorTrigger = {
  title: 'A row was added',
  description: 'By the column with the time that the settings name: a TIMESTAMP or DATETIME.',
  via: 'poll',
  output: z.looseObject({}),
  sample: { id: 'A-1', total: 19.5, created_at: '2026-11-20T09:00:00.000Z' },
  poll: async ({ http, settings: answers }, { cursor }) => {
    const { late, gigabytes, changed, ...chosen } = settings.parse(answers);
    const { project, dataset, table } = chosenTable(chosen);
    const names = keyColumns(chosen);
    const now = new Date().toISOString();
    const known = place.safeParse(cursor).data;
    if (known === undefined) return { items: [], cursor: { start: now, from: now } };
    const begun = known.open?.begun ?? now;
    const asked = async () => {
      const columns = await columnsOf(http, { project, dataset, table });
      const column = namedColumn(columns, changed, 'changed');
      if (sqlType(column) === 'DATE')
        throw new AppCallError('A DATE does not tell what came since the last look; a TIMESTAMP does.', {
          class: 'invalid',
          code: 'only_a_date',
          field: 'changed',
        });
      const early = new Date(Date.parse(known.from) - late * 60_000).toISOString();
      const select = selectSince({ project, dataset, table }, column, [early, known.start].toSorted().at(-1) ?? early);
      return startQuery(http, { project, ...select, gigabytes, rows: pageRows });
    };
    const { open } = known;
    // The result is kept for about a day; then the same is asked again, and the keys tell what was told.
    const onward =
      open && (await orNull(() => readPage(http, { project, job: open.job, page: open.page, rows: pageRows })));
    let body = onward ?? (await asked());
    const openJob = onward ? open?.job : jobOf(body);
    const rows = rowsOf(body);
    for (let pages = 1; pages < mostPages && body.pageToken && openJob; pages++) {
      body = await readPage(http, { project, job: openJob, page: body.pageToken, rows: pageRows });
      rows.push(...rowsOf(body));
    }
    const items = rows.flatMap((data) => {
      const id = keyOf(data, names);
      return id === undefined ? [] : [{ id, data }];
    });
    const isOpen = Boolean(body.pageToken) && openJob !== undefined;
    return {
      items,
      cursor: {
        start: known.start,
        from: isOpen ? known.from : begun,
        ...(body.pageToken && openJob && { open: { job: openJob, page: body.pageToken, begun } }),
      },
    };
  },
};

const since = z.object({ start: z.number(), since: z.number() });
/** So much later than its end a job may be in the list. */
const overlapMs = 10 * 60_000;

const finished = (title: string, isWanted: (row: z.output<typeof job>) => boolean): ConnectorTrigger => ({
  title,
  description: 'One’s own jobs: queries, loads, copies and exports.',
  via: 'poll',
  output: job,
  sample: {
    id: 'acme-data:EU.job_1',
    jobReference: { projectId: 'acme-data', jobId: 'job_1', location: 'EU' },
    status: { state: 'DONE' },
    statistics: { creationTime: '1795165200000', endTime: '1795165260000' },
  },
  poll: async (context, { cursor }) => {
    const { project } = settings.parse(context.settings);
    const now = Date.now();
    const known = since.safeParse(cursor).data;
    if (known === undefined) return { items: [], cursor: { start: now, since: now } };
    const found: z.output<typeof job>[] = [];
    const pages = allPages(context, {
      pager: {
        kind: 'cursor',
        parameter: 'pageToken',
        from: 'nextPageToken',
        size: { parameter: 'maxResults', value: 500 },
      },
      request: {
        path: `${projectPath(project)}/jobs`,
        // A job that was made long before may have ended only now.
        query: { projection: 'full', stateFilter: 'done', minCreationTime: known.since - longestJobMs },
      },
      rows: 'jobs?',
      maxPages: 200,
    });
    for await (const rows of pages) found.push(...rows.map((row) => job.parse(row)));
    const ended = ({ statistics }: z.output<typeof job>) => Number(statistics?.endTime ?? 0);
    const items = found
      .filter((row) => ended(row) >= Math.max(known.start, known.since - overlapMs) && isWanted(row))
      .toSorted((one, other) => ended(one) - ended(other))
      .map((data) => ({ id: `${data.jobReference.location ?? ''}/${data.jobReference.jobId}`, data }));
    return { items, cursor: { start: known.start, since: now } };
  },
});

export const triggers: Record<string, ConnectorTrigger> = {
  newRow,
  jobFinished: finished('A job has finished', () => true),
  jobFailed: finished('A job has failed', ({ status }) => status?.errorResult !== undefined),
};
