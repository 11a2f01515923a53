import type { Connector } from '#connectors/kit/index.ts';
import { AppError } from '#server/errors.ts';
import type { SyncMode } from './sync.table.ts';

/** Refuses a mode that the app has no means for. */
export function checkMode(connector: Connector, object: string, mode: SyncMode, field = 'mode'): void {
  const app = connector.name;
  const known = connector.objects[object];
  if (mode === 'incremental' && known && !known.incremental) {
    throw new AppError('invalid', `${app} can't say which ${known.label} have changed since the last run.`, {
      field,
      remedy: 'Choose full: each run reads everything, and tells only what is different.',
    });
  }
  if (mode === 'webhook' && !connector.hooks) {
    throw new AppError('invalid', `${app} tells of nothing by hooks, as far as its connector knows.`, {
      field,
      remedy: `Choose ${known?.incremental ? 'incremental' : 'full'}.`,
    });
  }
}
