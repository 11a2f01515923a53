import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { comment, issue } from '../objects/rows.ts';
import { pathOf } from '../settings.ts';
import { labels, milestone, number, people, project, text, title } from './fields.ts';

const scopes = ['api'];
const more = {
  description: text.optional(),
  labels: labels.optional(),
  assignee_ids: people.optional(),
  milestone_id: milestone.optional(),
  due_date: z.iso.date().optional().meta({ title: 'Due' }),
  confidential: z.boolean().optional().meta({ title: 'Confidential' }),
};
/** GitLab takes labels as one text. */
const joined = (names: string[] | undefined) => (names === undefined ? {} : { labels: names.join(',') });

export const createIssue = defineAction({
  title: 'Create an issue',
  input: z.object({ project, title, ...more }),
  output: issue,
  effect: 'writes',
  repeat: 'none',
  scopes,
  example: { project: 'acme/shop', title: 'The lamp flickers', description: 'Since Monday.', labels: ['bug'] },
  run: async ({ http }, { project: name, labels: names, ...json }) =>
    (await http.post(`${pathOf(name)}/issues`, issue, { json: { ...json, ...joined(names) } })).body,
});

export const updateIssue = defineAction({
  title: 'Change an issue',
  description: 'What is left out stays as it is; labels and people given take the place of those that were there.',
  input: z.object({
    project,
    number,
    title: title.optional(),
    ...more,
    state: z
      .enum(['opened', 'closed'])
      .optional()
      .meta({ title: 'State', choices: { opened: 'Open', closed: 'Closed' } }),
  }),
  output: issue,
  effect: 'writes',
  repeat: 'natural',
  scopes,
  example: { project: 'acme/shop', number: 42, state: 'closed' },
  run: async ({ http }, { project: name, number: iid, labels: names, state, ...rest }) => {
    const event = state && { state_event: state === 'closed' ? 'close' : 'reopen' };
    const json = { ...rest, ...joined(names), ...event };
    return (await http.put(`${pathOf(name)}/issues/${iid}`, issue, { json, repeatable: true })).body;
  },
});

export const getIssue = defineAction({
  title: 'Get an issue',
  input: z.object({ project, number }),
  output: issue,
  effect: 'reads',
  repeat: 'natural',
  example: { project: 'acme/shop', number: 42 },
  run: async ({ http }, { project: name, number: iid }) =>
    (await http.get(`${pathOf(name)}/issues/${iid}`, issue)).body,
});

export const searchIssues = defineAction({
  title: 'Search issues',
  description: 'In titles and texts. The hundred newest are given.',
  input: z.object({
    project,
    search: z.string().optional().meta({ title: 'Search for' }),
    labels: labels.optional(),
    state: z
      .enum(['opened', 'closed', 'all'])
      .default('opened')
      .meta({ title: 'State', choices: { opened: 'Open', closed: 'Closed', all: 'Both' } }),
  }),
  output: z.object({ issues: z.array(issue) }),
  effect: 'reads',
  repeat: 'natural',
  example: { project: 'acme/shop', search: 'lamp' },
  run: async ({ http }, { project: name, search, labels: names, state }) => {
    const query = {
      scope: 'all',
      search,
      ...joined(names),
      state: state === 'all' ? undefined : state,
      per_page: 100,
    };
    return { issues: (await http.get(`${pathOf(name)}/issues`, z.array(issue), { query })).body };
  },
});

export const addComment = defineAction({
  title: 'Comment on an issue or merge request',
  input: z.object({
    project,
    on: z
      .enum(['issues', 'merge_requests'])
      .default('issues')
      .meta({ title: 'On', choices: { issues: 'An issue', merge_requests: 'A merge request' } }),
    number,
    body: text.min(1).max(1_000_000),
  }),
  output: comment,
  effect: 'writes',
  repeat: 'none',
  scopes,
  example: { project: 'acme/shop', number: 42, body: 'A customer has asked for this.' },
  run: async ({ http }, { project: name, on, number: iid, body }) =>
    (await http.post(`${pathOf(name)}/${on}/${iid}/notes`, comment, { json: { body } })).body,
});
