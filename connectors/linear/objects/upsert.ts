import { type Upsert, writeOneByOne } from '../../kit/index.ts';
import { mutate } from '../ask.ts';

const create = 'mutation ($input: IssueCreateInput!) { issueCreate(input: $input) { success issue { id } } }';
const update =
  'mutation ($id: String!, $input: IssueUpdateInput!) { issueUpdate(id: $id, input: $input) { success issue { id } } }';

/** `data` are Linear's inputs: `{ title, teamId, stateId, … }`. A new issue that carries its own `id` is made once, however often it is sent. */
export const upsertIssues: Upsert = {
  batch: 20,
  matchBy: [],
  example: [
    { data: { teamId: '9cfb482a-81e3-4154-b5b9-2c805e70a02d', title: 'The lamp flickers' } },
    { key: 'a8f0f0c2-6f0e-4c5e-9f2b-2f0d8c1d7b11', data: { priority: 2 } },
  ],
  write: ({ http }, items) =>
    writeOneByOne(items, async ({ key, data }) => {
      const made =
        key === undefined
          ? await mutate(http, { name: 'issueCreate', part: 'issue', query: create }, { input: data })
          : await mutate(http, { name: 'issueUpdate', part: 'issue', query: update }, { id: key, input: data });
      return { key: made.id, action: key === undefined ? 'created' : 'updated' };
    }),
};
