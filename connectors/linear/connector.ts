import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import {
  addComment,
  addLabel,
  archiveIssue,
  attachLink,
  createIssue,
  searchIssues,
  updateIssue,
} from './actions/issues.ts';
import { createProject } from './actions/projects.ts';
import { accountTypes, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Linear',
  category: 'Project management',
  description: 'Issues, projects, cycles and comments of a workspace.',
  docs: 'https://linear.app/developers',
  version: 'GraphQL',
  auth: oauth,
  accountTypes,
  baseUrl: 'https://api.linear.app',
  // 5,000 an hour for a person and app: https://linear.app/developers/rate-limiting
  limits: [{ scope: 'connection', requests: 5_000, perMs: 3_600_000, concurrent: 10 }],
  limitHeaders: {
    remaining: 'x-ratelimit-requests-remaining',
    reset: 'x-ratelimit-requests-reset',
    resetUnit: 'epochMs',
  },
  errors: translateError,
  settings: z.object({}),
  check,
  objects,
  models,
  actions: { createIssue, updateIssue, addComment, addLabel, attachLink, archiveIssue, searchIssues, createProject },
  triggers,
  hooks,
  options,
});
