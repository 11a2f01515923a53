import { z } from 'zod';
import { AppCallError, type ConnectorContext, defineObject, isAppCallError, writeOneByOne } from '../../kit/index.ts';
import { audiencePath, contactHash, memberPath } from '../audience.ts';
import type { Settings } from '../settings.ts';
import { describeContact } from './describe-contact.ts';
import { contact } from './rows.ts';

const page = z.object({ members: z.array(z.unknown()), total_items: z.int() });
const place = z.object({ offset: z.int().nonnegative(), from: z.iso.datetime() }).nullable();
const since = z.iso.datetime().nullable().catch(null);

const pageSize = 1000;
/** So many may be deleted while a page is read, before one that moves up could be missed. */
const pageOverlap = 50;
const clockOverlapMs = 600_000;

/** What Mailchimp takes of a row. */
const writable = z.object({
  email_address: z.string().optional(),
  status: z.string().optional(),
  merge_fields: z.record(z.string(), z.unknown()).optional(),
  language: z.string().optional(),
  vip: z.boolean().optional(),
});

async function readContact({ http, settings }: ConnectorContext<Settings>, key: string) {
  try {
    return (await http.get(memberPath(settings.audience, key), contact, { query: { exclude_fields: '_links' } })).body;
  } catch (error) {
    if (isAppCallError(error) && error.details.class === 'not_found') return null;
    throw error;
  }
}

export const contactObject = defineObject<typeof contact, Settings>({
  label: 'contacts',
  row: contact,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: false,
  /**
   * Latest change first: a contact that changes meanwhile goes to the front and moves the others to the back, where they are
   * read twice and never missed; it comes itself with the next pass, which asks from before this one began, by our own clock.
   */
  pull: async ({ http, settings }, { mode, cursor, watermark }) => {
    const at = place.parse(cursor) ?? { offset: 0, from: new Date(Date.now() - clockOverlapMs).toISOString() };
    const before = mode === 'incremental' ? since.parse(watermark) : null;
    const { body } = await http.get(audiencePath(settings.audience, '/members'), page, {
      query: {
        count: pageSize,
        offset: at.offset,
        sort_field: 'last_changed',
        sort_dir: 'DESC',
        since_last_changed: before ?? undefined,
        exclude_fields: 'members._links,_links',
      },
    });
    const { members: rows, total_items: total } = body;
    const goesOn = rows.length > pageOverlap && at.offset + rows.length < total;
    const next = goesOn ? { ...at, offset: at.offset + rows.length - pageOverlap } : null;
    return { rows, next, total, watermark: at.from };
  },
  describe: describeContact,
  get: readContact,
  upsert: {
    batch: 50,
    matchBy: ['email_address'],
    write: (context, items) =>
      writeOneByOne(items, async ({ key, data }) => {
        const { status, ...given } = writable.parse(data);
        const hash = key ?? (given.email_address && contactHash(given.email_address));
        if (!hash)
          throw new AppCallError('A contact needs an e-mail address.', { class: 'invalid', field: 'email_address' });
        const isKnown = (await readContact(context, hash)) !== null;
        const path = memberPath(context.settings.audience, hash);
        // Somebody who has left stays away, unless the row says otherwise.
        const known = { ...given, ...(status && { status }) };
        const fresh = { ...given, status_if_new: status ?? 'subscribed' };
        const request = { json: isKnown ? known : fresh, repeatable: true };
        const { body } = isKnown
          ? await context.http.patch(path, contact, request)
          : await context.http.put(path, contact, request);
        return { key: body.id, action: isKnown ? 'updated' : 'created' };
      }),
    example: [
      { data: { email_address: 'ada@acme.example', status: 'subscribed', merge_fields: { FNAME: 'Ada' } } },
      { key: contactHash('bo@acme.example'), data: { merge_fields: { FNAME: 'Bo' } } },
    ],
  },
});
