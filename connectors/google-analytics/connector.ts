import { defineConnector } from '../kit/index.ts';
import { exportAudience, listAudienceExports, readAudienceExport } from './actions/audiences.ts';
import {
  archiveCustomDimension,
  createCustomDimension,
  createCustomMetric,
  createKeyEvent,
  deleteKeyEvent,
  findChanges,
  getProperty,
} from './actions/definitions.ts';
import { checkReport, findFields, runRealtimeReport, runReport } from './actions/reports.ts';
import { accountTypes, oauth } from './auth.ts';
import { check } from './check.ts';
import {
  accountObject,
  customDimensionObject,
  dataStreamObject,
  keyEventObject,
  propertyObject,
} from './objects/properties.ts';
import { reportRowObject } from './objects/report-row.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Google Analytics',
  category: 'Analytics',
  description: 'Reports of a GA4 property, day by day, and its settings.',
  docs: 'https://developers.google.com/analytics/devguides/reporting/data/v1',
  version: 'v1beta',
  auth: oauth,
  accountTypes,
  baseUrl: 'https://analyticsdata.googleapis.com',
  hosts: ['analyticsadmin.googleapis.com', 'openidconnect.googleapis.com'],
  // Ten at the same time for a property; of the Admin API 600 a minute for one person and 1,200 for the project.
  limits: [
    { scope: 'connection', requests: 500, perMs: 60_000, concurrent: 8 },
    { scope: 'app', requests: 1_100, perMs: 60_000 },
  ],
  errors: translateError,
  settings,
  check,
  objects: {
    reportRow: reportRowObject,
    account: accountObject,
    property: propertyObject,
    keyEvent: keyEventObject,
    customDimension: customDimensionObject,
    dataStream: dataStreamObject,
  },
  actions: {
    runReport,
    runRealtimeReport,
    checkReport,
    findFields,
    getProperty,
    createKeyEvent,
    deleteKeyEvent,
    createCustomDimension,
    archiveCustomDimension,
    createCustomMetric,
    listAudienceExports,
    exportAudience,
    readAudienceExport,
    findChanges,
  },
  triggers,
  options,
});
