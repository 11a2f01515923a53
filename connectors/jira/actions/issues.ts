import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { documentOf } from '../document.ts';
import { issue as issueRow } from '../objects/issue.ts';
import { accountId, issue, labels, others, pathOf } from './fields.ts';

const created = z.object({ id: z.string(), key: z.string(), self: z.string() });
const nothing = z.object({ issue: z.string() });
const summary = z.string().min(1).max(255).meta({ title: 'Summary' });
const description = z.string().optional().meta({ title: 'Description', multiline: true });
const write = ['write:jira-work'];

export const createIssue = defineAction({
  title: 'Create an issue',
  input: z.object({
    project: z.string().min(1).meta({ title: 'Project', options: 'projects' }),
    type: z.string().min(1).meta({ title: 'Type', options: 'issueTypes', dependsOn: 'project' }),
    summary,
    description,
    assignee: accountId.optional(),
    labels,
    dueDate: z.iso.date().optional().meta({ title: 'Due' }),
    fields: others,
  }),
  output: created,
  effect: 'writes',
  repeat: 'none',
  scopes: write,
  example: { project: 'SHOP', type: '10001', summary: 'The lamp flickers', description: 'Since Monday.' },
  run: async ({ http }, input) => {
    const fields = {
      project: { key: input.project },
      issuetype: { id: input.type },
      summary: input.summary,
      ...(input.description !== undefined && { description: documentOf(input.description) }),
      ...(input.assignee !== undefined && { assignee: { accountId: input.assignee } }),
      ...(input.labels !== undefined && { labels: input.labels }),
      ...(input.dueDate !== undefined && { duedate: input.dueDate }),
      ...input.fields,
    };
    return (await http.post('/rest/api/3/issue', created, { json: { fields } })).body;
  },
});

export const updateIssue = defineAction({
  title: 'Change an issue',
  description: 'What is left out stays as it is.',
  input: z.object({ issue, summary: summary.optional(), description, labels, fields: others }),
  output: nothing,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  example: { issue: 'SHOP-42', summary: 'The lamp flickers at night' },
  run: async ({ http }, input) => {
    const fields = {
      ...(input.summary !== undefined && { summary: input.summary }),
      ...(input.description !== undefined && { description: documentOf(input.description) }),
      ...(input.labels !== undefined && { labels: input.labels }),
      ...input.fields,
    };
    await http.put(pathOf(input.issue), z.unknown(), { json: { fields }, repeatable: true });
    return { issue: input.issue };
  },
});

export const moveIssue = defineAction({
  title: 'Move an issue to another status',
  description: 'By one of the transitions that its workflow allows at the moment.',
  input: z.object({
    issue,
    transition: z.string().min(1).meta({ title: 'Transition', options: 'transitions', dependsOn: 'issue' }),
  }),
  output: nothing,
  effect: 'writes',
  repeat: 'none',
  scopes: write,
  example: { issue: 'SHOP-42', transition: '31' },
  run: async ({ http }, input) => {
    await http.post(`${pathOf(input.issue)}/transitions`, z.unknown(), {
      json: { transition: { id: input.transition } },
    });
    return { issue: input.issue };
  },
});

export const assignIssue = defineAction({
  title: 'Assign an issue',
  input: z.object({
    issue,
    assignee: accountId.optional().meta({ title: 'Person', description: 'Empty: nobody.', options: 'people' }),
  }),
  output: nothing,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  example: { issue: 'SHOP-42', assignee: '5b10ac8d82e05b22cc7d4ef5' },
  run: async ({ http }, input) => {
    await http.put(`${pathOf(input.issue)}/assignee`, z.unknown(), {
      json: { accountId: input.assignee ?? null },
      repeatable: true,
    });
    return { issue: input.issue };
  },
});

export const getIssue = defineAction({
  title: 'Read an issue',
  input: z.object({ issue }),
  output: issueRow,
  effect: 'reads',
  repeat: 'natural',
  example: { issue: 'SHOP-42' },
  run: async ({ http }, input) => (await http.get(pathOf(input.issue), issueRow)).body,
});

export const deleteIssue = defineAction({
  title: 'Delete an issue',
  description: 'With its sub-tasks, if you say so; an issue that has some is not deleted otherwise.',
  input: z.object({ issue, withSubtasks: z.boolean().default(false).meta({ title: 'Sub-tasks too' }) }),
  output: nothing,
  effect: 'destroys',
  repeat: 'natural',
  scopes: write,
  example: { issue: 'SHOP-42' },
  run: async ({ http }, input) => {
    await http.delete(pathOf(input.issue), z.unknown(), { query: { deleteSubtasks: input.withSubtasks } });
    return { issue: input.issue };
  },
});

const found = z.object({
  issues: z.array(z.looseObject({ id: z.string(), key: z.string().optional() })).default([]),
  nextPageToken: z.string().nullish(),
});

export const searchIssues = defineAction({
  title: 'Search issues',
  input: z.object({
    jql: z.string().min(1).meta({ title: 'JQL', placeholder: 'project = SHOP AND status = "To Do"' }),
    fields: z.array(z.string()).default(['summary', 'status', 'assignee']).meta({ title: 'Fields' }),
    pageToken: z.string().optional().meta({ title: 'Next page' }),
  }),
  output: found,
  effect: 'reads',
  repeat: 'natural',
  example: { jql: 'project = SHOP AND status = "To Do"' },
  run: async ({ http }, { jql, fields, pageToken }) =>
    (
      await http.post('/rest/api/3/search/jql', found, {
        json: { jql, fields, maxResults: 100, ...(pageToken !== undefined && { nextPageToken: pageToken }) },
        repeatable: true,
      })
    ).body,
});
