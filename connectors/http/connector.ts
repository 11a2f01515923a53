import { defineConnector } from '../kit/index.ts';
import { accountTypes } from './account-types.ts';
import { queryGraphql } from './actions/query-graphql.ts';
import { get, sendForm, sendJson, sendText } from './actions/request.ts';
import { before } from './before.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { rowObject } from './row-object.ts';
import { settings } from './settings.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'HTTP and webhooks',
  category: 'Developer tools',
  description: 'Any app with an HTTP API, and its webhooks.',
  docs: 'https://www.rfc-editor.org/rfc/rfc9110',
  version: '1',
  auth: { kind: 'none' },
  accountTypes,
  before,
  baseUrl: '{{origin}}',
  limits: [{ scope: 'connection', requests: 10, perMs: 1_000 }],
  settings,
  check,
  objects: { row: rowObject },
  actions: { get, sendJson, sendForm, sendText, queryGraphql },
  triggers,
  hooks,
});
