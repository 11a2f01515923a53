import { databaseAuth, defineConnector } from '../kit/index.ts';
import { callFunction } from './actions/call-function.ts';
import { deleteRow, updateRow } from './actions/one-row.ts';
import { findRows, getRow } from './actions/read-rows.ts';
import { runQuery, runStatement } from './actions/statements.ts';
import { insertRow, updateRows, upsertRow, upsertRows } from './actions/write-rows.ts';
import { check } from './check.ts';
import { destination } from './destination.ts';
import { connect, fields, help } from './log-in.ts';
import { options } from './options.ts';
import { rowObject } from './row.ts';
import { settings } from './settings.ts';
import { tableObject } from './table.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'PostgreSQL',
  category: 'Databases',
  description: 'A database of your own: rows read as they change, written, found; queries and functions.',
  docs: 'https://www.postgresql.org/docs/current/',
  version: '1',
  auth: databaseAuth({ kind: 'database', dialect: 'postgresql', fields, help, connect }),
  settings,
  check,
  objects: { row: rowObject, table: tableObject },
  actions: {
    insertRow,
    upsertRow,
    upsertRows,
    updateRow,
    updateRows,
    deleteRow,
    getRow,
    findRows,
    runQuery,
    runStatement,
    callFunction,
  },
  triggers,
  options,
  destination,
});
