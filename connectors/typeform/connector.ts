import { defineConnector } from '../kit/index.ts';
import { createForm, createWorkspace, deleteForm, getForm, moveForm, openForm, renameForm } from './actions/forms.ts';
import { deleteResponses, findResponses, getInsights, getResponse } from './actions/responses.ts';
import { accountTypes, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Typeform',
  category: 'Forms',
  description: 'Forms, workspaces, and what people answer.',
  docs: 'https://www.typeform.com/developers/',
  version: '1',
  auth: oauth,
  accountTypes,
  baseUrl: "https://{{host || 'api.typeform.com'}}",
  // Two a second for an account: https://www.typeform.com/developers/get-started/#rate-limits
  limits: [{ scope: 'connection', requests: 2, perMs: 1_000 }],
  errors: translateError,
  settings,
  check,
  objects,
  actions: {
    createForm,
    getForm,
    renameForm,
    openForm,
    moveForm,
    deleteForm,
    findResponses,
    getResponse,
    deleteResponses,
    getInsights,
    createWorkspace,
  },
  triggers,
  hooks,
  options,
});
