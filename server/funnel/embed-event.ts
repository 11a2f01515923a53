/** The events of the SDK that are kept. A newer SDK may tell of more: those are passed over. */
const kept: readonly string[] = [
  'ready',
  'catalogue.viewed',
  'integration.viewed',
  'connect.started',
  'connect.cancelled',
  'connect.failed',
  'connection.created',
  'connection.reconnected',
  'connection.removed',
  'wizard.step',
  'installation.created',
  'installation.updated',
  'installation.removed',
  'flow.enabled',
  'flow.disabled',
  'sync.first_success',
  'error',
];

export const isKept = (name: string): boolean => kept.includes(name);

/** A page may lie open for long; what is older than this says nothing about today. */
const oldestMs = 24 * 3600 * 1000;

/** When it happened, by our clock: a browser's own may be wrong by years. */
export const happenedAt = (agoMs: number, now: Date): Date =>
  new Date(now.getTime() - Math.min(Math.max(0, agoMs), oldestMs));
