import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import {
  addToGroup,
  assignApplication,
  createGroup,
  listMembers,
  removeFromGroup,
  unassignApplication,
} from './actions/groups.ts';
import {
  activateUser,
  createUser,
  deactivateUser,
  endSessions,
  findUsers,
  getUser,
  resetPassword,
  suspendUser,
  unlockUser,
  unsuspendUser,
  updateUser,
} from './actions/people.ts';
import { accountTypes, before, oauth, site } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Okta',
  category: 'Identity',
  description: 'People, groups and applications of an organization, and who may use what.',
  docs: 'https://developer.okta.com/docs/api/',
  version: 'v1',
  auth: oauth,
  accountTypes,
  before,
  baseUrl: site,
  headers: { accept: 'application/json' },
  // By address and plan, 100 a minute at the least: what is left is read from the headers.
  limits: [{ scope: 'connection', requests: 100, perMs: 60_000, concurrent: 10 }],
  limitHeaders: { remaining: 'x-rate-limit-remaining', reset: 'x-rate-limit-reset', resetUnit: 'epoch' },
  errors: translateError,
  settings: z.object({}),
  check,
  objects,
  actions: {
    createUser,
    updateUser,
    getUser,
    findUsers,
    activateUser,
    deactivateUser,
    suspendUser,
    unsuspendUser,
    unlockUser,
    resetPassword,
    endSessions,
    createGroup,
    addToGroup,
    removeFromGroup,
    listMembers,
    assignApplication,
    unassignApplication,
  },
  triggers,
  hooks,
  options,
});
