import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { ask, entity, mutate } from '../ask.ts';
import { issue, labelIds, markdown, personId, priority, projectId, stateId, teamId } from './fields.ts';

const part = 'success issue { id identifier title url }';
const title = z.string().min(1).meta({ title: 'Title' });
const team = '9cfb482a-81e3-4154-b5b9-2c805e70a02d';

const shared = {
  description: markdown.optional().meta({ title: 'Description', multiline: true }),
  assigneeId: personId.optional(),
  projectId: projectId.optional(),
  priority: priority.optional(),
  labelIds: labelIds.optional(),
  dueDate: z.iso.date().optional().meta({ title: 'Due' }),
  estimate: z.int().min(0).optional().meta({ title: 'Estimate' }),
};

export const createIssue = defineAction({
  title: 'Create an issue',
  input: z.object({ teamId, title, stateId: stateId.optional(), ...shared }),
  output: entity,
  effect: 'writes',
  repeat: 'none',
  scopes: ['issues:create'],
  example: { teamId: team, title: 'The lamp flickers', priority: 2 },
  run: ({ http }, input) => {
    const query = `mutation ($input: IssueCreateInput!) { issueCreate(input: $input) { ${part} } }`;
    return mutate(http, { name: 'issueCreate', part: 'issue', query }, { input });
  },
});

export const updateIssue = defineAction({
  title: 'Change an issue',
  description: 'What is left out stays as it is; labels given take the place of those that were there.',
  input: z.object({
    issue,
    title: title.optional(),
    stateId: z.string().optional().meta({ title: 'Status' }),
    ...shared,
  }),
  output: entity,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['write'],
  example: { issue: 'SHOP-42', title: 'The lamp flickers at night' },
  run: ({ http }, { issue: id, ...input }) => {
    const query = `mutation ($id: String!, $input: IssueUpdateInput!) { issueUpdate(id: $id, input: $input) { ${part} } }`;
    return mutate(http, { name: 'issueUpdate', part: 'issue', query }, { id, input });
  },
});

export const addComment = defineAction({
  title: 'Comment on an issue',
  input: z.object({ issue, body: markdown.min(1) }),
  output: entity,
  effect: 'writes',
  repeat: 'none',
  scopes: ['comments:create'],
  example: { issue: 'SHOP-42', body: 'A customer has asked for this.' },
  run: ({ http }, { issue: issueId, body }) => {
    const query =
      'mutation ($input: CommentCreateInput!) { commentCreate(input: $input) { success comment { id url } } }';
    return mutate(http, { name: 'commentCreate', part: 'comment', query }, { input: { issueId, body } });
  },
});

export const addLabel = defineAction({
  title: 'Add a label to an issue',
  input: z.object({ issue, labelId: z.string().min(1).meta({ title: 'Label', options: 'labels' }) }),
  output: entity,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['write'],
  example: { issue: 'SHOP-42', labelId: 'b7d2a1f8-9c8e-4a43-9d6e-1f2a3b4c5d6e' },
  run: ({ http }, { issue: id, labelId }) => {
    const query = `mutation ($id: String!, $labelId: String!) { issueAddLabel(id: $id, labelId: $labelId) { ${part} } }`;
    return mutate(http, { name: 'issueAddLabel', part: 'issue', query }, { id, labelId });
  },
});

export const attachLink = defineAction({
  title: 'Attach a link to an issue',
  description: 'One of the same address is replaced: attached twice, it is there once.',
  input: z.object({
    issue,
    url: z.url().meta({ title: 'Address' }),
    title: z.string().min(1).meta({ title: 'Title' }),
    subtitle: z.string().optional().meta({ title: 'Second line' }),
  }),
  output: entity,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['write'],
  example: { issue: 'SHOP-42', url: 'https://crm.acme.example/deals/7', title: 'Deal 7' },
  run: ({ http }, { issue: issueId, ...input }) => {
    const query =
      'mutation ($input: AttachmentCreateInput!) { attachmentCreate(input: $input) { success attachment { id url } } }';
    return mutate(http, { name: 'attachmentCreate', part: 'attachment', query }, { input: { issueId, ...input } });
  },
});

export const archiveIssue = defineAction({
  title: 'Archive an issue',
  input: z.object({ issue }),
  output: entity,
  effect: 'destroys',
  repeat: 'natural',
  scopes: ['write'],
  example: { issue: 'SHOP-42' },
  run: ({ http }, { issue: id }) => {
    const query = 'mutation ($id: String!) { issueArchive(id: $id) { success entity { id } } }';
    return mutate(http, { name: 'issueArchive', part: 'entity', query }, { id });
  },
});

const found = z.object({
  searchIssues: z.object({ nodes: z.array(z.looseObject({ id: z.string(), identifier: z.string() })) }),
});

export const searchIssues = defineAction({
  title: 'Search issues',
  input: z.object({ term: z.string().min(1).meta({ title: 'Search for' }), teamId: teamId.optional() }),
  output: z.object({ issues: found.shape.searchIssues.shape.nodes }),
  effect: 'reads',
  repeat: 'natural',
  example: { term: 'lamp' },
  run: async ({ http }, input) => {
    const query = `query ($term: String!, $teamId: String) {
  searchIssues(term: $term, teamId: $teamId, first: 50) { nodes { id identifier title url state { name } } }
}`;
    return { issues: (await ask(http, query, input, found, { repeatable: true })).searchIssues.nodes };
  },
});
