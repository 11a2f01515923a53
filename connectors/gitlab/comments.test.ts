import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { app, context, issue, mergeRequest, note, objects, page, refused, shop } from './test-gitlab.ts';

const order = 'order_by=created_at&sort=asc';
const issues = `${shop}/issues?scope=all&pagination=keyset&${order}&per_page=100`;
const mergeRequests = `${shop}/merge_requests?scope=all&state=all&${order}&per_page=100`;
const notes = (thread: string) => `${shop}/${thread}/notes?sort=asc&order_by=created_at&per_page=100`;
const key = (row: unknown) => objects.comment?.key(row, { project: 'acme/shop' });

describe('comments', () => {
  it('come thread by thread, first of issues, then of merge requests', async () => {
    const threads = [issue(1, { user_notes_count: 0 }), issue(2, { user_notes_count: 2 }), issue(3)];
    app.play(
      page(issues, threads, `${issues}&cursor=a`),
      page(notes('issues/2'), [note(21, { noteable_iid: 2 })], `${notes('issues/2')}&page=2`),
      page(`${notes('issues/2')}&page=2`, [note(22, { system: true }), note(23, { noteable_iid: 2 })]),
      refused(`GET ${notes('issues/3')}`, 404, { message: '404 Not found' }),
      page(`${issues}&cursor=a`, []),
      page(mergeRequests, [mergeRequest(43)]),
      page(notes('merge_requests/43'), [note(44, { noteable_type: 'MergeRequest', noteable_iid: 43 })]),
    );
    const pass = await readPass(objects.comment, context(), { mode: 'full' });
    expect(pass.rows.map(key)).toEqual(['issues/2/21', 'issues/2/23', 'merge_requests/43/44']);
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
  });

  it('are read of twenty threads for a page, of those that have changed', async () => {
    const since = 'updated_after=2026-11-20T00%3A00%3A00.000Z';
    const at = (address: string) => address.replace('&per_page', `&${since}&per_page`);
    const many = Array.from({ length: 21 }, (_, index) => index + 1);
    app.play(
      page(
        at(issues),
        many.map((iid) => issue(iid)),
      ),
      ...many.map((iid) => page(notes(`issues/${iid}`), [note(iid, { noteable_iid: iid })])),
      page(at(mergeRequests), []),
    );
    const pass = { mode: 'incremental', watermark: '2026-11-20T00:00:00.000Z' } as const;
    const { pages } = await readPass(objects.comment, context(), pass);
    expect(pages.map(({ rows }) => rows.length)).toEqual([20, 1, 0]);
  });

  it('refuse a list of threads that goes round in a circle', async () => {
    app.play(page(issues, [], `${issues}&cursor=a`), page(`${issues}&cursor=a`, [], `${issues}&cursor=a`));
    await expect(readPass(objects.comment, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol', code: 'repeated_cursor' },
    });
  });
});
