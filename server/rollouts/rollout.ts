import { createHash } from 'node:crypto';
import type { CustomerId } from '#server/ids.ts';
import type { RolloutRow } from './rollout.table.ts';

/** Fewer runs than these are chance: with nine, one bad one more is already eleven points. */
export const defaultMinRuns = 10;
/** Apps have bad hours: runs that fail vary by some points from day to day without anybody having changed anything. */
export const defaultMaxPoints = 20;
/** How long one that has reached everybody is watched before it counts as finished: what runs once a day has run then. */
export const watchSeconds = 24 * 3600;
/** How far back the runs are counted that new ones are compared with. */
export const compareSeconds = 24 * 3600;

type Reached = Pick<RolloutRow, 'integration_id' | 'version' | 'share' | 'customers'>;

/**
 * Whether a rollout reaches a customer. The hash is of customer, integration and version: a larger share holds everybody of
 * the smaller one, and not always the same customers are the first to meet what is new.
 */
export function reaches({ integration_id, version, share, customers }: Reached, customerId: CustomerId): boolean {
  if (share >= 100 || customers.includes(customerId)) return true;
  const hash = createHash('sha256').update(`${integration_id} ${version} ${customerId}`).digest().readUInt32BE(0);
  return (hash / 2 ** 32) * 100 < share;
}

interface Versions {
  live_version: number | null;
}

/** The version that a customer is offered now: that of a rollout which reaches it, else that of everybody. */
export function versionFor(
  integration: Versions,
  rollout: (Reached & Pick<RolloutRow, 'status'>) | undefined,
  customerId: CustomerId | undefined,
): number | null {
  if (rollout?.status === 'running' && customerId !== undefined && reaches(rollout, customerId)) return rollout.version;
  return integration.live_version;
}

export interface Tally {
  runs: number;
  failed: number;
}

const percent = ({ runs, failed }: Tally): number => (runs === 0 ? 0 : (failed / runs) * 100);

/** Whether a look at the others is needed at all: where fewer fail than what is allowed on top, nothing is wrong. */
export const isSuspect = (after: Tally, { min_runs, max_points }: Pick<RolloutRow, 'min_runs' | 'max_points'>) =>
  after.runs >= min_runs && percent(after) > max_points;

/** Why a rollout is to halt, as a sentence; undefined where it may go on. */
export function reasonToHalt(
  rollout: Pick<RolloutRow, 'version' | 'min_runs' | 'max_points'>,
  after: Tally,
  before: Tally,
): string | undefined {
  if (!isSuspect(after, rollout) || percent(after) - percent(before) <= rollout.max_points) return undefined;
  const words = ({ runs, failed }: Tally) => `${failed} of ${runs} runs`;
  return `With version ${rollout.version} ${words(after)} failed, with the versions before ${words(before)}.`;
}
