import { z } from 'zod';
import { ApiError } from '../api/api-error.ts';
import { readJson } from '../http-exchange.ts';
import { notes, type WaysCall } from './ways-routes.ts';

interface DeskAccount {
  id: string;
  name: string;
  user: string;
  key: string;
}

const accounts: readonly DeskAccount[] = [
  { id: 'desk_1', name: 'Globex Desk', user: 'gwen@globex.example', key: 'dk_live_globex_1' },
  { id: 'desk_2', name: 'Globex Europe Desk', user: 'gwen@globex.example', key: 'dk_live_europe_2' },
];

/** Keys that were good once, with what the app says about them now. */
const ended: Record<string, string> = {
  dk_live_old_0: 'This key was revoked by Mara Lindqvist on 3 May 2026. Make a new one under Settings, API.',
};

/** Keys that somebody at the desk has shut; a test may. */
const shut = new Set<string>();
const shutting = z.object({ key: z.string(), shut: z.boolean() });

/** Let in by the name of a user and a key of theirs, each in a header of its own. */
export async function desk({ exchange, path }: WaysCall): Promise<unknown> {
  if (path[0] === 'keys' && exchange.method === 'POST') {
    const { key, shut: isShut } = shutting.parse(await readJson(exchange.req));
    if (isShut) shut.add(key);
    else shut.delete(key);
    return { shut: [...shut] };
  }
  const account = accountOf(exchange.req.headers['x-desk-user'], exchange.req.headers['x-desk-key']);
  if (path[0] === 'me') return { account: { id: account.id, name: account.name }, user: account.user };
  if (path[0] === 'notes') return notes(account.id);
  throw new ApiError(404, 'not_found', `The desk has nothing at ${path.join('/')}.`);
}

function accountOf(user: string | string[] | undefined, key: string | string[] | undefined): DeskAccount {
  const known = accounts.filter((account) => account.user === user);
  if (known.length === 0)
    throw new ApiError(401, 'unknown_user', 'Nobody with this address works at this desk.', { field: 'user' });
  const found = known.find((account) => account.key === key);
  if (found && !shut.has(found.key)) return found;
  const told = typeof key === 'string' ? ended[key] : undefined;
  throw new ApiError(401, 'bad_key', told ?? 'This desk knows no such key.', { field: 'key' });
}
