import { clientStateHooks } from '../kit/index.ts';
import { quoted, settings } from './settings.ts';

const changeType = 'created,updated,deleted';

/**
 * At most 10,080 minutes, under seven days: https://learn.microsoft.com/en-us/graph/api/resources/subscription. An hour less,
 * so that a clock that is not ours does not refuse it.
 */
const lifeMs = (10_080 - 60) * 60_000;

export const hooks = clientStateHooks({
  lifeMs,
  watched: (context, events) => {
    const { folder } = settings.parse(context.settings);
    const all = {
      message: `me/mailFolders(${quoted(folder)})/messages`,
      event: 'me/events',
      contact: 'me/contacts',
    };
    const wanted = Object.entries(all).filter(([name]) => events.some((one) => one.startsWith(`${name}.`)));
    return wanted.map(([, resource]) => ({ resource, changeType }));
  },
  events: ({ changeType: change = 'updated', resource, resourceData }) => {
    const place = resource ?? '';
    const name = /\/messages/i.test(place) ? 'message' : /\/contacts/i.test(place) ? 'contact' : 'event';
    const key = resourceData?.id;
    return [{ type: `${name}.${change}`, object: name, ...(key !== undefined && { key }) }];
  },
});
