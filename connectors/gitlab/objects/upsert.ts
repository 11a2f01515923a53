import { z } from 'zod';
import { type Upsert, writeOneByOne } from '../../kit/index.ts';
import { pathOf, type Settings } from '../settings.ts';

const written = z.object({ iid: z.int() });
const ids = z.array(z.looseObject({ id: z.int() })).transform((list) => list.map(({ id }) => id));
const label = z.union([z.string(), z.looseObject({ name: z.string() }).transform(({ name }) => name)]);
/** In the row's shape, or as GitLab takes it. */
const given = z.looseObject({
  labels: z.union([z.string(), z.array(label).transform((list) => list.join(','))]).nullish(),
  assignees: ids.nullish(),
  milestone: z.looseObject({ id: z.int() }).nullish(),
  state: z.enum(['opened', 'closed']).optional(),
});

function bodyOf({ assignees, milestone, state, ...data }: z.output<typeof given>): Record<string, unknown> {
  return {
    ...data,
    ...(data.labels === null && { labels: '' }),
    ...(assignees !== undefined && { assignee_ids: assignees ?? [] }),
    // 0 takes it away.
    ...(milestone !== undefined && { milestone_id: milestone?.id ?? 0 }),
    ...(state && { state_event: state === 'closed' ? 'close' : 'reopen' }),
  };
}

/** One at a time. GitLab knows no idempotency key: what has no key is made, and made again if the answer got lost. */
export const upsertIssues: Upsert<Settings> = {
  batch: 10,
  matchBy: [],
  example: [
    { data: { title: 'The lamp flickers', description: 'Since Monday.', labels: ['bug'] } },
    { key: '42', data: { state: 'closed', assignees: [{ id: 7 }] } },
  ],
  write: ({ http, settings }, items) => {
    const issues = `${pathOf(settings.project)}/issues`;
    return writeOneByOne(items, async ({ key, data }) => {
      const parsed = given.safeParse(data);
      if (!parsed.success) {
        const field = parsed.error.issues[0]?.path.join('.') ?? '';
        return { error: { class: 'invalid', message: `${field} has another form than GitLab takes.`, field } };
      }
      const { state_event, ...json } = bodyOf(parsed.data);
      if (key !== undefined) {
        const path = `${issues}/${encodeURIComponent(key)}`;
        await http.put(path, written, {
          json: { ...json, ...(state_event !== undefined && { state_event }) },
          repeatable: true,
        });
        return { key, action: 'updated' };
      }
      const { iid } = (await http.post(issues, written, { json })).body;
      // A new one is open, whatever is said; it is closed by a change.
      if (state_event === 'close')
        await http.put(`${issues}/${iid}`, written, { json: { state_event }, repeatable: true });
      return { key: String(iid), action: 'created' };
    });
  },
};
