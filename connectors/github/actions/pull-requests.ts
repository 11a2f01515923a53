import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { pullRequest } from '../objects/rows.ts';
import { pathOf, repositoryName as repository } from '../settings.ts';

const number = z.int().positive().meta({ title: 'Number', description: 'Of the pull request.' });
const branch = z.string().min(1).meta({ title: 'Branch' });

export const createPullRequest = defineAction({
  title: 'Open a pull request',
  input: z.object({
    repository,
    title: z.string().min(1).max(256).meta({ title: 'Title' }),
    head: branch.meta({ title: 'From', description: 'The branch with the changes.' }),
    base: branch.meta({ title: 'Into' }),
    body: z.string().optional().meta({ title: 'Text', multiline: true }),
    draft: z.boolean().default(false).meta({ title: 'As a draft' }),
  }),
  output: pullRequest,
  effect: 'writes',
  // A second one for the same two branches is refused.
  repeat: 'natural',
  scopes: ['repo'],
  example: { repository: 'acme/shop', title: 'Mend the lamp', head: 'mend-lamp', base: 'main' },
  run: async ({ http }, { repository: name, ...json }) =>
    (await http.post(`${pathOf(name)}/pulls`, pullRequest, { json })).body,
});

export const updatePullRequest = defineAction({
  title: 'Change a pull request',
  description: 'Its title, text, branch or state; what is left out stays as it is.',
  input: z.object({
    repository,
    number,
    title: z.string().min(1).max(256).optional().meta({ title: 'Title' }),
    body: z.string().optional().meta({ title: 'Text', multiline: true }),
    base: branch.optional().meta({ title: 'Into' }),
    state: z
      .enum(['open', 'closed'])
      .optional()
      .meta({ title: 'State', choices: { open: 'Open', closed: 'Closed' } }),
  }),
  output: pullRequest,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['repo'],
  example: { repository: 'acme/shop', number: 43, state: 'closed' },
  run: async ({ http }, { repository: name, number: id, ...json }) =>
    (await http.patch(`${pathOf(name)}/pulls/${id}`, pullRequest, { json, repeatable: true })).body,
});

const merged = z.looseObject({ sha: z.string(), merged: z.boolean(), message: z.string() });

export const mergePullRequest = defineAction({
  title: 'Merge a pull request',
  input: z.object({
    repository,
    number,
    method: z
      .enum(['merge', 'squash', 'rebase'])
      .default('merge')
      .meta({ title: 'How', choices: { merge: 'With a merge commit', squash: 'As one commit', rebase: 'Rebased' } }),
    sha: z.string().optional().meta({
      title: 'Only if the last commit is',
      description: 'Its sha: what was pushed after your look stays out.',
    }),
  }),
  output: merged,
  effect: 'destroys',
  // GitHub refuses the second time: there is nothing left to merge.
  repeat: 'natural',
  scopes: ['repo'],
  example: { repository: 'acme/shop', number: 43, method: 'squash' },
  run: async ({ http }, { repository: name, number: id, method, sha }) =>
    (await http.put(`${pathOf(name)}/pulls/${id}/merge`, merged, { json: { merge_method: method, sha } })).body,
});

export const requestReview = defineAction({
  title: 'Ask for a review',
  input: z.object({
    repository,
    number,
    reviewers: z.array(z.string().min(1)).min(1).max(15).meta({ title: 'People', description: 'GitHub names.' }),
  }),
  output: pullRequest,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['repo'],
  example: { repository: 'acme/shop', number: 43, reviewers: ['ada'] },
  run: async ({ http }, { repository: name, number: id, ...json }) =>
    (await http.post(`${pathOf(name)}/pulls/${id}/requested_reviewers`, pullRequest, { json, repeatable: true })).body,
});
