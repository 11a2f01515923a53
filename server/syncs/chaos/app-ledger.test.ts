import { expect, test } from 'vitest';
import { checkLedger } from './app-ledger.ts';
import type { Commit, RecordChange } from './history.ts';

const commit = (...changes: [action: RecordChange['action'], hash: string][]): Commit[] =>
  changes.map(([action, hash], at) => ({
    records: [{ kind: 'record', id: 'a', seq: at + 1, action, hash }],
    steps: [],
    sync: undefined,
  }));
const app = new Map([['a', ['v1', 'v2', 'v3', 'deleted']]]);

test('versions may be passed over, and a deleted contact keeps its last hash', () => {
  expect(checkLedger(app, commit(['added', 'v1'], ['updated', 'v3'], ['deleted', 'v3']))).toEqual([]);
});

test('what the app never had, an earlier version after a later one, and a deletion too early are told', () => {
  expect(checkLedger(app, commit(['added', 'v9']))).toHaveLength(1);
  expect(checkLedger(app, commit(['added', 'v2'], ['updated', 'v1']))).toHaveLength(1);
  expect(checkLedger(app, commit(['added', 'v3'], ['deleted', 'v3'], ['added', 'v3']))).toHaveLength(1);
  expect(checkLedger(new Map([['a', ['v1']]]), commit(['added', 'v1'], ['deleted', 'v1']))).toHaveLength(1);
});
