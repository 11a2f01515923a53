import { z } from 'zod';
import { ApiError } from '../api/api-error.ts';
import { readJson } from '../http-exchange.ts';
import { notes, type WaysCall } from './ways-routes.ts';

const logIn = z.object({ company: z.string(), user: z.string(), password: z.string() });

const ticket = 'lh-ticket-7';
const token = 'lh-token-7';

/** Let in by a log-in that gives a ticket, which is traded for a token: two steps, and no person in between. */
export async function lighthouse({ exchange, path }: WaysCall): Promise<unknown> {
  const { req, method } = exchange;
  const [noun] = path;
  if (method === 'POST' && noun === 'session') {
    const given = logIn.parse(await readJson(req));
    if (given.company !== 'globex')
      throw new ApiError(404, 'unknown_company', `No lighthouse is called ${given.company}.`, { field: 'company' });
    if (given.user !== 'keeper' || given.password !== 'lamp-room')
      throw new ApiError(401, 'log_in', 'The keeper is known by another password.', { field: 'password' });
    return { session: { ticket } };
  }
  if (method === 'POST' && noun === 'token') {
    if (req.headers['x-ticket'] !== ticket) throw new ApiError(401, 'ticket', 'This ticket is not one of today.');
    return { access_token: token, expires_in: 600 };
  }
  if (req.headers.authorization !== `Bearer ${token}`) throw new ApiError(401, 'token', 'The lamp is locked.');
  if (noun === 'me') return { id: 'lh_7', name: 'Globex Lighthouse' };
  if (noun === 'notes') return notes('lh_7');
  throw new ApiError(404, 'not_found', `The lighthouse has nothing at ${path.join('/')}.`);
}
