import { defineConnector } from '../kit/index.ts';
import {
  addComment,
  createRecord,
  deleteRecord,
  findRecords,
  getRecord,
  updateRecord,
  upsertRecord,
} from './actions/records.ts';
import { accountTypes, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { baseObject, tableObject } from './objects/lists.ts';
import { recordObject } from './objects/record.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Airtable',
  category: 'Databases',
  description: 'Records of a table in an Airtable base.',
  docs: 'https://airtable.com/developers/web/api/introduction',
  version: 'v0',
  auth: oauth,
  accountTypes,
  baseUrl: 'https://api.airtable.com',
  // Five a second for a base: https://airtable.com/developers/web/api/rate-limits
  limits: [{ scope: 'connection', requests: 5, perMs: 1_000 }],
  errors: translateError,
  settings,
  check,
  objects: { record: recordObject, base: baseObject, table: tableObject },
  actions: { createRecord, updateRecord, upsertRecord, getRecord, findRecords, deleteRecord, addComment },
  triggers,
  hooks,
  options,
});
