import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import {
  createJob,
  findApplications,
  getApplication,
  rejectApplication,
  unrejectApplication,
} from './actions/applications.ts';
import {
  addNote,
  createCandidate,
  findCandidates,
  getCandidate,
  tagCandidate,
  updateCandidate,
} from './actions/candidates.ts';
import { accountTypes, oauth } from './auth.ts';
import { hooks } from './hooks.ts';
import { lookUp } from './look-up.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Greenhouse',
  category: 'Recruiting',
  description: 'Candidates, applications, jobs and offers.',
  docs: 'https://harvestdocs.greenhouse.io',
  version: 'v3',
  auth: oauth,
  accountTypes,
  baseUrl: 'https://harvest.greenhouse.io/v3',
  // Half a minute each; how many there are is told by the headers, and differs.
  limits: [{ scope: 'connection', requests: 45, perMs: 30_000, concurrent: 4 }],
  limitHeaders: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset', resetUnit: 'epoch' },
  errors: translateError,
  settings: z.object({}),
  lookUp,
  objects,
  actions: {
    createCandidate,
    updateCandidate,
    findCandidates,
    getCandidate,
    addNote,
    tagCandidate,
    findApplications,
    getApplication,
    rejectApplication,
    unrejectApplication,
    createJob,
  },
  triggers,
  hooks,
  options,
});
