import type { Attention, CatalogueEntry, InstallationView, IntegrationDetail, SyncView } from '../../core/contract.ts';
import type { BadgeState } from '../controls/state-badge.tsx';

/** What needs a person: of the connection first, else of the sync that failed. */
export function attentionOf({ connection, syncs }: InstallationView): Attention | null {
  if (connection.attention) return connection.attention;
  const failed = syncs.find((sync) => sync.failure && (sync.status === 'failed' || sync.status === 'needs_attention'));
  return failed?.failure ? { reason: 'sync_failed', sentence: failed.failure, remedy: 'retry' } : null;
}

export const isPaused = ({ connection, syncs }: InstallationView): boolean =>
  connection.status === 'paused' || (syncs.length > 0 && syncs.every((sync) => sync.status === 'paused'));

/** The sync to show the progress of. */
export const runningSync = ({ syncs }: InstallationView): SyncView | undefined =>
  syncs.find((sync) => sync.status === 'running');

const isWaiting = (sync: SyncView) => sync.status === 'waiting' && !sync.lastSuccessAt;

/** The one thing to say first. */
export type PanelState = 'paused' | 'syncing' | 'waiting' | 'in_sync' | 'nothing';

export function panelStateOf(installation: InstallationView): PanelState {
  if (isPaused(installation)) return 'paused';
  const { syncs } = installation;
  if (runningSync(installation)) return syncs.some((sync) => sync.lastSuccessAt) ? 'in_sync' : 'syncing';
  if (syncs.some((sync) => sync.lastSuccessAt && sync.records > 0)) return 'in_sync';
  return syncs.some(isWaiting) ? 'waiting' : 'nothing';
}

const isClosed = ({ state }: CatalogueEntry) => state === 'locked' || state === 'coming_soon';

/** The state of the badge: of the installation as it is watched, else as the catalogue knew it. */
export function badgeOf(entry: CatalogueEntry, detail: IntegrationDetail | null): BadgeState {
  const installation = detail?.installation;
  if (detail && !installation) return isClosed(detail) ? detail.state : 'available';
  if (!installation) return entry.state;
  const attention = attentionOf(installation);
  if (attention && attention.remedy !== 'wait') return 'needs_attention';
  if (isPaused(installation)) return 'paused';
  return runningSync(installation) ? 'syncing' : 'connected';
}

/** The latest of the times that are known. */
export const latest = (times: (string | null)[]): string | null =>
  times
    .filter((time) => time !== null)
    .sort()
    .at(-1) ?? null;

/** The earliest of the times that are known. */
export const earliest = (times: (string | null)[]): string | null =>
  times.filter((time) => time !== null).sort()[0] ?? null;
