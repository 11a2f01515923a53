import type Provider from 'oidc-provider';
import { ApiError } from '../api/api-error.ts';
import { BodyError, type Exchange, sendJson } from '../http-exchange.ts';
import type { World } from '../world.ts';
import { desk } from './desk.ts';
import { ferry } from './ferry.ts';
import { lighthouse } from './lighthouse.ts';
import { locker } from './locker.ts';

/** What one of the neighbours is asked. */
export interface WaysCall {
  exchange: Exchange;
  world: World;
  provider: Provider;
  /** After `/ways/<neighbour>/`. */
  path: readonly string[];
}

const neighbours: Record<string, (call: WaysCall) => Promise<unknown>> = {
  desk,
  lighthouse,
  ferry,
  locker,
  buoy: async () => notes('buoy'),
};

/** `/ways/…`: small apps next door, each let in in another way: by a key, by steps, by choice, by nothing. */
export async function handleWays(exchange: Exchange, world: World, provider: Provider): Promise<void> {
  const { res, url } = exchange;
  const [, , neighbour = '', ...path] = url.pathname.split('/');
  try {
    const answer = Object.hasOwn(neighbours, neighbour) ? neighbours[neighbour] : undefined;
    if (!answer) throw new ApiError(404, 'not_found', `There is no neighbour ${neighbour}.`);
    sendJson(res, 200, await answer({ exchange, world, provider, path }));
  } catch (error) {
    const refusal = error instanceof BodyError ? new ApiError(error.status, 'bad_request', error.message) : error;
    if (!(refusal instanceof ApiError)) throw error;
    sendJson(res, refusal.status, refusal);
  }
}

/** A handful of rows, so that there is something to sync. */
export const notes = (owner: string) => ({
  notes: ['one', 'two', 'three'].map((name) => ({ id: `${owner}-${name}`, text: `Note ${name} of ${owner}` })),
});
