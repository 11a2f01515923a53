import { graphHooks } from './graph-hooks.ts';
import { quoted, settings } from './settings.ts';

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

/** OData's key: in its own quotes, and then safe in a path. */
const keyed = (set: string, key: string) =>
  `${set}(${encodeURIComponent(quoted(key)).replaceAll('%3A', ':').replaceAll('%40', '@')})`;

export const hooks = graphHooks({
  lifeMs,
  watched: (context, events) => {
    const { team, channel } = settings.parse(context.settings);
    const of = keyed('teams', team);
    const all = {
      message: `/${of}/${keyed('channels', channel)}/messages`,
      channel: `/${of}/channels`,
      member: `/${of}/members`,
    };
    const isWanted = (name: string) =>
      events.some((one) => one.startsWith(`${name}.`) || (name === 'message' && one.startsWith('reply.')));
    return Object.entries(all).flatMap(([name, resource]) => (isWanted(name) ? [{ resource, changeType }] : []));
  },
  event: ({ changeType: change = 'updated', resource, resourceData }) => {
    const { name, object } = objectOf(resource ?? '');
    const key = resourceData?.id;
    return { type: `${name}.${change}`, ...(object && { object, ...(key !== undefined && { key }) }) };
  },
});
