import { defineConnector } from '../kit/index.ts';
import { addComment, findRows, readPage, search } from './actions/find.ts';
import { appendText, createPage, createRow, trashPage, updateRow } from './actions/pages.ts';
import { appFields } from './app-fields.ts';
import { accountTypes, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

const version = '2025-09-03';

export default defineConnector({
  name: 'Notion',
  category: 'Documents',
  description: 'Databases and pages of a workspace.',
  docs: 'https://developers.notion.com/reference/intro',
  version,
  auth: oauth,
  accountTypes,
  appFields,
  baseUrl: 'https://api.notion.com',
  headers: { 'notion-version': version },
  // Three a second on average: https://developers.notion.com/reference/request-limits
  limits: [{ scope: 'connection', requests: 30, perMs: 10_000 }],
  errors: translateError,
  settings,
  check,
  objects,
  actions: { createRow, updateRow, createPage, appendText, trashPage, search, findRows, readPage, addComment },
  triggers,
  hooks,
  options,
});
