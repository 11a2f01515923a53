import { defineConnector } from '../kit/index.ts';
import { addManyRows, addRow, deleteRow, findRows, saveRow, updateRow } from './actions/rows.ts';
import { addSheet, clearCells, createTable, deleteSheet, listSheets, readCells, writeCells } from './actions/sheets.ts';
import { accountTypes, appFields, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { sheetObject, tableObject } from './objects/lists.ts';
import { rowObject } from './objects/row.ts';
import { workbookObject } from './objects/workbook.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Microsoft Excel',
  category: 'Spreadsheets',
  description: 'Rows of tables and sheets in OneDrive and SharePoint.',
  docs: 'https://learn.microsoft.com/en-us/graph/api/resources/excel',
  version: 'v1.0',
  auth: oauth,
  accountTypes,
  appFields,
  baseUrl: 'https://graph.microsoft.com/v1.0',
  // Of one app: https://learn.microsoft.com/en-us/graph/throttling-limits#excel-service-limits. One workbook takes few at a time.
  limits: [
    { scope: 'connection', requests: 40, perMs: 10_000, concurrent: 2 },
    { scope: 'customer', requests: 1_400, perMs: 10_000 },
    { scope: 'app', requests: 4_800, perMs: 10_000 },
  ],
  errors: translateError,
  settings,
  check,
  objects: { row: rowObject, workbook: workbookObject, sheet: sheetObject, table: tableObject },
  actions: {
    addRow,
    addManyRows,
    updateRow,
    saveRow,
    findRows,
    deleteRow,
    readCells,
    writeCells,
    clearCells,
    addSheet,
    deleteSheet,
    listSheets,
    createTable,
  },
  triggers,
  hooks,
  options,
});
