import { expect, test } from 'vitest';
import type { SyncView } from '../../core/contract.ts';
import { installationView } from '../../core/scripted-server.ts';
import { attentionOf, panelStateOf } from './panel-state.ts';

const sync = (more: Partial<SyncView>): SyncView => ({
  id: 'syn_1',
  label: 'contacts',
  status: 'in_sync',
  records: 0,
  progress: null,
  lastSuccessAt: null,
  nextRunAt: null,
  failure: null,
  ...more,
});
const at = '2026-01-01T00:00:00Z';

test.each([
  ['the first sync runs', [sync({ status: 'running' })], 'syncing'],
  ['a later sync runs', [sync({ status: 'running', records: 9, lastSuccessAt: at })], 'in_sync'],
  ['it is about to start', [sync({ status: 'waiting' })], 'waiting'],
  ['all is in sync', [sync({ records: 9, lastSuccessAt: at })], 'in_sync'],
  ['all is in sync and there is nothing', [sync({ lastSuccessAt: at })], 'nothing'],
  ['all syncs are paused', [sync({ status: 'paused', records: 9, lastSuccessAt: at })], 'paused'],
  ['there is no sync', [], 'nothing'],
] as const)('when %s', (_, syncs, state) => {
  expect(panelStateOf(installationView({ syncs: [...syncs] }))).toBe(state);
});

test('a failed sync asks for a retry, unless the connection has a say', () => {
  const failed = [sync({ status: 'failed', failure: 'Tidewater did not answer.' })];
  expect(attentionOf(installationView({ syncs: failed }))).toEqual({
    reason: 'sync_failed',
    sentence: 'Tidewater did not answer.',
    remedy: 'retry',
  });
  const { connection } = installationView();
  const attention = { reason: 'revoked', sentence: 'Access was withdrawn.', remedy: 'reconnect' } as const;
  expect(attentionOf(installationView({ syncs: failed, connection: { ...connection, attention } }))).toBe(attention);
});
