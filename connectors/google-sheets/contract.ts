import { defineContract } from '../kit/index.ts';

const spreadsheet = '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgVE2upms';
const properties = { sheetId: 0, title: 'Orders', gridProperties: { rowCount: 12, columnCount: 2 } };

export default defineContract({
  descriptions: [
    { name: 'google-sheets', url: 'https://sheets.googleapis.com' },
    { name: 'google-drive', url: 'https://www.googleapis.com/drive/v3' },
  ],
  settings: { spreadsheet, sheet: 'Orders' },
  objects: { row: { key: 'A-1' }, spreadsheet: { row: { operation: 'GET /files', path: 'files' } } },
  options: { sheets: { parent: { spreadsheet } }, columns: { parent: { spreadsheet, sheet: 'Orders' } } },
  answers: {
    'GET /v4/spreadsheets/{spreadsheetId}': { sheets: [{ properties }] },
    'GET /v4/spreadsheets/{spreadsheetId}/values/{range}': {
      values: [
        ['Order', 'Total'],
        ['A-1', 19.99],
      ],
    },
    'GET /about': { user: { permissionId: '1', emailAddress: 'mara@acme.example' } },
  },
});
