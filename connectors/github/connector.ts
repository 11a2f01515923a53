import { defineConnector } from '../kit/index.ts';
import { createBranch, createRelease, readFile, runWorkflow, writeFile } from './actions/code.ts';
import { addComment, addLabels, assign, createIssue, searchIssues, updateIssue } from './actions/issues.ts';
import { createPullRequest, mergePullRequest, requestReview, updatePullRequest } from './actions/pull-requests.ts';
import { accountTypes, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

const version = '2022-11-28';

export default defineConnector({
  name: 'GitHub',
  category: 'Developer tools',
  description: 'Issues, pull requests, commits and releases of a repository.',
  docs: 'https://docs.github.com/en/rest',
  version,
  auth: oauth,
  accountTypes,
  baseUrl: 'https://api.github.com',
  headers: { accept: 'application/vnd.github+json', 'x-github-api-version': version },
  limits: [{ scope: 'connection', requests: 5_000, perMs: 3_600_000, concurrent: 20 }],
  limitHeaders: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset', resetUnit: 'epoch' },
  errors: translateError,
  settings,
  check,
  objects,
  models,
  actions: {
    createIssue,
    updateIssue,
    addComment,
    addLabels,
    assign,
    searchIssues,
    createPullRequest,
    updatePullRequest,
    requestReview,
    mergePullRequest,
    createBranch,
    createRelease,
    readFile,
    writeFile,
    runWorkflow,
  },
  triggers,
  hooks,
  options,
});
