import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { documentOf } from '../document.ts';
import { accountId, issue, pathOf, text } from './fields.ts';

const made = z.looseObject({ id: z.string() });
const write = ['write:jira-work'];

export const addComment = defineAction({
  title: 'Comment on an issue',
  input: z.object({ issue, text }),
  output: made,
  effect: 'writes',
  repeat: 'none',
  scopes: write,
  example: { issue: 'SHOP-42', text: 'A customer has asked for this.' },
  run: async ({ http }, input) =>
    (await http.post(`${pathOf(input.issue)}/comment`, made, { json: { body: documentOf(input.text) } })).body,
});

const commentId = z.string().min(1).meta({ title: 'Comment', description: 'Its id.' });

export const updateComment = defineAction({
  title: 'Change a comment',
  input: z.object({ issue, comment: commentId, text }),
  output: made,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  example: { issue: 'SHOP-42', comment: '10100', text: 'Two customers have asked for this.' },
  run: async ({ http }, input) => {
    const path = `${pathOf(input.issue)}/comment/${encodeURIComponent(input.comment)}`;
    return (await http.put(path, made, { json: { body: documentOf(input.text) }, repeatable: true })).body;
  },
});

const comments = z.looseObject({ comments: z.array(made), total: z.int().optional() });

export const listComments = defineAction({
  title: 'Read the comments of an issue',
  description: 'The latest first, 100 at a time.',
  input: z.object({ issue, startAt: z.int().nonnegative().default(0).meta({ title: 'Leave out the first' }) }),
  output: comments,
  effect: 'reads',
  repeat: 'natural',
  example: { issue: 'SHOP-42' },
  run: async ({ http }, input) => {
    const query = { startAt: input.startAt, maxResults: 100, orderBy: '-created' };
    return (await http.get(`${pathOf(input.issue)}/comment`, comments, { query })).body;
  },
});

export const logWork = defineAction({
  title: 'Log work on an issue',
  input: z.object({
    issue,
    minutes: z.int().positive().max(100_000).meta({ title: 'Minutes' }),
    startedAt: z.iso.datetime({ offset: true }).optional().meta({ title: 'Began', description: 'Empty: now.' }),
    text: text.optional(),
  }),
  output: made,
  effect: 'writes',
  repeat: 'none',
  scopes: write,
  example: { issue: 'SHOP-42', minutes: 90, startedAt: '2026-11-20T09:00:00Z' },
  run: async ({ http }, input) => {
    // Jira takes milliseconds and an offset without a colon, and nothing else.
    const started = new Date(input.startedAt ?? Date.now()).toISOString().replace('Z', '+0000');
    const json = {
      timeSpentSeconds: input.minutes * 60,
      started,
      ...(input.text !== undefined && { comment: documentOf(input.text) }),
    };
    return (await http.post(`${pathOf(input.issue)}/worklog`, made, { json })).body;
  },
});

export const addWatcher = defineAction({
  title: 'Let somebody watch an issue',
  input: z.object({ issue, person: accountId }),
  output: z.object({ issue: z.string() }),
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  example: { issue: 'SHOP-42', person: '5b10ac8d82e05b22cc7d4ef5' },
  run: async ({ http }, input) => {
    await http.post(`${pathOf(input.issue)}/watchers`, z.unknown(), { json: input.person, repeatable: true });
    return { issue: input.issue };
  },
});

export const linkIssues = defineAction({
  title: 'Link two issues',
  input: z.object({
    type: z.string().min(1).default('Relates').meta({ title: 'Kind of link', placeholder: 'Blocks' }),
    from: issue.meta({ title: 'From' }),
    to: issue.meta({ title: 'To' }),
  }),
  output: z.object({ from: z.string(), to: z.string() }),
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  example: { type: 'Blocks', from: 'SHOP-42', to: 'SHOP-43' },
  run: async ({ http }, { type, from, to }) => {
    await http.post('/rest/api/3/issueLink', z.unknown(), {
      json: { type: { name: type }, inwardIssue: { key: from }, outwardIssue: { key: to } },
      repeatable: true,
    });
    return { from, to };
  },
});
