import { z } from 'zod';
import { AppCallError, type ConnectorContext } from '../kit/index.ts';

/** The server of this connection. */
export function serverOf({ learnt }: Pick<ConnectorContext<unknown>, 'learnt'>): string {
  const { guild } = learnt;
  if (guild) return guild;
  throw new AppCallError(
    'Discord did not say which server the bot was added to. Connect it again and choose a server.',
    {
      class: 'auth',
      code: 'no_server',
    },
  );
}

export const serverPath = (context: Pick<ConnectorContext<unknown>, 'learnt'>, rest = ''): string =>
  `/guilds/${encodeURIComponent(serverOf(context))}${rest}`;

const place = z.looseObject({ guild_id: z.string().nullish() });

/**
 * The path of a channel, once it is known to be this server's. One bot serves all customers and is in all of their servers: by a
 * channel's id alone a customer would reach into another's.
 */
export async function channelPath(context: ConnectorContext<unknown>, channel: string): Promise<string> {
  const path = `/channels/${encodeURIComponent(channel)}`;
  const { guild_id } = (await context.http.get(path, place)).body;
  if (guild_id === serverOf(context)) return path;
  throw new AppCallError('This server has no such channel.', { class: 'not_found', code: '10003', field: 'channel' });
}

/** The path of a member; Discord says itself where somebody is in no such server. */
export const memberPath = (context: ConnectorContext<unknown>, user: string): string =>
  serverPath(context, `/members/${encodeURIComponent(user)}`);
