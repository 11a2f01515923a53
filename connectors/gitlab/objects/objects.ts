import { z } from 'zod';
import { type ConnectorContext, defineObject, orNull, type Pager, pullPages } from '../../kit/index.ts';
import { pathOf, type Settings } from '../settings.ts';
import { pullComments } from './pull-comments.ts';
import { comment, commentKey, issue, member, mergeRequest, pipeline, project, release } from './rows.ts';
import { upsertIssues } from './upsert.ts';

const pager: Pager = { kind: 'link', size: { parameter: 'per_page', value: 100 } };

/** A row by its own address; null where it is gone. */
const getRow =
  (path: (key: string) => string) =>
  ({ http, settings }: ConnectorContext<Settings>, key: string): Promise<unknown> =>
    orNull(async () => (await http.get(`${pathOf(settings.project)}/${path(key)}`, z.unknown())).body);
const below = (collection: string) => getRow((key) => `${collection}/${encodeURIComponent(key)}`);

/** By number, and on from the last one read: nothing can move. */
const projectObject = defineObject<typeof project, Settings>({
  label: 'projects',
  row: project,
  key: ({ id }) => String(id),
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    rows: '',
    request: () => ({
      path: '/projects',
      query: { membership: true, pagination: 'keyset', order_by: 'id', sort: 'asc' },
    }),
  }),
  get: ({ http }, key) => orNull(async () => (await http.get(pathOf(key), z.unknown())).body),
});

/**
 * In the order of creation, a change moves none. One that begins to count as changed pushes others to later pages, where they
 * are met twice; what changes behind the page at hand is newer than the pass.
 */
const issueObject = defineObject<typeof issue, Settings>({
  label: 'issues',
  row: issue,
  key: ({ iid }) => String(iid),
  incremental: true,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    rows: '',
    request: ({ settings, since }) => ({
      path: `${pathOf(settings.project)}/issues`,
      // GitLab before 18.3 gives pages by number instead; the links lead through both.
      query: {
        scope: 'all',
        pagination: 'keyset',
        order_by: 'created_at',
        sort: 'asc',
        updated_after: since ?? undefined,
      },
    }),
  }),
  get: below('issues'),
  upsert: upsertIssues,
});

const mergeRequestObject = defineObject<typeof mergeRequest, Settings>({
  label: 'merge requests',
  row: mergeRequest,
  key: ({ iid }) => String(iid),
  incremental: true,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    rows: '',
    request: ({ settings, since }) => ({
      path: `${pathOf(settings.project)}/merge_requests`,
      query: { scope: 'all', state: 'all', order_by: 'created_at', sort: 'asc', updated_after: since ?? undefined },
    }),
  }),
  get: below('merge_requests'),
});

/** Who is in the project, by its groups too. */
const userObject = defineObject<typeof member, Settings>({
  label: 'people',
  row: member,
  key: ({ id }) => String(id),
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    rows: '',
    request: ({ settings }) => ({ path: `${pathOf(settings.project)}/members/all` }),
  }),
  get: below('members/all'),
});

const pipelineObject = defineObject<typeof pipeline, Settings>({
  label: 'pipelines',
  row: pipeline,
  key: ({ id }) => String(id),
  incremental: true,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    rows: '',
    request: ({ settings, since }) => ({
      path: `${pathOf(settings.project)}/pipelines`,
      query: { order_by: 'id', sort: 'asc', updated_after: since ?? undefined },
    }),
  }),
  get: below('pipelines'),
});

const releaseObject = defineObject<typeof release, Settings>({
  label: 'releases',
  row: release,
  key: ({ tag_name }) => tag_name,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    rows: '',
    request: ({ settings }) => ({
      path: `${pathOf(settings.project)}/releases`,
      query: { order_by: 'created_at', sort: 'asc' },
    }),
  }),
  get: below('releases'),
});

const commentObject = defineObject<typeof comment, Settings>({
  label: 'comments',
  row: comment,
  key: ({ noteable_type, noteable_iid, id }) => commentKey(noteable_type, noteable_iid, id),
  incremental: true,
  reportsDeletes: false,
  pull: pullComments,
  get: getRow((key) => {
    const [kind = '', iid = '', id = ''] = key.split('/').map(encodeURIComponent);
    return `${kind}/${iid}/notes/${id}`;
  }),
});

export const objects = {
  project: projectObject,
  issue: issueObject,
  mergeRequest: mergeRequestObject,
  comment: commentObject,
  user: userObject,
  pipeline: pipelineObject,
  release: releaseObject,
};
