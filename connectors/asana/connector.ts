import { defineConnector } from '../kit/index.ts';
import {
  addCollaborator,
  addComment,
  addTag,
  addToProject,
  attachLink,
  createProject,
  moveToSection,
} from './actions/around-tasks.ts';
import {
  completeTask,
  createSubtask,
  createTask,
  deleteTask,
  getTask,
  searchTasks,
  updateTask,
} from './actions/tasks.ts';
import { accountTypes, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { projectObject, tagObject, userObject } from './objects/lists.ts';
import { taskObject } from './objects/task.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Asana',
  category: 'Project management',
  description: 'Tasks of a project, with projects, people and tags.',
  docs: 'https://developers.asana.com/docs/overview',
  version: '1.0',
  auth: oauth,
  accountTypes,
  baseUrl: 'https://app.asana.com/api/1.0',
  // 150 a minute without a paid plan, 15 writes at the same time: https://developers.asana.com/docs/rate-limits
  limits: [{ scope: 'connection', requests: 140, perMs: 60_000, concurrent: 10 }],
  errors: translateError,
  settings,
  check,
  objects: { task: taskObject, project: projectObject, user: userObject, tag: tagObject },
  models,
  actions: {
    createTask,
    updateTask,
    completeTask,
    createSubtask,
    getTask,
    searchTasks,
    deleteTask,
    addComment,
    moveToSection,
    addToProject,
    addTag,
    addCollaborator,
    attachLink,
    createProject,
  },
  triggers,
  hooks,
  options,
});
