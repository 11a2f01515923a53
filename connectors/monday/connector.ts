import { defineConnector } from '../kit/index.ts';
import { addUpdate, createBoard, createGroup, notify } from './actions/boards.ts';
import {
  archiveItem,
  createItem,
  createSubitem,
  deleteItem,
  duplicateItem,
  findItems,
  getItem,
  moveItem,
  updateItem,
} from './actions/items.ts';
import { accountTypes, appFields, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

/** Current since 26 October 2026: https://developer.monday.com/api-reference/changelog/2026-10-is-now-the-current-api-version */
const version = '2026-10';

export default defineConnector({
  name: 'monday.com',
  category: 'Project management',
  description: 'Boards with their items and columns, people and updates.',
  docs: 'https://developer.monday.com/api-reference/',
  version,
  auth: oauth,
  accountTypes,
  appFields,
  baseUrl: 'https://api.monday.com',
  headers: { 'api-version': version },
  // Of the smallest plans, a minute and at the same time: https://developer.monday.com/api-reference/docs/rate-limits
  limits: [{ scope: 'connection', requests: 1_000, perMs: 60_000, concurrent: 40 }],
  errors: translateError,
  settings,
  check,
  objects,
  models,
  actions: {
    createItem,
    createSubitem,
    updateItem,
    moveItem,
    duplicateItem,
    archiveItem,
    deleteItem,
    getItem,
    findItems,
    addUpdate,
    createGroup,
    createBoard,
    notify,
  },
  triggers,
  hooks,
  options,
});
