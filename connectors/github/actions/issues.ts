import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { comment, issue } from '../objects/rows.ts';
import { pathOf, repositoryName as repository } from '../settings.ts';

const number = z.int().positive().meta({ title: 'Number', description: 'Of the issue or pull request.' });
const labels = z.array(z.string()).max(100).meta({ title: 'Labels' });
const assignees = z.array(z.string()).max(10).meta({ title: 'Assigned to', description: 'GitHub names.' });
const title = z.string().min(1).max(256).meta({ title: 'Title' });
const body = z.string().max(65_536).meta({ title: 'Text', description: 'Markdown.', multiline: true });

export const createIssue = defineAction({
  title: 'Create an issue',
  input: z.object({
    repository,
    title,
    body: body.optional(),
    labels: labels.optional(),
    assignees: assignees.optional(),
    milestone: z.int().positive().optional().meta({ title: 'Milestone', description: 'Its number.' }),
  }),
  output: issue,
  effect: 'writes',
  repeat: 'none',
  scopes: ['repo'],
  example: { repository: 'acme/shop', title: 'The lamp flickers', body: 'Since Monday.', labels: ['bug'] },
  run: async ({ http }, { repository: name, ...json }) =>
    (await http.post(`${pathOf(name)}/issues`, issue, { json })).body,
});

export const updateIssue = defineAction({
  title: 'Change an issue',
  description: 'What is left out stays as it is; labels and people given take the place of those that were there.',
  input: z.object({
    repository,
    number,
    title: title.optional(),
    body: body.optional(),
    state: z
      .enum(['open', 'closed'])
      .optional()
      .meta({ title: 'State', choices: { open: 'Open', closed: 'Closed' } }),
    labels: labels.optional(),
    assignees: assignees.optional(),
  }),
  output: issue,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['repo'],
  example: { repository: 'acme/shop', number: 42, state: 'closed' },
  run: async ({ http }, { repository: name, number: id, ...json }) =>
    (await http.patch(`${pathOf(name)}/issues/${id}`, issue, { json, repeatable: true })).body,
});

export const addComment = defineAction({
  title: 'Comment on an issue or pull request',
  input: z.object({ repository, number, body }),
  output: comment,
  effect: 'writes',
  repeat: 'none',
  scopes: ['repo'],
  example: { repository: 'acme/shop', number: 42, body: 'A customer has asked for this.' },
  run: async ({ http }, { repository: name, number: id, ...json }) =>
    (await http.post(`${pathOf(name)}/issues/${id}/comments`, comment, { json })).body,
});

const labelList = z.array(z.looseObject({ name: z.string() }));

export const addLabels = defineAction({
  title: 'Add labels to an issue',
  input: z.object({ repository, number, labels: labels.min(1) }),
  output: z.object({ labels: labelList }),
  effect: 'writes',
  repeat: 'natural',
  scopes: ['repo'],
  example: { repository: 'acme/shop', number: 42, labels: ['vip'] },
  run: async ({ http }, { repository: name, number: id, ...json }) => ({
    labels: (await http.post(`${pathOf(name)}/issues/${id}/labels`, labelList, { json, repeatable: true })).body,
  }),
});

export const assign = defineAction({
  title: 'Assign an issue',
  input: z.object({ repository, number, assignees: assignees.min(1) }),
  output: issue,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['repo'],
  example: { repository: 'acme/shop', number: 42, assignees: ['ada'] },
  run: async ({ http }, { repository: name, number: id, ...json }) =>
    (await http.post(`${pathOf(name)}/issues/${id}/assignees`, issue, { json, repeatable: true })).body,
});

const found = z.object({
  total_count: z.int(),
  incomplete_results: z.boolean(),
  items: z.array(z.looseObject({ number: z.int() })),
});

export const searchIssues = defineAction({
  title: 'Search issues and pull requests',
  description: "GitHub's own search words: repo:acme/shop is:open label:bug. At most 1,000 can be found.",
  input: z.object({
    query: z.string().min(1).max(256).meta({ title: 'Search for' }),
    page: z.int().min(1).max(10).default(1).meta({ title: 'Page' }),
  }),
  output: found,
  effect: 'reads',
  repeat: 'natural',
  example: { query: 'repo:acme/shop is:open label:bug' },
  run: async ({ http }, { query, page }) =>
    (await http.get('/search/issues', found, { query: { q: query, page, per_page: 100 } })).body,
});
