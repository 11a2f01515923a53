import { describe, expect, it } from 'vitest';
import { actions, admin, app, ask, at, berlin, context, data, report, run, sent, triggers } from './test-analytics.ts';

const of = `${data}/properties/123456789`;
const settingsOf = `${admin}/properties/123456789`;

describe('reports', () => {
  it('are run, and tell what is left', async () => {
    const propertyQuota = { tokensPerDay: { consumed: 3, remaining: 199_997 } };
    app.play({ request: ask, json: report(['country'], [['Sweden', '7']], 40, { propertyQuota }) });
    expect(await run('runReport')).toEqual({
      rows: [{ dimensions: { country: 'Sweden' }, metrics: { sessions: 7 } }],
      total: 40,
      quota: propertyQuota,
    });
    expect(sent(0)).toEqual({
      dateRanges: [{ startDate: '7daysAgo', endDate: 'yesterday' }],
      dimensions: [{ name: 'country' }],
      metrics: [{ name: 'sessions' }, { name: 'totalUsers' }],
      limit: '10',
      offset: '0',
      returnPropertyQuota: true,
      orderBys: [{ metric: { metricName: 'sessions' }, desc: true }],
    });
  });

  it('of the last half hour can be filtered', async () => {
    app.play({ request: at('POST', `${of}:runRealtimeReport`), json: {} });
    const input = { metrics: 'activeUsers', filterBy: 'country', filterValue: 'Sweden, Norway' };
    expect(await run('runRealtimeReport', input)).toEqual({ rows: [], total: 0 });
    expect(sent(0)).toMatchObject({
      dimensionFilter: { filter: { fieldName: 'country', inListFilter: { values: ['Sweden', 'Norway'] } } },
    });
    expect(actions.runRealtimeReport?.input.safeParse({ metrics: '' }).success).toBe(false);
  });

  it('are checked, and their fields found', async () => {
    app.play(
      {
        request: at('POST', `${of}:checkCompatibility`),
        json: {
          dimensionCompatibilities: [
            { dimensionMetadata: { apiName: 'itemName' }, compatibility: 'INCOMPATIBLE' },
            { dimensionMetadata: { apiName: 'itemBrand' }, compatibility: 'INCOMPATIBLE' },
          ],
        },
      },
      {
        request: at('GET', `${of}/metadata`),
        json: { metrics: [{ apiName: 'sessions', uiName: 'Sessions' }, { apiName: 'eventCount' }] },
      },
    );
    expect(await run('checkReport')).toEqual({ fits: false, incompatible: ['itemName'] });
    expect(await run('findFields')).toEqual({
      dimensions: [],
      metrics: [{ name: 'sessions', title: 'Sessions', isCustom: false }],
    });
  });
});

describe('settings of a property', () => {
  it.each([
    ['createKeyEvent', 'keyEvents', { eventName: 'demo_booked', countingMethod: 'ONCE_PER_EVENT' }],
    ['createCustomDimension', 'customDimensions', { parameterName: 'plan', displayName: 'Plan', scope: 'USER' }],
    [
      'createCustomMetric',
      'customMetrics',
      { parameterName: 'seats', displayName: 'Seats', measurementUnit: 'STANDARD', scope: 'EVENT' },
    ],
  ])('%s', async (name, path, json) => {
    app.play({ request: at('POST', `${settingsOf}/${path}`), json: { name: `properties/1/${path}/1`, ...json } });
    const output = await run(name);
    expect(actions[name]?.output.safeParse(output).success).toBe(true);
    expect(actions[name]?.scopes).toEqual(['https://www.googleapis.com/auth/analytics.edit']);
    expect(sent(0)).toEqual(json);
  });

  it('are deleted and archived', async () => {
    app.play(
      { request: at('DELETE', `${settingsOf}/keyEvents/4412`), json: {} },
      { request: at('POST', `${settingsOf}/customDimensions/77:archive`), json: {} },
      berlin,
    );
    expect(await run('deleteKeyEvent')).toEqual({ keyEvent: '4412' });
    expect(await run('archiveCustomDimension')).toEqual({ dimension: '77' });
    expect(await run('getProperty', { property: 'properties/123456789' })).toMatchObject({ timeZone: 'Europe/Berlin' });
  });

  it('have a history', async () => {
    app.play(berlin, {
      request: at('POST', `${admin}/accounts/100:searchChangeHistoryEvents`),
      json: { changeHistoryEvents: [{ id: 'c' }], nextPageToken: 'n' },
    });
    expect(await run('findChanges')).toEqual({ changes: [{ id: 'c' }], hasMore: true });
    expect(sent(1)).toEqual({
      property: 'properties/123456789',
      earliestChangeTime: '2026-11-01T00:00:00Z',
      pageSize: 50,
    });
  });
});

it('audiences are exported and read', async () => {
  const audienceRows = [{ dimensionValues: [{ value: 'device-1' }, {}] }];
  app.play(
    { request: at('GET', `${of}/audienceExports`, { pageSize: 200 }), json: { audienceExports: [{ name: 'a' }] } },
    { request: at('POST', `${of}/audienceExports`), json: { name: 'operations/1' } },
    { request: at('POST', `${of}/audienceExports/991:query`), json: { audienceRows, rowCount: 7 } },
  );
  expect(await run('listAudienceExports')).toEqual({ audiences: [{ name: 'a' }], hasMore: false });
  expect(await run('exportAudience')).toEqual({ name: 'operations/1' });
  expect(await run('readAudienceExport')).toEqual({ users: [{ values: ['device-1', ''] }], total: 7 });
  expect(sent(1)).toMatchObject({ audience: 'properties/123456789/audiences/54321' });
  expect(sent(2)).toEqual({ limit: '1000', offset: '0' });
});

describe('triggers', () => {
  const poll = (name: string, cursor: unknown) => {
    const trigger = triggers[name];
    if (trigger?.via !== 'poll') throw new Error('It is polled.');
    return trigger.poll(context(), { cursor: JSON.parse(JSON.stringify(cursor)) });
  };
  const property = '123456789';

  it('tell each day once, from the day that they began', async () => {
    app.play(berlin);
    const { items, cursor } = await poll('dayEnded', null);
    expect({ items, cursor }).toEqual({ items: [], cursor: { property, told: '2026-11-20' } });
    app.play(berlin);
    expect((await poll('dayEnded', cursor)).items).toEqual([]);
  });

  it('tell a day without visits, and make up for those that were missed', async () => {
    app.play(berlin, { request: ask, json: report([], [['812']]) }, { request: ask, json: {} });
    const { items, cursor } = await poll('dayEnded', { property, told: '2026-11-18' });
    expect(items).toEqual([
      { id: `${property}/2026-11-19`, data: { property, date: '2026-11-19', metrics: { sessions: 812 } } },
      { id: `${property}/2026-11-20`, data: { property, date: '2026-11-20', metrics: { sessions: 0 } } },
    ]);
    expect(cursor).toEqual({ property, told: '2026-11-20' });
  });

  it('wait until figures are final, begin anew for another property, and are bounded', async () => {
    app.play(berlin);
    expect((await poll('dayFinal', { property, told: '2026-11-17' })).items).toEqual([]);
    app.play(berlin);
    expect((await poll('dayFinal', { property: '9', told: '2026-01-01' })).items).toEqual([]);
    app.play(berlin, ...Array.from({ length: 31 }, () => ({ request: ask, json: {} })));
    const { items, cursor } = await poll('dayEnded', { property, told: '2026-01-01' });
    expect(items).toHaveLength(31);
    expect(cursor).toEqual({ property, told: '2026-02-01' });
  });
});
