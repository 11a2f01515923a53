import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { onlyReads } from './only-reads.ts';
import { actions, app, ask, at, columns, order, orderRow, project, result, run, sent, table } from './test-bigquery.ts';

const jobId = `portico_${createHash('sha256').update('k').digest('hex').slice(0, 40)}`;
const job = (state: string, more: object = {}) => ({
  jobReference: { jobId, location: 'europe-west3' },
  status: { state },
  ...more,
});
const getJob = at('GET', `/jobs/${jobId}`, { location: 'europe-west3' });

describe('queries', () => {
  it('are run, and tell whether there is more', async () => {
    app.play({ request: ask, json: result([order('a')], { pageToken: 'p', totalBytesProcessed: '42' }) });
    expect(await run('runQuery')).toEqual({
      rows: [orderRow('a')],
      hasMore: true,
      total: 3,
      bytes: '42',
      job: 'job_x1',
    });
    expect(sent(0)).toMatchObject({
      maxResults: 50,
      parameterMode: 'NAMED',
      queryParameters: [{ name: 'least', parameterType: { type: 'NUMERIC' }, parameterValue: { value: '100' } }],
    });
  });

  it.each([
    'SELECT 1',
    '(select 1) union all (select 2);',
    "WITH x AS (SELECT 'a; DROP TABLE b') SELECT * FROM x -- ; delete",
    "FROM t |> WHERE a = '|> insert' |> DROP b",
    'select """a;\nb""", `c;d`, r\'\\\';\' # ;x',
  ])('that only ask are let through: %s', (query) => expect(onlyReads(query)).toBe(query));

  it.each([
    'DELETE FROM t WHERE true',
    'SELECT 1; DROP TABLE t',
    '/* select */ DROP TABLE t',
    'FROM t |> INSERT INTO u',
    '',
  ])('that change something are not: %s', (query) => expect(() => onlyReads(query)).toThrow('One SELECT at a time'));

  it('are estimated without a job', async () => {
    const dry = { jobReference: { projectId: 'acme-data', location: 'EU' }, totalBytesProcessed: '1024' };
    app.play({ request: ask, json: { ...dry, schema: { fields: [{ name: 'n', type: 'INTEGER' }] } } });
    expect(await run('estimateQuery')).toEqual({ bytes: '1024', columns: [{ name: 'n', type: 'INT64' }] });
    expect(sent(0)).toMatchObject({ dryRun: true });
  });

  it('find rows by a value that is no part of the text', async () => {
    app.play(columns(), { request: ask, json: result([order('A-1')]) });
    expect(await run('findRows')).toEqual({ rows: [orderRow('A-1')] });
    expect(sent(1)).toMatchObject({
      query: 'SELECT * FROM `acme-data`.`shop`.`orders` WHERE `id` = @value LIMIT 100',
      queryParameters: [{ parameterValue: { value: 'A-1' } }],
    });
    app.play(columns());
    await expect(
      run('findRows', { dataset: 'shop', table: 'orders', column: '1=1 OR id', value: '' }),
    ).rejects.toMatchObject({ details: { code: 'no_column', field: 'column' } });
  });

  it('are not needed for a look', async () => {
    const query = { maxResults: 20, 'formatOptions.useInt64Timestamp': true };
    app.play(columns(), { request: at('GET', `${table}/data`, query), json: { rows: [order('a')], totalRows: '9' } });
    expect(await run('previewRows')).toEqual({ rows: [orderRow('a')], total: '9' });
  });
});

describe('jobs', () => {
  it('of a statement have one name for each key, and are found again where a first try has made them', async () => {
    app.play(
      {
        request: at('POST', '/jobs'),
        status: 409,
        json: {
          error: {
            message: `Already Exists: Job acme-data:europe-west3.${jobId}`,
            errors: [{ reason: 'duplicate' }],
          },
        },
      },
      { request: getJob, json: job('RUNNING') },
      { request: getJob, json: job('DONE', { statistics: { query: { numDmlAffectedRows: '1' } } }) },
    );
    expect(await run('runStatement')).toEqual({ job: jobId, location: 'europe-west3', state: 'DONE', rows: '1' });
    expect(sent(0)).toMatchObject({
      jobReference: { projectId: 'acme-data', jobId },
      configuration: { query: { useLegacySql: false, maximumBytesBilled: '100000000000', parameterMode: 'NAMED' } },
    });
  });

  it('that fail say why, which no status tells', async () => {
    const errorResult = { reason: 'invalidQuery', message: 'Name statuss not found.' };
    app.play({ request: at('POST', '/jobs'), json: { ...job('DONE'), status: { state: 'DONE', errorResult } } });
    await expect(run('runStatement')).rejects.toMatchObject({
      details: { class: 'invalid', code: 'invalidQuery', appMessage: 'Name statuss not found.' },
    });
  });

  it('load rows in one piece', async () => {
    const upload = `${project.replace('/bigquery/v2', '/upload/bigquery/v2')}/jobs`;
    app.play({
      request: at('POST', upload, { uploadType: 'multipart' }),
      json: job('DONE', { statistics: { load: { outputRows: '2' } } }),
    });
    expect(await run('loadRows')).toMatchObject({ state: 'DONE', rows: '2' });
    const { headers, body = '' } = app.received[0] ?? {};
    expect(headers?.['content-type']).toBe(`multipart/related; boundary=portico-${jobId}`);
    const [, configuration, lines] = body.split(`--portico-${jobId}`).map((part) => part.split('\r\n\r\n')[1]?.trim());
    expect(JSON.parse(configuration ?? '')).toMatchObject({
      configuration: { load: { writeDisposition: 'WRITE_APPEND', createDisposition: 'CREATE_NEVER' } },
    });
    expect(lines).toBe('{"id":"A-1","total":19.5}\n{"id":"A-2","total":7}');
    const rows = [{ text: 'x'.repeat(10_485_760) }];
    await expect(run('loadRows', { dataset: 'shop', table: 'orders', rows })).rejects.toMatchObject({
      details: { class: 'too_large', field: 'rows' },
    });
  });

  it('are read and cancelled', async () => {
    const location = { location: 'europe-west3' };
    app.play(
      { request: at('GET', '/jobs/job_x1', location), json: job('RUNNING') },
      { request: at('POST', '/jobs/job_x1/cancel', location), json: { job: job('RUNNING') } },
    );
    expect(await run('getJob')).toMatchObject({ status: { state: 'RUNNING' } });
    expect(await run('cancelJob')).toMatchObject({ job: { jobReference: { jobId } } });
  });
});

describe('tables', () => {
  it('are made, read and deleted', async () => {
    const tableReference = { datasetId: 'shop', tableId: 'orders' };
    app.play(
      { request: at('POST', '/datasets'), json: { datasetReference: { datasetId: 'shop' } } },
      { request: at('POST', '/datasets/shop/tables'), json: { tableReference } },
      { request: `GET ${table}`, json: { tableReference, numRows: '7' } },
      { request: `DELETE ${table}_old`, status: 204, text: '' },
    );
    await run('createDataset');
    await run('createTable');
    expect(await run('getTable')).toMatchObject({ numRows: '7' });
    expect(await run('deleteTable')).toEqual({ dataset: 'shop', table: 'orders_old' });
    expect(sent(0)).toEqual({ datasetReference: { projectId: 'acme-data', datasetId: 'shop' }, location: 'EU' });
    expect(sent(1)).toMatchObject({
      schema: { fields: [{ name: 'id', type: 'STRING', mode: 'REQUIRED' }, {}, { type: 'TIMESTAMP' }] },
      timePartitioning: { type: 'DAY', field: 'created_at' },
      clustering: { fields: ['id'] },
    });
    expect(actions.deleteTable?.effect).toBe('destroys');
  });

  it('take rows, or say which one is bad under a good status', async () => {
    const insertErrors = [
      { index: 0, errors: [{ reason: 'stopped' }] },
      { index: 1, errors: [{ reason: 'invalid', message: 'no such field', location: 'colour' }] },
    ];
    app.play(
      { request: at('POST', `${table}/insertAll`), json: {} },
      { request: at('POST', `${table}/insertAll`), json: { insertErrors } },
    );
    expect(await run('insertRows')).toEqual({ inserted: 1 });
    const insertId = `${jobId.replace('portico_', '')}-0`;
    expect(sent(0)).toEqual({ rows: [{ insertId, json: { id: 'A-1', total: 19.5 } }] });
    await expect(run('insertRows')).rejects.toMatchObject({
      message: expect.stringContaining('Row 2: no such field (colour). No row was inserted.'),
      details: { class: 'invalid', field: 'rows.1' },
    });
  });
});
