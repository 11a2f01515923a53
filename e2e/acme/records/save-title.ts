import { z } from 'zod';
import type { AcmeContext } from '../context.ts';
import { type Exchange, HttpError, readBody, redirect, refuseOtherSites } from '../exchange.ts';
import { newNonce, sendPage } from '../pages/page-answer.ts';
import { personPage } from '../pages/person-page.ts';
import { PorticoRefusal } from '../portico/api.ts';
import type { Person } from './person.ts';

const outcome = z.object({
  items: z.array(
    z.object({ state: z.string(), error: z.object({ message: z.string(), remedy: z.string() }).nullable() }),
  ),
});

/** `GET /person?id=&sync=`: an admin edits somebody. */
export function showPerson(exchange: Exchange, acme: AcmeContext): void {
  const { searchParams } = exchange.url;
  const { person, frame, app } = edited(exchange, acme, searchParams.get('sync') ?? '', searchParams.get('id') ?? '');
  sendPage(exchange.res, 200, personPage(frame, { person, app }), acme.porticoUrl, newNonce());
}

/** `POST /person`: the title becomes another one here, and in the app that the person comes from. */
export async function savePerson(exchange: Exchange, acme: AcmeContext): Promise<void> {
  refuseOtherSites(exchange);
  const form = new URLSearchParams(await readBody(exchange.req));
  const { person, frame, app, shelf, connectionId } = edited(exchange, acme, form.get('sync') ?? '', form.get('id') ?? ''); // biome-ignore format: one thought
  const title = (form.get('title') ?? '').trim().slice(0, 200) || null;
  const problem = await writeBack(acme, connectionId, person, title);
  if (problem !== undefined) {
    const page = personPage(frame, { person: { ...person, title }, app, problem });
    return sendPage(exchange.res, 422, page, acme.porticoUrl, newNonce());
  }
  // Portico does not tell what was written from here: it is known.
  shelf.put(person.id, { ...person, title });
  redirect(exchange.res, `/people?${new URLSearchParams({ q: person.name })}`);
}

/** Acme's own id of the person is the app's key with the sync; the row is named by its key the first time and known by its link then. */
async function writeBack(
  { portico }: AcmeContext,
  connection: string,
  { id, syncId }: Person,
  title: string | null,
): Promise<string | undefined> {
  const items = [{ id: `${syncId}/${id}`, key: id, data: { title } }];
  try {
    const written = await portico.call('/writes', {
      ...{ method: 'POST', body: { connection, object: 'contact', items, wait: true } },
      answer: outcome,
    });
    const [item] = written.items;
    if (item?.error) return `${item.error.message} ${item.error.remedy}`;
    return item?.state === 'written'
      ? undefined
      : 'It is on its way, and takes longer than usual. Look again in a minute.';
  } catch (error) {
    if (error instanceof PorticoRefusal) return error.message;
    throw error;
  }
}

function edited({ req }: Exchange, { sessions, library, sources }: AcmeContext, syncId: string, id: string) {
  const user = sessions.find(req);
  if (user === undefined) throw new HttpError(401, 'Nobody is signed in. Sign in to Acme first.');
  if (user.role !== 'admin') throw new HttpError(403, 'Only an admin changes people. Ask one of yours.');
  const shelves = library.of(user.customer);
  const shelf = shelves.contact;
  const person = shelf.find(syncId, id);
  const source = sources.of(syncId);
  if (person === undefined || source === undefined) throw new HttpError(404, 'This person is not here (any more).');
  const frame = { user, section: 'People' as const, shelves };
  return { person, frame, shelf, app: source.app, connectionId: source.connectionId };
}
