import { defineConnector } from '../kit/index.ts';
import { addComment, addWatcher, linkIssues, listComments, logWork, updateComment } from './actions/around-issues.ts';
import {
  assignIssue,
  createIssue,
  deleteIssue,
  getIssue,
  moveIssue,
  searchIssues,
  updateIssue,
} from './actions/issues.ts';
import { accountTypes, oauth } from './auth.ts';
import { before } from './before.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { lookUp } from './look-up.ts';
import { models } from './models.ts';
import { commentObject } from './objects/comment.ts';
import { issueObject } from './objects/issue.ts';
import { projectObject, userObject } from './objects/lists.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Jira',
  category: 'Project management',
  description: 'Issues, projects and people of Jira Cloud.',
  docs: 'https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/',
  version: 'v3',
  auth: oauth,
  accountTypes,
  before,
  // Learnt while connecting; until then only Atlassian's own door is called.
  baseUrl: "{{api || 'https://api.atlassian.com'}}",
  headers: { accept: 'application/json' },
  // Beside a quota of points by the hour, of which only the headers of an answer tell.
  limits: [{ scope: 'connection', requests: 10, perMs: 1_000, concurrent: 10 }],
  limitHeaders: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset', resetUnit: 'date' },
  errors: translateError,
  settings,
  lookUp,
  check,
  objects: { issue: issueObject, comment: commentObject, project: projectObject, user: userObject },
  models,
  actions: {
    createIssue,
    updateIssue,
    moveIssue,
    assignIssue,
    deleteIssue,
    getIssue,
    searchIssues,
    addComment,
    updateComment,
    listComments,
    logWork,
    addWatcher,
    linkIssues,
  },
  triggers,
  hooks,
  options,
});
