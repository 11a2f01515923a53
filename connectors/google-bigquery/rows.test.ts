import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import {
  app,
  ask,
  cells,
  columns,
  context,
  micros,
  objects,
  order,
  orderRow,
  page,
  refusal,
  result,
  sent,
} from './test-bigquery.ts';

const mark = { column: 'created_at', table: 'acme-data.shop.orders', since: '2026-11-21T08:00:00.000Z' };
const ids = (rows: Record<string, unknown>[]) => rows.map(({ id }) => id);

describe('a full pass', () => {
  it('is one query, read over an empty page; the next begins before it', async () => {
    app.play(
      { request: ask, json: result([order('a')], { pageToken: 'p2' }) },
      { request: page('p2'), json: result([], { pageToken: 'p3' }) },
      { request: page('p3'), json: result([order('b')]) },
    );
    const pass = await readPass(objects.row, context(), { mode: 'full' });
    expect(pass.rows).toEqual([orderRow('a'), orderRow('b')]);
    expect(pass.pages[0]?.total).toBe(3);
    expect(pass.watermark).toEqual(mark);
    expect(sent(0)).toMatchObject({ query: 'SELECT * FROM `acme-data`.`shop`.`orders`', maxResults: 1_000 });
  });

  it('has no mark without the column, and may bring nothing', async () => {
    app.play({ request: ask, json: result([], { totalRows: '0' }) });
    const pass = await readPass(objects.row, context({ settings: { changed: '' } }), { mode: 'full' });
    expect(pass).toMatchObject({ rows: [], watermark: null });
  });

  it('begins anew where the result is kept no more', async () => {
    app.play(
      { request: ask, json: result([order('a')], { pageToken: 'p2' }) },
      { request: page('p2'), ...refusal(404, 'notFound') },
      { request: ask, json: result([order('a')]) },
    );
    expect(ids((await readPass(objects.row, context(), { mode: 'full' })).rows)).toEqual(['a', 'a']);
  });

  it('does not go round in a circle, nor on without the query', async () => {
    app.play(
      { request: ask, json: result([], { pageToken: 'p2' }) },
      { request: page('p2'), json: result([], { pageToken: 'p2' }) },
    );
    const code = (name: string) => ({ details: { class: 'protocol', code: name } });
    await expect(readPass(objects.row, context(), { mode: 'full' })).rejects.toMatchObject(code('repeated_cursor'));
    app.play({ request: ask, json: result([], { pageToken: 'p2', jobReference: { projectId: 'acme-data' } }) });
    await expect(readPass(objects.row, context(), { mode: 'full' })).rejects.toMatchObject(code('no_job'));
  });

  it('asks for the table and the column that names a row', async () => {
    const without = (settings: object) =>
      readPass(objects.row, context({ settings: { ...settings } }), { mode: 'full' });
    await expect(without({ table: '' })).rejects.toMatchObject({ details: { field: 'table' } });
    expect(() => objects.row?.key({ id: 1 }, { key: ' , ' })).toThrow('Choose the column');
    expect(() => objects.row?.key({ id: null }, { key: 'id' })).toThrow('nothing in a column');
    expect(objects.row?.key({ a: 1, b: 'x' }, { key: 'a, b' })).toBe('["1","x"]');
  });
});

describe('an incremental pass', () => {
  const since = (settings: object = {}, watermark = mark) =>
    readPass(objects.row, context({ settings: { ...settings } }), { mode: 'incremental', watermark });

  it('reads what is newer', async () => {
    app.play(columns(), { request: ask, json: result([order('a')]) });
    expect(ids((await since()).rows)).toEqual(['a']);
    expect(sent(1)).toMatchObject({
      query: 'SELECT * FROM `acme-data`.`shop`.`orders` WHERE `created_at` >= @since ORDER BY `created_at`',
      queryParameters: [{ name: 'since', parameterType: { type: 'TIMESTAMP' }, parameterValue: { value: mark.since } }],
    });
  });

  it.each([
    ['DATE', '2026-11-20'],
    ['DATETIME', '2026-11-20T08:00:00.000'],
  ])('reads a day more where a %s knows no zone', async (type, value) => {
    app.play(columns([{ name: 'day', type }]), { request: ask, json: result([]) });
    await since({ changed: 'day' }, { ...mark, column: 'day' });
    expect(sent(1)).toMatchObject({ queryParameters: [{ parameterType: { type }, parameterValue: { value } }] });
  });

  it('is none after another table or column was chosen, or one without a time', async () => {
    expect((await since({ table: 'other' })).watermark).toBeNull();
    expect((await since({ changed: 'paid_at' })).watermark).toBeNull();
    app.play(columns());
    await expect(since({ changed: 'id' }, { ...mark, column: 'id' })).rejects.toMatchObject({
      details: { code: 'no_time', field: 'changed' },
    });
  });
});

it('reads values as they are', async () => {
  const schema = {
    fields: [
      { name: 'small', type: 'INTEGER' },
      { name: 'large', type: 'INT64' },
      { name: 'share', type: 'FLOAT' },
      { name: 'nan', type: 'FLOAT' },
      { name: 'open', type: 'BOOLEAN' },
      { name: 'raw', type: 'JSON' },
      { name: 'odd', type: 'JSON' },
      { name: 'none', type: 'STRING' },
      { name: 'tags', type: 'STRING', mode: 'REPEATED' },
      { name: 'buyer', type: 'RECORD', fields: [{ name: 'name', type: 'STRING' }] },
      { name: 'at', type: 'TIMESTAMP' },
      { name: 'old', type: 'TIMESTAMP' },
    ],
  };
  const old = '-1';
  const values = ['7', '9007199254740993', '0.5', 'NaN', 'true', '{"a":1}', '{', null, [{ v: 'x' }], cells('Mara')];
  app.play({ request: ask, json: result([cells(...values, micros, old)], { schema }) });
  const { rows } = await readPass(objects.row, context(), { mode: 'full' });
  expect(rows).toEqual([
    {
      small: 7,
      large: '9007199254740993',
      share: 0.5,
      nan: 'NaN',
      open: true,
      raw: { a: 1 },
      odd: '{',
      none: null,
      tags: ['x'],
      buyer: { name: 'Mara' },
      at: '2026-11-21T09:00:00.000001Z',
      old: '1969-12-31T23:59:59.999999Z',
    },
  ]);
});

it('describes the table’s columns, those inside of records too', async () => {
  app.play(columns([{ name: 'buyer', type: 'RECORD', fields: [{ name: 'age', type: 'INTEGER' }] }]));
  expect(await objects.row?.describe?.(context())).toMatchObject([
    { name: 'id', type: 'text', required: true, custom: true },
    { name: 'total', type: 'number' },
    { name: 'created_at', type: 'datetime' },
    { name: 'buyer', type: 'object', readOnly: true },
    { name: 'buyer.age', type: 'number', readOnly: true },
  ]);
});

it('reads one row, by several columns too', async () => {
  app.play(columns(), { request: ask, json: result([order('a')]) }, columns(), { request: ask, json: result([]) });
  expect(await objects.row?.get?.(context(), 'a')).toEqual(orderRow('a'));
  const two = context({ settings: { key: 'id,total' } });
  expect(await objects.row?.get?.(two, '["a","19.5"]')).toBeNull();
  expect(await objects.row?.get?.(two, 'a')).toBeNull();
  expect(sent(3)).toMatchObject({
    query: 'SELECT * FROM `acme-data`.`shop`.`orders` WHERE `id` = @k0 AND `total` = @k1 LIMIT 1',
  });
});

describe('writing', () => {
  const write = (items: { key?: string; data: Record<string, unknown> }[]) =>
    objects.row?.upsert?.write(context(), items, { idempotencyKey: 'k' });

  it('merges rows with the same columns at once, the last of a key', async () => {
    app.play(
      columns(),
      { request: ask, json: result([cells('A-1')], { schema: { fields: [{ name: 'id', type: 'STRING' }] } }) },
      { request: ask, json: result([]) },
    );
    const results = await write([
      { data: { id: 'A-1', total: 1 } },
      { key: 'A-2', data: { total: 2 } },
      { data: { id: 'A-1', total: 3 } },
      { data: { id: 'A-3', colour: 'red' } },
      { data: { total: 5 } },
    ]);
    expect(results).toMatchObject([
      { key: 'A-1', action: 'updated' },
      { key: 'A-2', action: 'created' },
      { key: 'A-1', action: 'updated' },
      { error: { class: 'invalid', field: 'colour' } },
      { error: { class: 'invalid', field: 'id' } },
    ]);
    expect(sent(2)).toMatchObject({
      query: [
        'MERGE `acme-data`.`shop`.`orders` AS t',
        "USING (SELECT JSON_VALUE(r, '$[0]') AS `id`, CAST(JSON_VALUE(r, '$[1]') AS NUMERIC) AS `total` FROM UNNEST(JSON_QUERY_ARRAY(@rows)) AS r) AS s",
        'ON t.`id` = s.`id`',
        'WHEN MATCHED THEN UPDATE SET `total` = s.`total`',
        'WHEN NOT MATCHED THEN INSERT (`id`, `total`) VALUES (s.`id`, s.`total`)',
      ].join('\n'),
      queryParameters: [{ name: 'rows', parameterValue: { value: '[["A-1","3"],["A-2","2"]]' } }],
    });
  });

  it('tries one by one where one is bad', async () => {
    const known = { request: ask, json: result([]) };
    const bad = { request: ask, ...refusal(400, 'invalidQuery') };
    app.play(columns(), known, bad, known, known, known, bad);
    const results = await write([{ data: { id: 'a', total: 1 } }, { data: { id: 'b', total: 'x' } }]);
    expect(results).toMatchObject([
      { key: 'a', action: 'created' },
      { error: { class: 'invalid', code: 'invalidQuery', message: 'It said invalidQuery.' } },
    ]);
  });
});
