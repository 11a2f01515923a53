import { describe, expect, it } from 'vitest';
import { app, ask, at, columns, order, page, poll, refusal, result, sent } from './test-bigquery.ts';

describe('a new row', () => {
  const begun = { start: '2026-11-21T07:00:00.000Z', from: '2026-11-21T08:30:00.000Z' };

  it('is none at first, and then of the time in which it may come late', async () => {
    const now = '2026-11-21T09:00:00.000Z';
    expect(await poll('newRow', null)).toEqual({ items: [], cursor: { start: now, from: now } });
    app.play(columns(), { request: ask, json: result([order('a')]) });
    const { items, cursor } = await poll('newRow', begun);
    expect(items).toMatchObject([{ id: 'a', data: { id: 'a' } }]);
    expect(cursor).toEqual({ start: begun.start, from: now });
    expect(sent(1)).toMatchObject({ queryParameters: [{ parameterValue: { value: '2026-11-21T07:30:00.000Z' } }] });
  });

  it('goes on in the same result where there are many, and asks again where it is kept no more', async () => {
    const more = (number: number) => ({
      request: page(`p${number}`),
      json: result([order(`r${number}`)], { pageToken: `p${number + 1}` }),
    });
    app.play(columns(), { request: ask, json: result([order('r0')], { pageToken: 'p1' }) }, ...[1, 2, 3, 4].map(more));
    const first = await poll('newRow', begun);
    expect(first.items).toHaveLength(5);
    expect(first.cursor).toMatchObject({ from: begun.from, open: { page: 'p5', job: { jobId: 'job_x1' } } });
    app.play({ request: page('p5'), json: result([order('r5')]) });
    const next = await poll('newRow', first.cursor);
    expect(next.items.map(({ id }) => id)).toEqual(['r5']);
    expect(next.cursor).toEqual({ start: begun.start, from: '2026-11-21T09:00:00.000Z' });
    app.play({ request: page('p5'), ...refusal(404, 'notFound') }, columns(), { request: ask, json: result([]) });
    expect((await poll('newRow', first.cursor)).cursor).not.toHaveProperty('open');
  });

  it('is not told by a day alone', async () => {
    app.play(columns([{ name: 'day', type: 'DATE' }]));
    await expect(poll('newRow', begun, { changed: 'day' })).rejects.toMatchObject({
      details: { code: 'only_a_date', field: 'changed' },
    });
  });
});

describe('a job', () => {
  const start = Date.parse('2026-11-21T07:00:00Z');
  const known = { start, since: Date.parse('2026-11-21T08:50:00Z') };
  const job = (jobId: string, ended: string, status: object = {}) => ({
    jobReference: { jobId, location: 'EU' },
    status: { state: 'DONE', ...status },
    statistics: { endTime: String(Date.parse(ended)) },
  });
  const list = (pageToken?: string) =>
    at('GET', '/jobs', {
      projection: 'full',
      stateFilter: 'done',
      minCreationTime: known.since - 25 * 3_600_000,
      maxResults: 500,
      ...(pageToken && { pageToken }),
    });
  const failed = { errorResult: { reason: 'invalid' } };

  it('is told when it has ended, whenever it was made, the oldest first', async () => {
    const now = Date.parse('2026-11-21T09:00:00Z');
    expect(await poll('jobFinished', null)).toEqual({ items: [], cursor: { start: now, since: now } });
    const jobs = [job('late', '2026-11-21T08:55:00Z'), job('old', '2026-11-20T10:00:00Z')];
    app.play(
      { request: list(), json: { jobs, nextPageToken: 'p2' } },
      { request: list('p2'), json: { jobs: [job('early', '2026-11-21T08:45:00Z', failed)] } },
    );
    const { items, cursor } = await poll('jobFinished', known);
    expect(items.map(({ id }) => id)).toEqual(['EU/early', 'EU/late']);
    expect(cursor).toEqual({ start, since: now });
  });

  it('is told when it has failed', async () => {
    const jobs = [job('good', '2026-11-21T08:55:00Z'), job('bad', '2026-11-21T08:56:00Z', failed)];
    app.play({ request: list(), json: { jobs } });
    expect((await poll('jobFailed', known)).items.map(({ id }) => id)).toEqual(['EU/bad']);
  });
});
