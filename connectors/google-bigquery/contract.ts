import { defineContract } from '../kit/index.ts';

const place = { project: 'acme-data', dataset: 'shop', table: 'orders' };
const fields = [
  { name: 'id', type: 'STRING', mode: 'REQUIRED' },
  { name: 'total', type: 'NUMERIC' },
  { name: 'created_at', type: 'TIMESTAMP' },
];
const rows = [{ f: [{ v: 'A-1' }, { v: '19.5' }, { v: '1795165200000000' }] }];
const jobReference = { projectId: 'acme-data', jobId: 'job_x1', location: 'EU' };
const asFile =
  'the description knows this operation only with a file’s content (application/octet-stream); without one Google takes JSON';

export default defineContract({
  descriptions: [{ name: 'google-bigquery', url: 'https://bigquery.googleapis.com/bigquery/v2' }],
  settings: { ...place, key: 'id', changed: 'created_at' },
  objects: {
    row: {
      key: 'A-1',
      watermark: { column: 'created_at', table: 'acme-data.shop.orders', since: '2026-11-20T09:00:00.000Z' },
    },
    dataset: { key: 'shop' },
    table: { key: 'shop.orders' },
    job: { key: 'EU/job_x1' },
  },
  options: {
    datasets: { parent: place },
    tables: { parent: place },
    columns: { parent: place },
    timeColumns: { parent: place },
  },
  answers: {
    'GET /projects': { projects: [{ id: 'acme-data' }] },
    'GET /projects/{projectId}/datasets': { datasets: [{ datasetReference: { datasetId: 'shop' } }] },
    'GET /projects/{projectId}/datasets/{datasetId}/tables': {
      tables: [{ tableReference: { datasetId: 'shop', tableId: 'orders' } }],
    },
    'GET /projects/{projectId}/datasets/{datasetId}/tables/{tableId}': {
      tableReference: { datasetId: 'shop', tableId: 'orders' },
      schema: { fields },
    },
    'POST /projects/{projectId}/datasets/{datasetId}/tables': {
      tableReference: { datasetId: 'shop', tableId: 'orders' },
    },
    'GET /projects/{projectId}/datasets/{datasetId}/tables/{tableId}/data': { rows, totalRows: '1' },
    'POST /projects/{projectId}/datasets/{datasetId}/tables/{tableId}/insertAll': {},
    'POST /projects/{projectId}/queries': { jobComplete: true, jobReference, schema: { fields }, rows, totalRows: '1' },
    'GET /projects/{projectId}/jobs': { jobs: [{ jobReference, status: { state: 'DONE' } }] },
    'GET /projects/{projectId}/jobs/{jobId}': { jobReference, status: { state: 'DONE' } },
    'POST /projects/{projectId}/jobs/{jobId}/cancel': { job: { jobReference } },
  },
  skip: {
    check: 'who asks is told by openidconnect.googleapis.com, which is not in the description',
    'actions.runStatement': asFile,
    'actions.loadRows': 'uploads go to /upload/bigquery/v2, which is not in the description',
  },
});
