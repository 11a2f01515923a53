import { clientStateHooks } from '../kit/index.ts';
import { settings } from './settings.ts';

/**
 * At most 42,300 minutes, under thirty days: https://learn.microsoft.com/en-us/graph/api/resources/subscription. An hour less, so
 * that a clock that is not ours does not refuse it.
 */
const lifeMs = (42_300 - 60) * 60_000;

/** Only a whole drive can be watched, and only `updated` is told; which file it was is not. */
export const hooks = clientStateHooks({
  lifeMs,
  watched: (context, events) => {
    const { drive } = settings.parse(context.settings);
    const isWanted = events.some((one) => one.startsWith('drive.') || one.startsWith('workbook.'));
    const resource = drive === '' ? 'me/drive/root' : `drives/${encodeURIComponent(drive)}/root`;
    return isWanted ? [{ resource, changeType: 'updated' }] : [];
  },
  events: () => [
    { type: 'drive.updated', object: 'workbook' },
    { type: 'workbook.perhapsUpdated', object: 'row' },
  ],
});
