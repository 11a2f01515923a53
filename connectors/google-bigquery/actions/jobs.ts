import { z } from 'zod';
import { AppCallError, type ConnectorHttp, defineAction, hashOf, isAppCallError, pause } from '../../kit/index.ts';
import { job } from '../objects/lists.ts';
import { bytesOf, queryParameters } from '../run-query.ts';
import { projectPath } from '../table.ts';
import { failedJob } from '../translate-error.ts';
import { inProject, inTable, placeOf, rowsText } from './fields.ts';
import { parameters, parametersOf } from './queries.ts';

type Job = z.output<typeof job>;
const waits = 60;

const jobPath = (project: string, id: string) => `${projectPath(project)}/jobs/${encodeURIComponent(id)}`;
/** Of one idempotency key there is one job: a second one of this name is refused as a duplicate. */
const jobIdOf = (key: string): string => `portico_${hashOf('sha256', key).toString('hex').slice(0, 40)}`;
const readJob = async (http: ConnectorHttp, project: string, id: string, location?: string): Promise<Job> =>
  (await http.get(jobPath(project, id), job, { query: { location: location || undefined } })).body;

/** «Already Exists: Job acme-data:europe-west3.portico_…»: outside of US and EU a job is found only by where it is. */
const locationIn = (message = ''): string | undefined => /:([\w-]+)\.portico_/.exec(message)?.[1];

/** Makes a job, or finds the one that the first try has made, and waits for its end. */
async function once(
  http: ConnectorHttp,
  { project, id, signal }: { project: string; id: string; signal: AbortSignal },
  make: () => Promise<Job>,
): Promise<Job> {
  let body: Job;
  try {
    body = await make();
  } catch (error) {
    if (!isAppCallError(error) || error.details.code !== 'duplicate') throw error;
    body = await readJob(http, project, id, locationIn(error.details.appMessage));
  }
  for (let tries = 0; body.status?.state !== 'DONE' && tries < waits && !signal.aborted; tries++) {
    await pause(Math.min(500 * 2 ** tries, 10_000), signal);
    body = await readJob(http, project, id, body.jobReference.location);
  }
  const failed = failedJob(body.status);
  if (failed !== undefined) throw failed;
  return body;
}

const done = z.object({
  job: z.string(),
  location: z.string().optional(),
  state: z.string(),
  rows: z.string().optional(),
});
const counted = z.looseObject({
  query: z.looseObject({ numDmlAffectedRows: z.string().optional() }).optional(),
  load: z.looseObject({ outputRows: z.string().optional() }).optional(),
});

function told({ jobReference, status, statistics }: Job): z.output<typeof done> {
  const { query, load } = counted.parse(statistics ?? {});
  const rows = query?.numDmlAffectedRows ?? load?.outputRows;
  const { jobId, location } = jobReference;
  return { job: jobId, state: status?.state ?? 'PENDING', ...(location && { location }), ...(rows && { rows }) };
}

export const runStatement = defineAction({
  title: 'Run a statement',
  description:
    'INSERT, UPDATE, DELETE, MERGE, CREATE …, or a script. It may destroy data. Tried again, it is not run twice.',
  input: z.object({
    ...inProject,
    statement: z.string().trim().min(1, 'Write a statement.').meta({ title: 'Statement', multiline: true }),
    parameters,
  }),
  output: done,
  effect: 'destroys',
  repeat: 'key',
  example: {
    statement: 'UPDATE `acme-data.shop.orders` SET status = @status WHERE id = @id',
    parameters: [
      { name: 'status', value: 'paid' },
      { name: 'id', value: 'A-1' },
    ],
  },
  run: async ({ http, settings, signal }, input, { idempotencyKey }) => {
    const { project, gigabytes } = placeOf(settings, input);
    const id = jobIdOf(idempotencyKey);
    const given = parametersOf(input.parameters);
    const query = {
      query: input.statement,
      useLegacySql: false,
      maximumBytesBilled: bytesOf(gigabytes),
      ...(given.length > 0 && { parameterMode: 'NAMED', queryParameters: queryParameters(given) }),
    };
    const json = { jobReference: { projectId: project, jobId: id }, configuration: { query } };
    const make = async () => (await http.post(`${projectPath(project)}/jobs`, job, { json, repeatable: true })).body;
    return told(await once(http, { project, id, signal }, make));
  },
});

export const loadRows = defineAction({
  title: 'Load rows',
  description: 'Many rows in one piece, all or none, not billed. Tried again, they are not loaded twice.',
  input: z.object({
    ...inTable,
    rows: rowsText,
    into: z
      .enum(['WRITE_APPEND', 'WRITE_TRUNCATE', 'WRITE_EMPTY'])
      .default('WRITE_APPEND')
      .meta({
        title: 'What is there',
        choices: { WRITE_APPEND: 'Is kept', WRITE_TRUNCATE: 'Is replaced', WRITE_EMPTY: 'Must be nothing' },
      }),
    create: z.boolean().default(false).meta({
      title: 'Make the table, and its new columns',
      description: 'The columns are told from the rows.',
    }),
  }),
  output: done,
  // With `WRITE_TRUNCATE` everything that was there is gone.
  effect: 'destroys',
  repeat: 'key',
  example: {
    dataset: 'shop',
    table: 'orders',
    rows: [
      { id: 'A-1', total: 19.5 },
      { id: 'A-2', total: 7 },
    ],
  },
  run: async ({ http, settings, signal }, input, { idempotencyKey }) => {
    const { project, dataset, table } = placeOf(settings, input);
    const id = jobIdOf(idempotencyKey);
    const load = {
      destinationTable: { projectId: project, datasetId: dataset, tableId: table },
      sourceFormat: 'NEWLINE_DELIMITED_JSON',
      writeDisposition: input.into,
      createDisposition: input.create ? 'CREATE_IF_NEEDED' : 'CREATE_NEVER',
      ...(input.create && { autodetect: true }),
      ...(input.create && input.into !== 'WRITE_EMPTY' && { schemaUpdateOptions: ['ALLOW_FIELD_ADDITION'] }),
    };
    const configuration = { jobReference: { projectId: project, jobId: id }, configuration: { load } };
    const lines = input.rows.map((one) => JSON.stringify(one)).join('\n');
    if (Buffer.byteLength(lines) > mostBytes)
      throw new AppCallError('Up to 10 MB at a time.', { class: 'too_large', code: 'too_large', field: 'rows' });
    const boundary = `portico-${id}`;
    const part = (type: string, text: string) => `--${boundary}\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
    const text = `${part('application/json; charset=UTF-8', JSON.stringify(configuration))}${part('application/octet-stream', lines)}--${boundary}--\r\n`;
    const make = async () =>
      (
        await http.post(`https://bigquery.googleapis.com/upload/bigquery/v2${projectPath(project)}/jobs`, job, {
          query: { uploadType: 'multipart' },
          text,
          contentType: `multipart/related; boundary=${boundary}`,
          repeatable: true,
        })
      ).body;
    return told(await once(http, { project, id, signal }, make));
  },
});
const mostBytes = 10 * 1_048_576;

const whichJob = {
  ...inProject,
  job: z.string().trim().min(1, 'Which?').meta({ title: 'Job', description: 'Its id.' }),
  location: z.string().trim().default('').meta({ title: 'Location', description: 'Where it is not US or EU.' }),
};

export const getJob = defineAction({
  title: 'Get a job',
  description: 'Its state, its errors and what it has read.',
  input: z.object(whichJob),
  output: job,
  effect: 'reads',
  repeat: 'natural',
  example: { job: 'job_x1', location: 'europe-west3' },
  run: ({ http, settings }, input) => readJob(http, placeOf(settings, input).project, input.job, input.location),
});

export const cancelJob = defineAction({
  title: 'Cancel a job',
  description: 'What it has read may be billed all the same.',
  input: z.object(whichJob),
  output: z.looseObject({ job }),
  effect: 'writes',
  repeat: 'natural',
  example: { job: 'job_x1', location: 'europe-west3' },
  run: async ({ http, settings }, input) => {
    const path = `${jobPath(placeOf(settings, input).project, input.job)}/cancel`;
    const query = { location: input.location || undefined };
    return (await http.post(path, z.looseObject({ job }), { query, repeatable: true })).body;
  },
});
