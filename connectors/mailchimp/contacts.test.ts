import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { at, contact, hash, members, page, problem, testMailchimp } from './test-mailchimp.ts';

const { app, context, objects } = await testMailchimp();

describe('contacts', () => {
  const many = (from: number, length: number) => Array.from({ length }, (_, index) => contact(String(from + index)));

  it('come in pages that overlap, so that none is missed where others are deleted', async () => {
    app.play(members(page(0), many(0, 1000), 1500), members(page(950), many(950, 550), 1500));
    const pass = await readPass(objects.contact, context(), { mode: 'full' });
    expect(new Set(pass.rows.map(({ id }) => id)).size).toBe(1500);
    expect(pass.watermark).toBe('2026-11-21T08:50:00.000Z');
  });

  it('end where the list became shorter, or is empty', async () => {
    app.play(members(page(0), many(0, 1000), 1500), members(page(950), [], 1500));
    await readPass(objects.contact, context(), { mode: 'full' });
    app.play(members(page(0), [], 0));
    expect((await readPass(objects.contact, context(), { mode: 'full' })).rows).toEqual([]);
  });

  it('that changed are asked for since before the last pass', async () => {
    app.play(members(page(0, '2026-11-20T08%3A50%3A00.000Z'), [contact('1')], 1));
    const watermark = '2026-11-20T08:50:00.000Z';
    expect((await readPass(objects.contact, context(), { mode: 'incremental', watermark })).rows).toHaveLength(1);
  });

  it('wait as long as is said, in both forms', async () => {
    const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
    const { request } = members(page(0), [], 0);
    app.play(
      { request, ...problem(429, 'Too Many Requests'), headers: { 'retry-after': '2' } },
      { request, status: 429, headers: { 'retry-after': 'Sat, 21 Nov 2026 09:00:03 GMT', date }, text: '' },
      members(page(0), [], 0),
    );
    const patient = context();
    await readPass(objects.contact, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([2_000, 3_000]);
  });

  it('are not taken from a web page, nor without an id', async () => {
    const { request } = members(page(0), [], 0);
    app.play({ request, headers: { 'content-type': 'text/html' }, text: '<html>' });
    await expect(readPass(objects.contact, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
    app.play(members(page(0), [{ status: 'subscribed' }], 1));
    await expect(readPass(objects.contact, context(), { mode: 'full' })).rejects.toThrow();
  });

  it("are described with the audience's own fields", async () => {
    const field = { tag: 'SIZE', name: 'Size', type: 'dropdown', required: true, options: { choices: ['S', 'L'] } };
    app.play({
      request: `GET ${at}/lists/l1/merge-fields?count=1000&offset=0`,
      json: { merge_fields: [field], total_items: 1 },
    });
    expect(await objects.contact?.describe?.(context())).toContainEqual({
      name: 'merge_fields.SIZE',
      label: 'Size',
      type: 'choice',
      custom: true,
      required: true,
      choices: [
        { value: 'S', label: 'S' },
        { value: 'L', label: 'L' },
      ],
    });
  });

  it('are written one by one, and those who left stay away', async () => {
    const member = `${at}/lists/l1/members/${hash}`;
    const missing = problem(404, 'Resource Not Found');
    const errors = [{ field: 'email_address', message: 'Looks fake.' }];
    app.play(
      { request: `GET ${member}?exclude_fields=_links`, ...missing },
      { request: `PUT ${member}`, json: contact(hash) },
      { request: `GET ${member}?exclude_fields=_links`, json: contact(hash) },
      { request: `PATCH ${member}`, json: contact(hash) },
      { request: `GET ${member}?exclude_fields=_links`, ...missing },
      { request: `PUT ${member}`, ...problem(400, 'Invalid Resource', 'See errors.', errors) },
    );
    const data = { email_address: 'ada@acme.example', merge_fields: { FNAME: 'Ada' } };
    const items = [{ data }, { data }, { data }, { data: {} }];
    const results = await objects.contact?.upsert?.write(context(), items, { idempotencyKey: 'k' });
    expect(results).toMatchObject([
      { key: hash, action: 'created' },
      { key: hash, action: 'updated' },
      { error: { class: 'invalid', message: 'Looks fake.', field: 'email_address' } },
      { error: { class: 'invalid', field: 'email_address' } },
    ]);
    expect(app.received[1]?.json()).toEqual({ ...data, status_if_new: 'subscribed' });
    expect(app.received[3]?.json()).toEqual(data);
  });
});
