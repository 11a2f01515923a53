import { z } from 'zod';
import { AppCallError, type ConnectorContext, type Page, type PullRequest } from '../../kit/index.ts';

const answer = z.object({ result: z.array(z.looseObject({ id: z.string() })).optional(), contact_count: z.int() });

/** Contacts whose ids lie from `from` on and before `to`; null: without an end there. */
const range = z.object({ from: z.string().nullable(), to: z.string().nullable() });
const place = z.object({ ranges: z.array(range).min(1), watermark: z.iso.datetime() });
const time = z.iso.datetime().nullable().catch(null);

/** A contact can be searched for a while after it was changed; and the time is our own clock's. */
const overlapMs = 1_800_000;

/** In SendGrid's query language a backslash and the quote are escaped. */
const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;

/**
 * SendGrid pages no contacts: a search tells how many there are and shows the first 50. What is more is cut in two at an id
 * among those shown, until each part is shown whole. Ids neither change nor come again, so no contact moves from one part to
 * another while they are read; one that changes meanwhile is read again by the next pass, which asks from before this one.
 */
export async function pullContacts(
  { http }: ConnectorContext<unknown>,
  { mode, cursor, watermark }: PullRequest,
): Promise<Page> {
  const at = place.safeParse(cursor).data ?? {
    ranges: [{ from: null, to: null }],
    watermark: new Date(Date.now() - overlapMs).toISOString(),
  };
  const [here, ...later] = at.ranges;
  if (here === undefined) return { rows: [], next: null, watermark: at.watermark };
  const since = mode === 'incremental' ? time.parse(watermark) : null;
  const { body } = await http.post('/marketing/contacts/search', answer, {
    json: { query: queryOf(here, since) },
    repeatable: true,
  });
  const { result: rows = [], contact_count: count } = body;
  const goOn = (ranges: z.output<typeof range>[]) => (ranges.length > 0 ? { ...at, ranges } : null);
  if (rows.length >= count) return { rows, next: goOn(later), watermark: at.watermark };

  const ids = rows.map(({ id }) => id).filter((id) => id !== here.from);
  const middle = ids.sort()[Math.floor(ids.length / 2)];
  if (middle === undefined) {
    throw new AppCallError(`SendGrid counts ${count} contacts and shows none of them.`, {
      class: 'protocol',
      code: 'no_contacts_shown',
    });
  }
  const halves = [
    { from: here.from, to: middle },
    { from: middle, to: here.to },
  ];
  return { rows: [], next: goOn([...halves, ...later]), watermark: at.watermark };
}

function queryOf({ from, to }: z.output<typeof range>, since: string | null): string {
  const conditions = [
    ...(since === null ? [] : [`updated_at >= ${quoted(`${since.slice(0, 19)}Z`)}`]),
    ...(from === null ? [] : [`contact_id >= ${quoted(from)}`]),
    ...(to === null ? [] : [`contact_id < ${quoted(to)}`]),
  ];
  return conditions.length > 0 ? conditions.join(' AND ') : 'contact_id IS NOT NULL';
}
