import { ApiError } from '../api/api-error.ts';
import { readBearer } from '../api/bearer.ts';
import { notes, type WaysCall } from './ways-routes.ts';

const harbours = new Set(['north', 'south']);
const key = 'ferry_key_south_1';

/** Let in by signing in at Tidewater, or by a key: the customer chooses. Each harbour has an address of its own. */
export async function ferry({ exchange, world, provider, path }: WaysCall): Promise<unknown> {
  const [harbour = '', noun] = path;
  if (!harbours.has(harbour)) throw new ApiError(404, 'no_harbour', `The ferry does not call at ${harbour}.`);
  const account = await accountOf(exchange.req.headers);
  if (noun === 'me') return { id: `${harbour}-${account.id}`, name: `${account.name}, ${harbour} harbour` };
  if (noun === 'notes') return notes(account.id);
  throw new ApiError(404, 'not_found', `The ferry has nothing at ${path.join('/')}.`);

  async function accountOf(headers: typeof exchange.req.headers): Promise<{ id: string; name: string }> {
    if (headers['x-ferry-key'] === key) return { id: 'key', name: 'Globex Freight' };
    if (headers['x-ferry-key'] !== undefined) throw new ApiError(401, 'bad_key', 'No ferry takes this key.');
    const { user } = await readBearer(provider, headers.authorization);
    return { id: user.accountId, name: world.account(user.accountId)?.seed.name ?? user.name };
  }
}
