import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { mergeRequest } from '../objects/rows.ts';
import { pathOf } from '../settings.ts';
import { branch, labels, number, people, project, text, title } from './fields.ts';

const scopes = ['api'];
const joined = (names: string[] | undefined) => (names === undefined ? {} : { labels: names.join(',') });
const more = {
  description: text.optional(),
  labels: labels.optional(),
  assignee_ids: people.optional(),
  reviewer_ids: people.optional().meta({ title: 'Reviewers', description: 'Numbers of people.' }),
};

export const createMergeRequest = defineAction({
  title: 'Open a merge request',
  input: z.object({
    project,
    title,
    source_branch: branch.meta({ title: 'From branch', options: 'branches', dependsOn: 'project' }),
    target_branch: branch.meta({ title: 'Into branch', options: 'branches', dependsOn: 'project' }),
    ...more,
    remove_source_branch: z.boolean().optional().meta({ title: 'Delete the branch when merged' }),
  }),
  output: mergeRequest,
  effect: 'writes',
  repeat: 'none',
  scopes,
  example: { project: 'acme/shop', title: 'Mend the lamp', source_branch: 'mend-lamp', target_branch: 'main' },
  run: async ({ http }, { project: name, labels: names, ...rest }) => {
    const json = { ...rest, ...joined(names) };
    return (await http.post(`${pathOf(name)}/merge_requests`, mergeRequest, { json })).body;
  },
});

export const updateMergeRequest = defineAction({
  title: 'Change a merge request',
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
  output: mergeRequest,
  effect: 'writes',
  repeat: 'natural',
  scopes,
  example: { project: 'acme/shop', number: 43, labels: ['lamp'] },
  run: async ({ http }, { project: name, number: iid, labels: names, state, ...rest }) => {
    const event = state && { state_event: state === 'closed' ? 'close' : 'reopen' };
    const json = { ...rest, ...joined(names), ...event };
    return (await http.put(`${pathOf(name)}/merge_requests/${iid}`, mergeRequest, { json, repeatable: true })).body;
  },
});

export const merge = defineAction({
  title: 'Merge a merge request',
  input: z.object({
    project,
    number,
    squash: z.boolean().optional().meta({ title: 'As one commit' }),
    should_remove_source_branch: z.boolean().optional().meta({ title: 'Delete the branch' }),
    auto_merge: z
      .boolean()
      .optional()
      .meta({ title: 'When the checks have passed', description: 'Else at once, and refused where they have not.' }),
  }),
  output: mergeRequest,
  effect: 'destroys',
  repeat: 'none',
  scopes,
  example: { project: 'acme/shop', number: 43, squash: true },
  run: async ({ http }, { project: name, number: iid, ...json }) =>
    (await http.put(`${pathOf(name)}/merge_requests/${iid}/merge`, mergeRequest, { json })).body,
});
