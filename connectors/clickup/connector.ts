import { defineConnector } from '../kit/index.ts';
import { addComment, addTag, createChecklist, createList, setCustomField, trackTime } from './actions/around-tasks.ts';
import { assignTask, createTask, deleteTask, findTasks, getTask, updateTask } from './actions/tasks.ts';
import { accountTypes, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { listObject, spaceObject, userObject } from './objects/lists.ts';
import { taskObject } from './objects/task.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'ClickUp',
  category: 'Project management',
  description: 'Tasks, lists, spaces and people of a workspace.',
  docs: 'https://developer.clickup.com',
  version: 'v2',
  auth: oauth,
  accountTypes,
  baseUrl: 'https://api.clickup.com/api/v2',
  // 100 a minute up to the plan Business: https://developer.clickup.com/docs/rate-limits
  limits: [{ scope: 'connection', requests: 95, perMs: 60_000, concurrent: 5 }],
  limitHeaders: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset', resetUnit: 'epoch' },
  errors: translateError,
  settings,
  check,
  objects: { task: taskObject, list: listObject, space: spaceObject, user: userObject },
  models,
  actions: {
    createTask,
    updateTask,
    assignTask,
    getTask,
    findTasks,
    deleteTask,
    addComment,
    setCustomField,
    addTag,
    createChecklist,
    createList,
    trackTime,
  },
  triggers,
  hooks,
  options,
});
