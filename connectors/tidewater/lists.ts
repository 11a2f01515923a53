import { z } from 'zod';
import type { ConnectorContext, Json, Option } from '../kit/index.ts';
import { rowsPage } from './rows-page.ts';
import { everyList } from './settings.ts';

const listsPage = rowsPage.extend({
  data: z.array(z.object({ id: z.string().min(1), name: z.string(), count: z.number().int().optional() })),
  next_cursor: z.string().min(1).nullish(),
});
const pageSize = 50;
const number = new Intl.NumberFormat('en');

/** The account's lists, after the choice of all contacts. */
export async function lists(
  { http }: ConnectorContext<unknown>,
  { search, cursor }: { search: string; cursor: Json },
): Promise<{ options: Option[]; next: Json }> {
  const at = z.string().nullable().parse(cursor);
  const { body } = await http.get('/lists', listsPage, {
    query: { limit: pageSize, search: search || undefined, cursor: at ?? undefined },
  });
  const options = body.data.map(({ id, name, count }) => ({
    value: id,
    label: name,
    ...(count !== undefined && { detail: inWords(count) }),
  }));
  const isFirst = at === null && 'all contacts'.includes(search.trim().toLowerCase());
  return { options: isFirst ? [await allContacts(http), ...options] : options, next: body.next_cursor ?? null };
}

async function allContacts(http: ConnectorContext['http']): Promise<Option> {
  const { body } = await http.get('/contacts', rowsPage, { query: { limit: 1 } });
  return { value: everyList, label: 'All contacts', ...(body.total !== undefined && { detail: inWords(body.total) }) };
}

function inWords(count: number): string {
  return `${number.format(count)} ${count === 1 ? 'contact' : 'contacts'}`;
}
