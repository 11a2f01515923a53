import { defineContract } from '../kit/index.ts';

const key = 'b55c9c91-384d-452b-81db-d1ef79372b75';
const properties = {
  Name: { id: 'title', name: 'Name', type: 'title', title: {} },
  Price: { id: 'p', name: 'Price', type: 'number', number: {} },
};

const page = {
  object: 'page',
  id: key,
  created_time: '2026-01-01T00:00:00.000Z',
  last_edited_time: '2026-11-21T08:00:00.000Z',
  parent: { type: 'page_id', page_id: key },
  properties: {},
};
const list = (results: unknown[]) => ({ object: 'list', results, next_cursor: null, has_more: false });

const sorts = 'the description knows sorts by property alone; Notion sorts by time too';
const parents = 'the description knows no parent data_source_id, which its own version has brought';
const children = 'the description takes no paragraphs as children';

// The description gives no schema of any answer, so the answers are named here.
export default defineContract({
  descriptions: [{ name: 'notion', url: 'https://api.notion.com' }],
  fields: { token: 'ntn_portico' },
  settings: { dataSource: '1a44be12-0953-4631-b498-9e5817518db8' },
  objects: { row: { key }, dataSource: {}, user: {} },
  answers: {
    'GET /v1/data_sources/{data_source_id}': { object: 'data_source', id: 'x', properties },
    'POST /v1/data_sources/{data_source_id}/query': list([page]),
    'GET /v1/pages/{page_id}': page,
    'PATCH /v1/pages/{page_id}': page,
    'POST /v1/search': list([{ object: 'data_source', id: 'x', title: [] }]),
    'GET /v1/users': list([{ object: 'user', id: 'u', name: 'Ada' }]),
    'GET /v1/users/me': { object: 'user', id: 'b', name: 'Portico', bot: { workspace_name: 'Acme' } },
    'POST /v1/comments': { object: 'comment', id: 'c' },
  },
  skip: {
    'objects.row.pull': sorts,
    'objects.row.incremental': sorts,
    'triggers.rowChanged': sorts,
    'objects.row.upsert': parents,
    'actions.createRow': parents,
    'actions.createPage': children,
    'actions.appendText': children,
  },
});
