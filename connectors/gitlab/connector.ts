import { defineConnector } from '../kit/index.ts';
import { createBranch, createRelease, readFile, writeFile } from './actions/code.ts';
import { addComment, createIssue, getIssue, searchIssues, updateIssue } from './actions/issues.ts';
import { createMergeRequest, merge, updateMergeRequest } from './actions/merge-requests.ts';
import { cancelPipeline, retryPipeline, runPipeline } from './actions/pipelines.ts';
import { accountTypes, appFields, before, oauth, origin } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'GitLab',
  category: 'Developer tools',
  description: 'Issues, merge requests, comments, pipelines and releases of a project.',
  docs: 'https://docs.gitlab.com/api/rest/',
  version: 'v4',
  auth: oauth,
  accountTypes,
  before,
  appFields,
  baseUrl: `${origin}/api/v4`,
  // Of gitlab.com for whoever is signed in; lists of projects have 400 or 2,000: https://docs.gitlab.com/user/gitlab_com/
  limits: [{ scope: 'connection', requests: 2_000, perMs: 60_000, concurrent: 10 }],
  limitHeaders: { remaining: 'ratelimit-remaining', reset: 'ratelimit-reset', resetUnit: 'epoch' },
  errors: translateError,
  settings,
  check,
  objects,
  models,
  actions: {
    createIssue,
    updateIssue,
    getIssue,
    searchIssues,
    addComment,
    createMergeRequest,
    updateMergeRequest,
    merge,
    runPipeline,
    retryPipeline,
    cancelPipeline,
    createBranch,
    createRelease,
    readFile,
    writeFile,
  },
  triggers,
  hooks,
  options,
});
