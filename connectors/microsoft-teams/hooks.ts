import { clientStateHooks } from '../kit/index.ts';
import { settings } from './settings.ts';

/**
 * At most 4,320 minutes, and above one hour only with an address for lifecycle notices, which we always give:
 * https://learn.microsoft.com/en-us/graph/api/resources/subscription. An hour less, so that a clock that is not ours does not refuse it.
 */
const lifeMs = (4_320 - 60) * 60_000;
const changeType = 'created,updated,deleted';

const objectOf = (place: string): { name: string; object?: string } => {
  // A reply is no row of the channel's messages.
  if (/\/replies/i.test(place)) return { name: 'reply' };
  if (/\/messages/i.test(place)) return { name: 'message', object: 'message' };
  return /\/members/i.test(place) ? { name: 'member', object: 'member' } : { name: 'channel', object: 'channel' };
};

/** As Microsoft writes it: the id of a channel with its colon and at sign, all else safe in a path. */
const part = (id: string) => encodeURIComponent(id).replaceAll('%3A', ':').replaceAll('%40', '@');

export const hooks = clientStateHooks({
  lifeMs,
  watched: (context, events) => {
    const { team, channel } = settings.parse(context.settings);
    const of = `/teams/${part(team)}`;
    const all = {
      message: `${of}/channels/${part(channel)}/messages`,
      channel: `${of}/channels`,
      member: `${of}/members`,
    };
    const isWanted = (name: string) =>
      events.some((one) => one.startsWith(`${name}.`) || (name === 'message' && one.startsWith('reply.')));
    return Object.entries(all).flatMap(([name, resource]) => (isWanted(name) ? [{ resource, changeType }] : []));
  },
  events: ({ changeType: change = 'updated', resource, resourceData }) => {
    const { name, object } = objectOf(resource ?? '');
    const key = resourceData?.id;
    return [{ type: `${name}.${change}`, ...(object && { object, ...(key !== undefined && { key }) }) }];
  },
});
