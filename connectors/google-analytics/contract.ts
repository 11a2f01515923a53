import { defineContract } from '../kit/index.ts';

const dimensionHeaders = [{ name: 'date' }];
const metricHeaders = [{ name: 'sessions', type: 'TYPE_INTEGER' }];
const rows = [{ dimensionValues: [{ value: '20261120' }], metricValues: [{ value: '812' }] }];
const keyEvents = 'the description is of before key events, which it calls conversionEvents';

const metadata = 'the description has it as /v1beta/{name}, whose name is taken for a resource and no part of one';

export default defineContract({
  descriptions: [
    { name: 'google-analyticsdata', url: 'https://analyticsdata.googleapis.com' },
    { name: 'google-analyticsadmin', url: 'https://analyticsadmin.googleapis.com' },
  ],
  settings: { property: '123456789', metrics: 'sessions', from: '2026-11-01' },
  objects: {
    account: { key: '100' },
    property: { key: '123456789' },
    customDimension: { key: '77' },
    dataStream: { key: '5' },
  },
  answers: {
    'GET /v1beta/{name}': { name: 'properties/123456789', account: 'accounts/100', timeZone: 'Europe/Berlin' },
    'GET /v1beta/accounts': { accounts: [{ name: 'accounts/100' }] },
    'GET /v1beta/accountSummaries': {
      accountSummaries: [{ displayName: 'Acme', propertySummaries: [{ property: 'properties/123456789' }] }],
    },
    'GET /v1beta/properties': { properties: [{ name: 'properties/123456789' }] },
    'GET /v1beta/{parent}/dataStreams': { dataStreams: [{ name: 'properties/123456789/dataStreams/5' }] },
    'POST /v1beta/{property}:runReport': { dimensionHeaders, metricHeaders, rows, rowCount: 1 },
    'POST /v1beta/{property}:runRealtimeReport': { dimensionHeaders, metricHeaders, rows, rowCount: 1 },
  },
  skip: {
    check: 'who asks is told by openidconnect.googleapis.com, which is not in the descriptions',
    'objects.keyEvent': keyEvents,
    'actions.createKeyEvent': keyEvents,
    'actions.deleteKeyEvent': keyEvents,
    'objects.reportRow.describe': metadata,
    'actions.findFields': metadata,
    'options.dimensions': metadata,
    'options.metrics': metadata,
  },
});
