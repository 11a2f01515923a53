import { defineConnector } from '../kit/index.ts';
import { appendRow, deleteRow, findRows, updateRow } from './actions/rows.ts';
import { addSheet, clearCells, createSpreadsheet, readCells, writeCells } from './actions/spreadsheets.ts';
import { accountTypes, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { rowObject } from './objects/row.ts';
import { spreadsheetObject } from './objects/spreadsheet.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Google Sheets',
  category: 'Spreadsheets',
  description: 'Rows of a spreadsheet, read and written.',
  docs: 'https://developers.google.com/workspace/sheets/api/reference/rest',
  version: 'v4',
  auth: oauth,
  accountTypes,
  baseUrl: 'https://sheets.googleapis.com',
  hosts: ['www.googleapis.com'],
  // https://developers.google.com/workspace/sheets/api/limits: each for reading and for writing; kept for both together.
  limits: [
    { scope: 'connection', requests: 60, perMs: 60_000 },
    { scope: 'app', requests: 300, perMs: 60_000 },
  ],
  errors: translateError,
  settings,
  check,
  objects: { row: rowObject, spreadsheet: spreadsheetObject },
  actions: {
    appendRow,
    updateRow,
    findRows,
    deleteRow,
    createSpreadsheet,
    addSheet,
    readCells,
    writeCells,
    clearCells,
  },
  triggers,
  hooks,
  options,
});
