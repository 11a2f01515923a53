import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { app, at, check, context, graph, objects, options, refusal } from './test-outlook.ts';

const inbox = '/me/mailFolders/inbox/messages/delta';
const link = (token: string) => `${graph}${inbox}?$${token}`;
const page = (request: string, value: unknown[], more: object) => ({ request, json: { value, ...more } });
const first = at('GET', inbox);
const me = at('GET', '/me', { $select: 'id,displayName,mail,userPrincipalName' });
const tag = JSON.stringify([inbox, {}]);

describe('check', () => {
  it('names the person', async () => {
    app.play({ request: me, json: { id: 'u1', displayName: 'Mara', mail: 'mara@acme.example' } });
    expect(await check?.(context())).toEqual({ id: 'u1', name: 'Mara (mara@acme.example)' });
    app.play({ request: me, json: { id: 'u1', displayName: null, userPrincipalName: 'mara@acme.example' } });
    expect(await check?.(context())).toEqual({ id: 'u1', name: 'mara@acme.example' });
  });

  it('goes on with a new token where the old one has ended', async () => {
    app.play({ request: me, ...refusal(401, 'InvalidAuthenticationToken') }, { request: me, json: { id: 'u1' } });
    expect(await check?.(context())).toEqual({ id: 'u1', name: 'u1' });
    expect(app.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it.each([
    ['seconds', '7'],
    ['a date', 'Sat, 21 Nov 2026 09:00:07 GMT'],
  ])('waits as long as it is told in %s', async (_form, wait) => {
    app.play(
      {
        request: me,
        ...refusal(429, 'ApplicationThrottled'),
        headers: { 'retry-after': wait, date: 'Sat, 21 Nov 2026 09:00:00 GMT' },
      },
      { request: me, json: { id: 'u1' } },
    );
    const patient = context();
    await check?.(patient);
    expect(patient.pauses).toEqual([7_000]);
  });

  it.each([
    [403, 'ErrorAccessDenied', undefined, 'permission'],
    [404, 'MailboxNotEnabledForRESTAPI', undefined, 'permission'],
    [400, 'BadRequest', { code: 'ErrorItemNotFound' }, 'not_found'],
    [507, 'ErrorQuotaExceeded', undefined, 'quota'],
  ])('knows %i %s %o', async (status, code, inner, errorClass) => {
    app.play({ request: me, ...refusal(status, code, inner) });
    await expect(check?.(context())).rejects.toMatchObject({
      details: { class: errorClass, code: inner?.code ?? code, appMessage: `It said ${code}.` },
    });
  });

  it('is not misled by a web page', async () => {
    app.play({ request: me, headers: { 'content-type': 'text/html' }, text: '<html>Sign in</html>' });
    await expect(check?.(context())).rejects.toMatchObject({ details: { class: 'protocol' } });
  });
});

describe('messages', () => {
  const pull = (pass: Parameters<typeof readPass>[2]) => readPass(objects.message, context(), pass);

  it('are read to the delta link, over an empty page in the middle', async () => {
    app.play(
      page(first, [{ id: 'm1', subject: 'One', singleValueExtendedProperties: [] }], {
        '@odata.nextLink': link('skiptoken=2'),
      }),
      page(`GET ${link('skiptoken=2')}`, [], { '@odata.nextLink': link('skiptoken=3') }),
      page(`GET ${link('skiptoken=3')}`, [{ id: 'm2' }], { '@odata.deltaLink': link('deltatoken=9') }),
    );
    const { rows, watermark } = await pull({ mode: 'full' });
    expect(rows).toEqual([{ id: 'm1', subject: 'One', singleValueExtendedProperties: [] }, { id: 'm2' }]);
    expect(watermark).toEqual({ of: tag, link: link('deltatoken=9') });
    // Ids that stay are asked for on every page.
    expect(new Set(app.received.map(({ headers }) => headers.prefer))).toEqual(
      new Set(['IdType="ImmutableId", odata.maxpagesize=100']),
    );
  });

  it('come with what has gone, and the last word of a page counts', async () => {
    app.play(
      page(
        `GET ${link('deltatoken=9')}`,
        [
          { id: 'm1', isRead: false },
          { id: 'm2', '@removed': { reason: 'deleted' } },
          { id: 'm1', isRead: true },
          { id: 'm3' },
          { id: 'm3', '@removed': { reason: 'changed' } },
        ],
        { '@odata.deltaLink': link('deltatoken=10') },
      ),
    );
    const { rows, pages } = await pull({ mode: 'incremental', watermark: { of: tag, link: link('deltatoken=9') } });
    expect(rows).toEqual([{ id: 'm1', isRead: true }]);
    expect(pages[0]?.deleted).toEqual(['m2', 'm3']);
    expect(pages[0]?.watermark).toEqual({ of: tag, link: link('deltatoken=10') });
  });

  it.each([
    [410, 'SyncStateNotFound'],
    [400, 'SyncStateInvalid'],
    [410, 'resyncRequired'],
  ])('are all read again by the next pass after %i %s', async (status, code) => {
    app.play({ request: `GET ${link('deltatoken=9')}`, ...refusal(status, code) });
    const { rows, watermark } = await pull({ mode: 'incremental', watermark: { of: tag, link: link('deltatoken=9') } });
    expect([rows, watermark]).toEqual([[], null]);
  });

  it('begin anew where a full pass was left lying', async () => {
    app.play(
      { request: `GET ${link('skiptoken=2')}`, ...refusal(410, 'SyncStateNotFound') },
      page(first, [{ id: 'm1' }], { '@odata.deltaLink': link('deltatoken=9') }),
    );
    const cursor = { of: tag, page: link('skiptoken=2') };
    const found = await objects.message?.pull(context(), { mode: 'full', cursor, watermark: null });
    expect(found).toMatchObject({ rows: [{ id: 'm1' }], next: null });
  });

  it('of another folder need a full pass', async () => {
    const found = await readPass(objects.message, context({ folder: 'archive' }), {
      mode: 'incremental',
      watermark: { of: tag, link: link('deltatoken=9') },
    });
    expect([found.rows, found.watermark, app.received]).toEqual([[], null, []]);
  });

  it('refuse a link that leads to itself, and one to another host', async () => {
    app.play(
      page(first, [], { '@odata.nextLink': link('skiptoken=2') }),
      page(`GET ${link('skiptoken=2')}`, [], { '@odata.nextLink': link('skiptoken=2') }),
    );
    await expect(pull({ mode: 'full' })).rejects.toMatchObject({ details: { code: 'repeated_cursor' } });
    app.play(page(first, [], { '@odata.nextLink': 'https://graph.example/v1.0/x' }));
    await expect(pull({ mode: 'full' })).rejects.toMatchObject({ details: { class: expect.any(String) } });
    expect(app.received).toHaveLength(3);
  });

  it('fail one by one', () => {
    expect(objects.message?.row.safeParse({ id: '' }).success).toBe(false);
    expect(objects.message?.row.safeParse({ id: 'm', subject: 5 }).success).toBe(false);
  });

  it('are read by key, or are gone', async () => {
    app.play(
      { request: at('GET', '/me/messages/AA%3D'), json: { id: 'AA=' } },
      { request: at('GET', '/me/messages/m2'), ...refusal(404, 'ErrorItemNotFound') },
    );
    expect(await objects.message?.get?.(context(), 'AA=')).toEqual({ id: 'AA=' });
    expect(await objects.message?.get?.(context(), 'm2')).toBeNull();
  });
});

describe('events', () => {
  it('are those of days that stay for a week', async () => {
    const query = { startDateTime: '2026-10-20T00:00:00.000Z', endDateTime: '2027-11-26T00:00:00.000Z' };
    app.play(page(at('GET', '/me/calendarView/delta', query), [{ id: 'e1' }], { '@odata.deltaLink': `${graph}/e` }));
    const { watermark } = await readPass(objects.event, context(), { mode: 'full' });
    expect(watermark).toEqual({ of: JSON.stringify(['/me/calendarView/delta', query]), link: `${graph}/e` });
  });

  it('are made once, and changed without what is read-only', async () => {
    const items = [
      { data: { subject: 'Planning', id: 'x', webLink: 'https://x.example' } },
      { key: 'e1', data: { subject: 'Later' } },
      { key: 'e2', data: {} },
    ];
    const made = { request: at('POST', '/me/events'), json: { id: 'e9' } };
    app.play(made, { request: at('PATCH', '/me/events/e1'), json: { id: 'e1' } });
    app.play({ request: at('PATCH', '/me/events/e2'), ...refusal(404, 'ErrorItemNotFound') });
    expect(await objects.event?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toMatchObject([
      { key: 'e9', action: 'created' },
      { key: 'e1', action: 'updated' },
      { error: { class: 'not_found', message: 'It said ErrorItemNotFound.' } },
    ]);
    app.play(made);
    await objects.event?.upsert?.write(context(), items.slice(0, 1), { idempotencyKey: 'k' });
    const [sent, , , again] = app.received.map((one) => one.json());
    expect(sent).toEqual({ subject: 'Planning', transactionId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(again).toEqual(sent);
  });
});

describe('contacts', () => {
  it('are found by their address', async () => {
    const find = (address: string, value: unknown[]) => ({
      request: at('GET', '/me/contacts', {
        $filter: `emailAddresses/any(a:a/address eq '${address}')`,
        $select: 'id',
        $top: 1,
      }),
      json: { value },
    });
    app.play(
      find("o''hara@globex.example", [{ id: 'c1' }]),
      { request: at('PATCH', '/me/contacts/c1'), json: { id: 'c1' } },
      find('new@globex.example', []),
      { request: at('POST', '/me/contacts'), json: { id: 'c2' } },
    );
    const items = ["o'hara@globex.example", 'new@globex.example'].map((address) => ({
      data: { changeKey: 'x', emailAddresses: [{ address }] },
    }));
    expect(await objects.contact?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: 'c1', action: 'updated' },
      { key: 'c2', action: 'created' },
    ]);
    expect(app.received[3]?.json()).toEqual({ emailAddresses: [{ address: 'new@globex.example' }] });
  });
});

describe('options', () => {
  it('show folders within folders', async () => {
    const list = (path: string, value: unknown[]) => ({ request: at('GET', path, { $top: 100 }), json: { value } });
    app.play(
      list('/me/mailFolders', [{ id: 'in', displayName: 'Inbox', childFolderCount: 1, totalItemCount: 3 }]),
      list('/me/mailFolders/in/childFolders', [{ id: 'g', displayName: 'Globex', childFolderCount: 0 }]),
    );
    expect(await options.mailFolders?.(context(), { search: 'glo', cursor: null })).toEqual({
      options: [{ value: 'g', label: 'Inbox / Globex' }],
      next: null,
    });
  });
});
