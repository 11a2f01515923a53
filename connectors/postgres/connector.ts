import { databaseAuth, defineConnector } from '../kit/index.ts';
import { check } from './check.ts';
import { connect, fields, help } from './log-in.ts';
import { rowObject } from './row.ts';
import { settings } from './settings.ts';
import { tables } from './tables.ts';
import { timestampColumns } from './timestamp-columns.ts';

export default defineConnector({
  name: 'PostgreSQL',
  category: 'Databases',
  description: 'A database of your own: the rows of one of its tables.',
  docs: 'https://www.postgresql.org/docs/current/',
  version: '1',
  auth: databaseAuth({ kind: 'database', dialect: 'postgresql', fields, help, connect }),
  settings,
  check,
  objects: { row: rowObject },
  options: { tables, timestampColumns },
});
