import { z } from 'zod';
import { type ConnectorContext, defineObject, orNull, type Pager, pullPages } from '../../kit/index.ts';
import { pathOf, type Settings } from '../settings.ts';
import { pullRequestObject } from './pull-request.ts';
import { comment, commit, issue, release, repository } from './rows.ts';
import { upsertIssues } from './upsert.ts';

const pager: Pager = { kind: 'link', size: { parameter: 'per_page', value: 100 } };
const rowList = z.array(z.looseObject({ pull_request: z.unknown().optional() }));

/** A row by its own address; null where it is gone. */
const getRow =
  (path: (key: string) => string) =>
  async ({ http, settings }: ConnectorContext<Settings>, key: string): Promise<unknown> => {
    return orNull(
      async () => (await http.get(`${pathOf(settings.repository)}/${path(encodeURIComponent(key))}`, z.unknown())).body,
    );
  };

const repositoryObject = defineObject<typeof repository, Settings>({
  label: 'repositories',
  row: repository,
  key: ({ id }) => String(id),
  incremental: false,
  reportsDeletes: false,
  pull: (context, request) => {
    const isInstallation = context.learnt.installationId !== undefined;
    const list = isInstallation
      ? { path: '/installation/repositories', rows: 'repositories' }
      : { path: '/user/repos', rows: '' };
    // In the order in which they were created, a change does not move a repository from one page to another.
    const query = isInstallation ? {} : { sort: 'created', direction: 'asc' };
    return pullPages<Settings>({ pager, rows: list.rows, request: () => ({ path: list.path, query }) })(
      context,
      request,
    );
  },
});

/**
 * Sorted by creation: a change during the pass moves nothing. One that begins to count as changed meanwhile pushes others to
 * later pages, where they are met twice; none is passed over.
 */
const issueObject = defineObject<typeof issue, Settings>({
  label: 'issues',
  row: issue,
  key: ({ number }) => String(number),
  incremental: true,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    // GitHub counts pull requests among the issues.
    rows: (body) => rowList.parse(body).filter(({ pull_request }) => pull_request === undefined),
    request: ({ settings, since }) => ({
      path: `${pathOf(settings.repository)}/issues`,
      query: { state: 'all', sort: 'created', direction: 'asc', since: since ?? undefined },
    }),
  }),
  get: getRow((key) => `issues/${key}`),
  upsert: upsertIssues,
});

const commentObject = defineObject<typeof comment, Settings>({
  label: 'comments',
  row: comment,
  key: ({ id }) => String(id),
  incremental: true,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    rows: '',
    request: ({ settings, since }) => ({
      path: `${pathOf(settings.repository)}/issues/comments`,
      query: { sort: 'created', direction: 'asc', since: since ?? undefined },
    }),
  }),
  get: getRow((key) => `issues/comments/${key}`),
});

/** Of the default branch. A commit never changes; a forced push is met by the next full pass. */
const commitObject = defineObject<typeof commit, Settings>({
  label: 'commits',
  row: commit,
  key: ({ sha }) => sha,
  incremental: true,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    rows: '',
    // The time is the committer's, which may lie before the push: a week covers what was written before and pushed after.
    watermark: { kind: 'clock', overlapMs: 7 * 86_400_000 },
    request: ({ settings, since }) => ({
      path: `${pathOf(settings.repository)}/commits`,
      query: { since: since ?? undefined },
    }),
  }),
  get: getRow((key) => `commits/${key}`),
});

const releaseObject = defineObject<typeof release, Settings>({
  label: 'releases',
  row: release,
  key: ({ id }) => String(id),
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    rows: '',
    request: ({ settings }) => ({ path: `${pathOf(settings.repository)}/releases` }),
  }),
  get: getRow((key) => `releases/${key}`),
});

export const objects = {
  repository: repositoryObject,
  issue: issueObject,
  pullRequest: pullRequestObject,
  comment: commentObject,
  commit: commitObject,
  release: releaseObject,
};
