import { z } from 'zod';
import { AppCallError, type ConnectorContext, isAppCallError, type Page, type PullRequest } from '../../kit/index.ts';
import { jobOf, jobPlace, type Result, readPage, rowsOf, startQuery } from '../run-query.ts';
import type { Settings } from '../settings.ts';
import { chosenTable, columnsOf, namedColumn, quoted } from '../table.ts';
import { selectSince } from './since.ts';

const placeOf = z.object({ job: jobPlace, page: z.string(), begun: z.string().nullable() });
const markOf = z.object({ column: z.string(), table: z.string(), since: z.string() });
const pageRows = 1_000;

/**
 * Each pass is one query, whose result stays as it was while its pages are read, whatever happens to the table. (Reading the
 * table itself by `tabledata.list` costs nothing, but a row that moves between two pages would look deleted; and views can't be
 * read so.) The next pass begins at this one's beginning, less the time that a row may come late: what was committed after the
 * query has a later time than that, and is read then.
 */
export async function pullRows(context: ConnectorContext<Settings>, request: PullRequest): Promise<Page> {
  const { http, settings } = context;
  const place = placeOf.safeParse(request.cursor).data;
  if (place === undefined) return firstPage(context, request);
  try {
    const body = await readPage(http, { project: settings.project, job: place.job, page: place.page, rows: pageRows });
    return pageOf(settings, body, place);
  } catch (error) {
    // The result is kept for about a day. The pass begins anew: reading a row twice costs nothing.
    if (isAppCallError(error) && error.details.class === 'not_found') return firstPage(context, request);
    throw error;
  }
}

async function firstPage({ http, settings }: ConnectorContext<Settings>, request: PullRequest): Promise<Page> {
  const { project, dataset, table } = chosenTable(settings);
  const { changed, late, gigabytes } = settings;
  const begun = changed === '' ? null : new Date(Date.now() - late * 60_000).toISOString();
  const mark = markOf.safeParse(request.watermark).data;
  const isSince = request.mode === 'incremental';
  // Times of another column or table mean nothing here: without a watermark the next pass is a full one.
  if (isSince && (changed === '' || mark?.column !== changed || mark.table !== nameOf(settings)))
    return { rows: [], next: null, watermark: null };
  const select =
    isSince && mark !== undefined
      ? selectSince(
          { project, dataset, table },
          namedColumn(await columnsOf(http, { project, dataset, table }), changed, 'changed'),
          mark.since,
        )
      : { query: `SELECT * FROM ${quoted(project, dataset, table)}` };
  const body = await startQuery(http, { project, ...select, gigabytes, rows: pageRows });
  return pageOf(settings, body, { job: jobOf(body), begun });
}

interface Place {
  job: z.output<typeof jobPlace> | undefined;
  begun: string | null;
  page?: string;
}

function pageOf(settings: Settings, body: Result, { job, begun, page }: Place): Page {
  const next = body.pageToken;
  if (next !== undefined && next === page)
    throw new AppCallError('BigQuery leads from a page to the same page.', {
      class: 'protocol',
      code: 'repeated_cursor',
    });
  const total = Number(body.totalRows);
  return {
    rows: rowsOf(body),
    next: next && job !== undefined ? { job, page: next, begun } : null,
    ...(Number.isSafeInteger(total) && { total }),
    watermark: begun === null ? null : { column: settings.changed, table: nameOf(settings), since: begun },
  };
}

const nameOf = ({ project, dataset, table }: Settings): string => `${project}.${dataset}.${table}`;
