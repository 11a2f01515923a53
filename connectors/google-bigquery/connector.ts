import { defineConnector } from '../kit/index.ts';
import { cancelJob, getJob, loadRows, runStatement } from './actions/jobs.ts';
import { estimateQuery, findRows, previewRows, runQuery } from './actions/queries.ts';
import { createDataset, createTable, deleteTable, getTable, insertRows } from './actions/tables.ts';
import { accountTypes, oauth } from './auth.ts';
import { check } from './check.ts';
import { datasetObject, jobObject, tableObject } from './objects/lists.ts';
import { rowObject } from './objects/row.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Google BigQuery',
  category: 'Databases',
  description: 'Rows of a table or view, queries and loads.',
  docs: 'https://cloud.google.com/bigquery/docs/reference/rest',
  version: 'v2',
  auth: oauth,
  accountTypes,
  baseUrl: 'https://bigquery.googleapis.com/bigquery/v2',
  hosts: ['openidconnect.googleapis.com'],
  // 100 requests a second and 300 at the same time for one person: https://cloud.google.com/bigquery/quotas#api_request_quotas
  limits: [{ scope: 'connection', requests: 90, perMs: 1_000, concurrent: 100 }],
  errors: translateError,
  settings,
  check,
  objects: { row: rowObject, dataset: datasetObject, table: tableObject, job: jobObject },
  actions: {
    runQuery,
    estimateQuery,
    findRows,
    previewRows,
    runStatement,
    insertRows,
    loadRows,
    createDataset,
    createTable,
    getTable,
    deleteTable,
    getJob,
    cancelJob,
  },
  triggers,
  options,
});
