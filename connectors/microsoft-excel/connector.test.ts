import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { app, at, book, check, context, graph, objects, options, refusal } from './test-excel.ts';

const me = at('GET', '/me', { $select: 'id,displayName,mail,userPrincipalName' });

describe('check', () => {
  it('names the person, with a new token where the old one has ended', async () => {
    app.play(
      { request: me, ...refusal(401, 'unauthenticated') },
      { request: me, json: { id: 'u1', mail: 'a@b.example' } },
    );
    expect(await check?.(context())).toEqual({ id: 'u1', name: 'a@b.example' });
    expect(app.received[1]?.headers.authorization).toBe('Bearer token-2');
  });

  it.each([
    ['seconds', '7'],
    ['a date', 'Sat, 21 Nov 2026 09:00:07 GMT'],
  ])('waits as long as it is told in %s', async (_form, wait) => {
    const headers = { 'retry-after': wait, date: 'Sat, 21 Nov 2026 09:00:00 GMT' };
    app.play({ request: me, ...refusal(429, 'tooManyRequests'), headers }, { request: me, json: { id: 'u1' } });
    const patient = context();
    await check?.(patient);
    expect(patient.pauses).toEqual([7_000]);
  });

  it.each([
    [403, 'accessDenied', undefined, 'permission', 'accessDenied'],
    [423, 'resourceLocked', undefined, 'conflict', 'resourceLocked'],
    [400, 'invalidRequest', { code: 'unsupportedWorkbook' }, 'invalid', 'unsupportedWorkbook'],
    [409, 'conflict', { code: 'accessConflict' }, 'conflict', 'accessConflict'],
    [404, 'itemNotFound', undefined, 'not_found', 'itemNotFound'],
  ])('knows %i %s %o', async (status, code, inner, errorClass, known) => {
    app.play({ request: me, ...refusal(status, code, inner) });
    await expect(check?.(context())).rejects.toMatchObject({
      details: { class: errorClass, code: known, appMessage: `It said ${code}.` },
    });
  });
});

describe('workbooks', () => {
  const first = at('GET', '/me/drive/root/delta', { $top: 200 });
  const link = (token: string) => `${graph}/me/drive/root/delta?token=${token}`;
  const file = (id: string, name: string, more: object = {}) => ({
    id,
    name,
    file: {},
    '@microsoft.graph.downloadUrl': 'https://secret.example',
    ...more,
  });

  it('are the files that are some; what has gone or has another name is removed', async () => {
    const value = [
      { id: 'r', name: 'root', root: {}, folder: {} },
      file('a', 'A.xlsx'),
      file('b', 'b.txt'),
      file('c', 'C.XLSM'),
    ];
    app.play(
      { request: first, json: { value, '@odata.nextLink': link('2') } },
      { request: `GET ${link('2')}`, json: { value: [], '@odata.nextLink': link('3') } },
      {
        request: `GET ${link('3')}`,
        json: { value: [file('a', 'A.xlsx', { deleted: { state: 'deleted' } })], '@odata.deltaLink': link('4') },
      },
    );
    const { rows: found, pages, watermark } = await readPass(objects.workbook, context(), { mode: 'full' });
    expect(found).toEqual([
      { id: 'a', name: 'A.xlsx' },
      { id: 'c', name: 'C.XLSM' },
    ]);
    expect(pages.map(({ deleted }) => deleted)).toEqual([['b'], [], ['a']]);
    expect(watermark).toMatchObject({ link: link('4') });
    app.play({ request: `GET ${link('4')}`, ...refusal(410, 'resyncChangesApplyDifferences') });
    expect(await readPass(objects.workbook, context(), { mode: 'incremental', watermark })).toMatchObject({
      watermark: null,
    });
  });

  it('refuse a link that leads to itself', async () => {
    app.play(
      { request: first, json: { value: [], '@odata.nextLink': link('2') } },
      { request: `GET ${link('2')}`, json: { value: [], '@odata.nextLink': link('2') } },
    );
    await expect(readPass(objects.workbook, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'repeated_cursor' },
    });
  });
});

describe('options', () => {
  const ask = (name: string, parent: Record<string, string>) =>
    options[name]?.(context(), { search: '', cursor: null, parent });

  it('name libraries by their sites, and do without where sites are not allowed', async () => {
    const own = { request: at('GET', '/me/drives'), json: { value: [{ id: 'd1', name: 'OneDrive' }] } };
    app.play(own, { request: at('GET', '/me/followedSites'), json: { value: [{ id: 'x,1', displayName: 'Sales' }] } });
    app.play({ request: at('GET', '/sites/x%2C1/drives'), json: { value: [{ id: 'd2', name: 'Documents' }] } });
    const mine = { value: 'd1', label: 'OneDrive' };
    expect(await ask('drives', {})).toEqual({
      options: [mine, { value: 'd2', label: 'Sales / Documents' }],
      next: null,
    });
    app.play(own, { request: at('GET', '/me/followedSites'), ...refusal(403, 'accessDenied') });
    expect(await ask('drives', {})).toEqual({ options: [mine], next: null });
  });

  it('show workbooks, then their tables and sheets', async () => {
    const query = { $select: 'id,name,lastModifiedDateTime', $top: 100 };
    app.play({
      request: at('GET', "/drives/d1/root/search(q='.xlsx')", query),
      json: {
        value: [
          { id: 'w1', name: 'A.xlsx', lastModifiedDateTime: '2026-11-20T09:00:00Z' },
          { id: 'x', name: 'a.pdf' },
        ],
      },
    });
    expect(await ask('workbooks', { drive: 'd1' })).toEqual({
      options: [{ value: 'w1', label: 'A.xlsx', detail: 'Changed 2026-11-20' }],
      next: null,
    });
    const short = { $select: 'id,name' };
    app.play(
      { request: at('GET', `${book}/tables`, short), json: { value: [{ id: '1', name: 'Orders' }] } },
      { request: at('GET', `${book}/worksheets`, short), json: { value: [{ id: '{1}', name: 'Sheet1' }] } },
    );
    expect(await ask('sources', { workbook: 'w1' })).toEqual({
      options: [
        { value: 'table:1', label: 'Orders', detail: 'Table' },
        { value: 'sheet:{1}', label: 'Sheet1', detail: 'Sheet' },
      ],
      next: null,
    });
    expect(await ask('columns', { workbook: 'w1' })).toEqual({ options: [], next: null });
  });
});
