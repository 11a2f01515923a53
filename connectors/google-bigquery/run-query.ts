import { z } from 'zod';
import { AppCallError, type ConnectorHttp } from '../kit/index.ts';
import { projectPath, schema } from './table.ts';
import { readRow } from './values.ts';

export const jobReference = z.looseObject({
  projectId: z.string().optional(),
  jobId: z.string(),
  location: z.string().optional(),
});
export const jobPlace = z.object({ jobId: z.string(), location: z.string().optional() });
export type JobPlace = z.output<typeof jobPlace>;

const result = z.looseObject({
  jobComplete: z.boolean().optional(),
  // Of a dry run it has no id.
  jobReference: jobReference.optional().catch(undefined),
  schema: schema.optional(),
  rows: z.array(z.unknown()).default([]),
  pageToken: z.string().optional(),
  totalRows: z.string().optional(),
  totalBytesProcessed: z.string().optional(),
  cacheHit: z.boolean().optional(),
  numDmlAffectedRows: z.string().optional(),
});
export type Result = z.output<typeof result>;

export interface Parameter {
  name: string;
  type: string;
  value: string | null;
  /** A list of that type. */
  list?: (string | null)[];
}

export interface Query {
  project: string;
  query: string;
  parameters?: Parameter[];
  gigabytes: number;
  /** Rows of a page. */
  rows: number;
  dryRun?: boolean;
}

/** So long an answer waits for the end of the query; then it is asked again. */
const waitMs = 20_000;
const mostWaits = 90;
const int64Times = { useInt64Timestamp: true };

export const queryParameters = (parameters: readonly Parameter[]) =>
  parameters.map(({ name, type, value, list }) =>
    list === undefined
      ? { name, parameterType: { type }, parameterValue: { value } }
      : {
          name,
          parameterType: { type: 'ARRAY', arrayType: { type } },
          parameterValue: { arrayValues: list.map((one) => ({ value: one })) },
        },
  );

export const bytesOf = (gigabytes: number): string => String(Math.round(gigabytes * 1_000_000_000));

/** Only for what may be done twice: questions and merges. https://cloud.google.com/bigquery/docs/reference/rest/v2/jobs/query */
export async function startQuery(http: ConnectorHttp, query: Query): Promise<Result> {
  const { parameters = [], dryRun } = query;
  const { body } = await http.post(`${projectPath(query.project)}/queries`, result, {
    json: {
      query: query.query,
      useLegacySql: false,
      maxResults: query.rows,
      timeoutMs: waitMs,
      maximumBytesBilled: bytesOf(query.gigabytes),
      formatOptions: int64Times,
      ...(parameters.length > 0 && { parameterMode: 'NAMED', queryParameters: queryParameters(parameters) }),
      ...(dryRun && { dryRun }),
    },
    repeatable: true,
    timeoutMs: waitMs * 2,
  });
  return dryRun ? body : finished(http, query.project, query.rows, body);
}

/** A page of a result. Results stay as they were for about a day, whatever becomes of the table meanwhile. */
export async function readPage(
  http: ConnectorHttp,
  { project, job, page, rows }: { project: string; job: JobPlace; page?: string; rows: number },
): Promise<Result> {
  const { body } = await http.get(`${projectPath(project)}/queries/${encodeURIComponent(job.jobId)}`, result, {
    query: {
      location: job.location,
      maxResults: rows,
      pageToken: page,
      timeoutMs: waitMs,
      'formatOptions.useInt64Timestamp': true,
    },
    timeoutMs: waitMs * 2,
  });
  return body;
}

async function finished(http: ConnectorHttp, project: string, rows: number, first: Result): Promise<Result> {
  let body = first;
  for (let waits = 0; body.jobComplete === false && body.jobReference !== undefined; waits++) {
    if (waits === mostWaits)
      throw new AppCallError('BigQuery did not finish the query in half an hour.', {
        class: 'timeout',
        code: 'slow_query',
      });
    const { jobId, location } = body.jobReference;
    const next = await readPage(http, { project, job: { jobId, location }, rows });
    body = { ...next, jobReference: next.jobReference ?? body.jobReference };
  }
  return body;
}

/** The query whose next pages are to be asked for. */
export function jobOf({ jobReference: of, pageToken }: Result): JobPlace | undefined {
  if (of !== undefined) return { jobId: of.jobId, ...(of.location !== undefined && { location: of.location }) };
  if (!pageToken) return undefined;
  throw new AppCallError('BigQuery has more rows, and does not say of which query.', {
    class: 'protocol',
    code: 'no_job',
  });
}

export const rowsOf = ({ schema: known, rows }: Result): Record<string, unknown>[] =>
  rows.map((row) => readRow(known?.fields ?? [], row));
