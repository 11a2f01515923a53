import { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';

const on = (title: string, events: string[], output: z.ZodType, sample: Json): ConnectorTrigger => ({
  title,
  via: 'hook',
  events,
  output,
  sample,
  scopes: ['admin:repo_hook'],
});

const repository = z.looseObject({ full_name: z.string() });
const withIssue = z.looseObject({
  action: z.string(),
  repository,
  issue: z.looseObject({ number: z.int(), title: z.string() }),
});
const withComment = withIssue.extend({ comment: z.looseObject({ body: z.string() }) });
const withPull = z.looseObject({
  action: z.string(),
  repository,
  pull_request: z.looseObject({ number: z.int(), title: z.string() }),
});
const withRelease = z.looseObject({ action: z.string(), repository, release: z.looseObject({ tag_name: z.string() }) });
const push = z.looseObject({
  ref: z.string(),
  repository,
  commits: z.array(z.looseObject({ id: z.string(), message: z.string() })),
});

const shop = { full_name: 'acme/shop' };
const issue = { number: 42, title: 'The lamp flickers' };
const pull = { number: 43, title: 'Mend the lamp' };

export const triggers: Record<string, ConnectorTrigger> = {
  issueOpened: on('An issue was opened', ['issues.opened'], withIssue, { action: 'opened', repository: shop, issue }),
  issueClosed: on('An issue was closed', ['issues.closed'], withIssue, { action: 'closed', repository: shop, issue }),
  issueLabelled: on('An issue was labelled', ['issues.labeled'], withIssue, {
    action: 'labeled',
    repository: shop,
    issue,
  }),
  commentAdded: on('Somebody commented', ['issue_comment.created'], withComment, {
    action: 'created',
    repository: shop,
    issue,
    comment: { body: 'A customer has asked for this.' },
  }),
  pullRequestOpened: on('A pull request was opened', ['pull_request.opened'], withPull, {
    action: 'opened',
    repository: shop,
    pull_request: pull,
  }),
  pullRequestClosed: on('A pull request was merged or closed', ['pull_request.closed'], withPull, {
    action: 'closed',
    repository: shop,
    pull_request: { ...pull, merged: true },
  }),
  pushed: on('Something was pushed', ['push'], push, {
    ref: 'refs/heads/main',
    repository: shop,
    commits: [{ id: '6dcb09b5b57875f334f61aebed695e2e4193db5e', message: 'Mend the lamp' }],
  }),
  releasePublished: on('A release was published', ['release.published'], withRelease, {
    action: 'published',
    repository: shop,
    release: { tag_name: 'v1.2.0' },
  }),
};
