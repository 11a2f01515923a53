import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { pieceEnd, startOf } from './days.ts';
import { app, ask, at, berlin, context, data, objects, refusal, report, sent } from './test-analytics.ts';

const inYear = { from: '2026-11-01' };
const full = (settings: object = inYear) =>
  readPass(objects.reportRow, context({ settings: { ...settings } }), { mode: 'full' });

describe('days, weeks and months', () => {
  it.each([
    ['2026-11-21', 'day', '2026-11-21'],
    ['2026-11-21', 'week', '2026-11-16'],
    ['2026-11-16', 'week', '2026-11-16'],
    ['2026-03-01', 'week', '2026-02-23'],
    ['2026-11-21', 'month', '2026-11-01'],
  ] as const)('the %s begins as a %s on %s', (day, by, expected) => expect(startOf(day, by)).toBe(expected));

  it.each([
    ['2026-01-01', 'day', '2026-12-31', '2026-01-31'],
    ['2026-02-01', 'month', '2026-12-31', '2026-02-28'],
    ['2026-01-05', 'week', '2026-12-31', '2026-02-01'],
    ['2026-11-01', 'day', '2026-11-20', '2026-11-20'],
  ] as const)('a piece from %s by %s until %s ends on %s', (from, by, last, expected) =>
    expect(pieceEnd(from, by, last)).toBe(expected),
  );
});

describe('report rows', () => {
  it('come in pieces of about a month, up to yesterday, over an empty one', async () => {
    app.play(
      berlin,
      { request: ask, json: report(['date', 'country'], [['20261001', 'Sweden', '7']]) },
      { request: ask, json: {} },
    );
    const pass = await full({ from: '2026-10-01', dimensions: 'country,date' });
    expect(pass.rows).toEqual([{ period: '2026-10-01', dimensions: { country: 'Sweden' }, metrics: { sessions: 7 } }]);
    expect(pass.watermark).toMatchObject({ until: '2026-11-20' });
    expect(sent(1)).toMatchObject({
      dateRanges: [{ startDate: '2026-10-01', endDate: '2026-10-31' }],
      dimensions: [{ name: 'date' }, { name: 'country' }],
      metrics: [{ name: 'sessions' }],
      orderBys: [{ dimension: { dimensionName: 'date' } }, { dimension: { dimensionName: 'country' } }],
      limit: '25000',
      offset: '0',
    });
    expect(sent(2)).toMatchObject({ dateRanges: [{ startDate: '2026-11-01', endDate: '2026-11-20' }] });
  });

  it('of a piece come over pages, and anew where figures were restated between them', async () => {
    const one = [['20261101', '1']];
    app.play(
      berlin,
      { request: ask, json: report(['date'], one, 2) },
      { request: ask, json: report(['date'], one, 3) },
      { request: ask, json: report(['date'], one, 2) },
      { request: ask, json: report(['date'], [['20261102', '2']], 2) },
    );
    const { rows } = await full();
    expect(rows.map(({ period }) => period)).toEqual(['2026-11-01', '2026-11-01', '2026-11-02']);
    expect([1, 2, 3, 4].map(sent)).toMatchObject([{ offset: '0' }, { offset: '1' }, { offset: '0' }, { offset: '1' }]);
  });

  it('are not read for ever, nor left out where a page is empty', async () => {
    const pair = [
      { request: ask, json: report(['date'], [['20261101', '1']], 2) },
      { request: ask, json: report(['date'], [], 2) },
    ];
    app.play(berlin, ...pair, ...pair, ...pair, ...pair);
    await expect(full()).rejects.toMatchObject({ details: { class: 'app_down', code: 'restated' } });
  });

  it('of the last days are read again, of another report all', async () => {
    app.play(berlin, { request: ask, json: {} });
    const { watermark } = await full();
    app.play(berlin, { request: ask, json: {} });
    await readPass(objects.reportRow, context({ settings: inYear }), { mode: 'incremental', watermark });
    expect(sent(3)).toMatchObject({ dateRanges: [{ startDate: '2026-11-17', endDate: '2026-11-20' }] });
    const other = context({ settings: { ...inYear, metrics: 'totalUsers' } });
    expect((await readPass(objects.reportRow, other, { mode: 'incremental', watermark })).watermark).toBeNull();
  });

  it('of weeks and months are read from their beginning', async () => {
    app.play(berlin, { request: ask, json: report(['isoYearIsoWeek'], [['202647', '3']]) });
    expect((await full({ from: '2026-11-18', by: 'week' })).rows).toMatchObject([{ period: '2026-W47' }]);
    app.play(berlin, { request: ask, json: report(['yearMonth'], [['202611', '3']]) });
    expect((await full({ from: '2026-11-18', by: 'month' })).rows).toMatchObject([{ period: '2026-11' }]);
    expect([1, 3].map(sent)).toMatchObject([
      { dateRanges: [{ startDate: '2026-11-16' }] },
      { dateRanges: [{ startDate: '2026-11-01' }] },
    ]);
  });

  it('are none before the first day is over', async () => {
    app.play(berlin);
    expect(await full({ from: '2026-11-21' })).toMatchObject({ rows: [], watermark: { until: '2026-11-20' } });
  });

  it('are refused where the tokens are used up', async () => {
    app.play(berlin, { request: ask, ...refusal(429, 'RESOURCE_EXHAUSTED', 'Exhausted property tokens per hour.') });
    await expect(full()).rejects.toMatchObject({ details: { class: 'quota' } });
  });

  it('have a key of period and dimensions, in whatever order', () => {
    const key = (dimensions: Record<string, string>) =>
      objects.reportRow?.key({ period: '2026-11-01', dimensions }, {});
    expect(key({})).toBe('2026-11-01');
    expect(key({ a: '1', b: '2' })).toBe(key({ b: '2', a: '1' }));
    expect(key({ a: '1', b: '2' })).not.toBe(key({ a: '12', b: '' }));
    expect(objects.reportRow?.row.safeParse({ period: '' }).success).toBe(false);
  });

  it('are described with the property’s own dimensions', async () => {
    const dimensions = [{ apiName: 'customUser:plan', uiName: 'Plan', customDefinition: true }];
    const metrics = [{ apiName: 'sessions', uiName: 'Sessions' }];
    app.play({ request: at('GET', `${data}/properties/123456789/metadata`), json: { dimensions, metrics } });
    const own = context({ settings: { dimensions: 'customUser:plan' } });
    expect(await objects.reportRow?.describe?.(own)).toEqual([
      { name: 'period', label: 'Day', type: 'date', readOnly: true },
      { name: 'dimensions.customUser:plan', label: 'Plan', type: 'text', readOnly: true, custom: true },
      { name: 'metrics.sessions', label: 'Sessions', type: 'number', readOnly: true },
    ]);
  });
});
