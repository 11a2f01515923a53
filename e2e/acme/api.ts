import type { AcmeContext } from './context.ts';
import { type Exchange, HttpError, sendJson } from './exchange.ts';
import { readAsked } from './pages/list.ts';

const PAGE_SIZE = 100;

/** `GET /api/people?q=&page=`: the same people as the page shows, for scripts and tests. */
export function listPeople({ req, res, url }: Exchange, { sessions, library, sources }: AcmeContext): void {
  const user = sessions.find(req);
  if (user === undefined) throw new HttpError(401, 'Nobody is signed in. Sign in to Acme first.');
  const { contact } = library.of(user.customer);
  const { rows, found, page, pages } = contact.page({ ...readAsked(url.searchParams), size: PAGE_SIZE });
  const people = rows.map(({ syncId, ...person }) => ({ ...person, from: sources.nameOf(syncId) ?? null }));
  sendJson(res, 200, { customer: user.customer.id, total: contact.size, found, page, pages, people });
}
