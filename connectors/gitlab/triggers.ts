import { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';

const project = z.looseObject({ id: z.int(), path_with_namespace: z.string() });
const about = z.looseObject({
  object_kind: z.string(),
  project,
  object_attributes: z.looseObject({ id: z.int() }),
});
const pushed = z.looseObject({
  object_kind: z.string(),
  ref: z.string(),
  project,
  commits: z.array(z.looseObject({ id: z.string(), message: z.string() })),
});
const released = z.looseObject({ object_kind: z.string(), tag: z.string(), project, action: z.string() });

const shop: Json = { id: 7, name: 'Shop', path_with_namespace: 'acme/shop' };
const user: Json = { id: 1, name: 'Ada Moreno', username: 'ada' };
const on = (title: string, events: string[], output: z.ZodType, sample: Json): ConnectorTrigger => ({
  title,
  via: 'hook',
  events,
  output,
  sample,
  scopes: ['api'],
});

const issue = (action: string, state: string): Json => ({
  object_kind: 'issue',
  user,
  project: shop,
  object_attributes: { id: 301, iid: 42, title: 'The lamp flickers', state, action },
  changes: {},
});
const mergeRequest = (action: string, state: string): Json => ({
  object_kind: 'merge_request',
  user,
  project: shop,
  object_attributes: { id: 99, iid: 43, title: 'Mend the lamp', state, action, source_branch: 'mend-lamp' },
});
const pipeline = (status: string): Json => ({
  object_kind: 'pipeline',
  user,
  project: shop,
  object_attributes: { id: 4711, ref: 'main', status, duration: 63 },
});
const note: Json = {
  object_kind: 'note',
  user,
  project: shop,
  object_attributes: { id: 1244, note: 'A customer has asked for this.', noteable_type: 'Issue', action: 'create' },
  issue: { id: 301, iid: 42, title: 'The lamp flickers' },
};

export const triggers: Record<string, ConnectorTrigger> = {
  issueOpened: on('An issue was opened', ['issue.open'], about, issue('open', 'opened')),
  issueChanged: on('An issue was changed', ['issue.update'], about, issue('update', 'opened')),
  issueClosed: on('An issue was closed', ['issue.close'], about, issue('close', 'closed')),
  mergeRequestOpened: on('A merge request was opened', ['merge_request.open'], about, mergeRequest('open', 'opened')),
  mergeRequestMerged: on('A merge request was merged', ['merge_request.merge'], about, mergeRequest('merge', 'merged')),
  commentAdded: on('Somebody commented', ['note.create', 'note'], about, note),
  pipelineSucceeded: on('A pipeline has succeeded', ['pipeline.success'], about, pipeline('success')),
  pipelineFailed: on('A pipeline has failed', ['pipeline.failed'], about, pipeline('failed')),
  pushed: on('Something was pushed', ['push'], pushed, {
    object_kind: 'push',
    ref: 'refs/heads/main',
    project: shop,
    commits: [{ id: 'b6568db1bc1dcd7f8b4d5a946b0b91f9dacd7327', message: 'Mend the lamp' }],
  }),
  releasePublished: on('A release was published', ['release.create'], released, {
    object_kind: 'release',
    action: 'create',
    tag: 'v1.2.0',
    name: 'v1.2.0',
    project: shop,
  }),
};
