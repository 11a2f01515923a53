import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { app, call, context, deleted, entry, hooks, page, refused, triggers } from './test-dropbox.ts';

const body = '{"list_folder":{"accounts":["dbid:1","dbid:2"]},"delta":{"users":[1,2]}}';
const request = (text: string, signature?: string, method = 'POST', url = 'https://portico.example/h') => ({
  method,
  url: new URL(url),
  headers: new Headers(signature === undefined ? {} : { 'x-dropbox-signature': signature }),
  body: Buffer.from(text),
});
const sign = (text: string) => createHmac('sha256', 'app-secret').update(text).digest('hex');
const verify = (text: string, signature?: string) =>
  typeof hooks?.verify === 'function'
    ? hooks.verify(request(text, signature), { secret: 'app-secret' }, new Date())
    : undefined;

describe('hooks', () => {
  it('are signed with the app’s secret', () => {
    expect(verify(body, sign(body))).toEqual({ ok: true });
    expect(verify(`${body} `, sign(body))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(body)).toEqual({ ok: false, because: 'missing_header' });
  });

  it('name accounts, each hook its own time', () => {
    const first = hooks?.events(request(body)) ?? [];
    const second = hooks?.events(request(body)) ?? [];
    expect(first.map(({ account, type }) => [account, type])).toEqual([
      ['dbid:1', 'files.changed'],
      ['dbid:2', 'files.changed'],
    ]);
    expect(new Set([...first, ...second].map(({ id }) => id)).size).toBe(4);
    expect(() => hooks?.events(request('<html>'))).toThrow('names no accounts');
  });

  it('answer the question for the address as text', () => {
    const ask = (method: string, query: string) =>
      hooks?.challenge?.(request('', undefined, method, `https://portico.example/h${query}`), { secret: '' });
    expect(ask('GET', '?challenge=%3Cb%3Eabc')).toEqual({
      status: 200,
      headers: { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' },
      body: '<b>abc',
    });
    expect(ask('GET', '')).toBeUndefined();
    expect(ask('POST', '?challenge=abc')).toBeUndefined();
  });
});

describe('triggers', () => {
  const poll = (name: string, cursor: null | { folder: string; cursor: string }) => {
    const trigger = triggers[name];
    if (trigger?.via !== 'poll') throw new Error('It is polled.');
    return trigger.poll(context(), { cursor });
  };
  const latest = call('files/list_folder/get_latest_cursor', { cursor: 'c0' });
  const onward = 'files/list_folder/continue';

  it('begin with nothing, and tell each version of a file once', async () => {
    app.play(latest);
    expect(await poll('fileSaved', null)).toEqual({ items: [], cursor: { folder: '', cursor: 'c0' } });
    const saved = { ...entry('a'), rev: 'r1' };
    app.play(
      call(onward, page([saved, entry('sub', 'folder')], 'c1', true)),
      call(onward, page([deleted('/gone')], 'c2')),
    );
    const { items, cursor } = await poll('fileSaved', { folder: '', cursor: 'c0' });
    expect(items).toEqual([{ id: 'id:a', version: 'r1/a', data: saved }]);
    expect(cursor).toEqual({ folder: '', cursor: 'c2' });
  });

  it('tell folders and deletions', async () => {
    const changes = call(onward, page([entry('sub', 'folder'), deleted('/gone')], 'c1'));
    app.play(changes, changes);
    expect((await poll('folderAdded', { folder: '', cursor: 'c0' })).items).toMatchObject([{ id: 'id:sub' }]);
    expect((await poll('entryDeleted', { folder: '', cursor: 'c0' })).items).toMatchObject([
      { id: '/gone', version: 'c0' },
    ]);
  });

  it('begin anew where Dropbox forgot the place, and look no further than ten pages', async () => {
    app.play(refused(onward, 'reset/'), latest);
    expect((await poll('fileSaved', { folder: '', cursor: 'old' })).cursor).toEqual({ folder: '', cursor: 'c0' });
    app.play(...Array.from({ length: 10 }, (_, index) => call(onward, page([], `p${index}`, true))));
    expect((await poll('fileSaved', { folder: '', cursor: 'c0' })).cursor).toEqual({ folder: '', cursor: 'p9' });
  });
});
