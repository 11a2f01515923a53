import { z } from 'zod';
import {
  AppCallError,
  type ConnectorContext,
  defineObject,
  orNull,
  type Page,
  type PullRequest,
} from '../../kit/index.ts';
import { registrantsPath } from '../paths.ts';
import type { Settings } from '../settings.ts';
import { describeRegistrant } from './describe-registrant.ts';
import { registrant, registrantAsSent, registrantStatuses } from './rows.ts';
import { upsertRegistrants } from './write-registrants.ts';

type Context = ConnectorContext<Settings>;

const place = z.object({ status: z.int().min(0).max(2), token: z.string().nullable() });
const page = z.object({ registrants: z.array(z.unknown()).default([]), next_page_token: z.string().nullish() });
const pageSize = 300;

/** Zoom lists each state by itself. Who is let in while they are read moves to another list; the next pass reads all three again. */
async function pull(context: Context, { cursor }: PullRequest): Promise<Page> {
  const at = place.safeParse(cursor).data ?? { status: 0, token: null };
  const { body } = await context.http.get(registrantsPath(context), page, {
    query: { status: registrantStatuses[at.status], page_size: pageSize, next_page_token: at.token ?? undefined },
  });
  const token = body.next_page_token || null;
  if (token !== null && token === at.token)
    throw new AppCallError('Zoom named a page as the next one that was read already.', {
      class: 'protocol',
      code: 'repeated_cursor',
    });
  const isLast = token === null && at.status === registrantStatuses.length - 1;
  const next = token === null ? { status: at.status + 1, token: null } : { ...at, token };
  return { rows: body.registrants, next: isLast ? null : next };
}

export const registrantObject = defineObject<typeof registrant, Settings>({
  label: 'registrations',
  row: registrant,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  scopes: ['meeting:read:list_registrants', 'meeting:read:list_registration_questions', 'meeting:read:registrant'],
  pull,
  describe: describeRegistrant,
  get: (context, key) =>
    orNull(
      async () =>
        (await context.http.get(`${registrantsPath(context)}/${encodeURIComponent(key)}`, registrantAsSent)).body,
    ),
  upsert: upsertRegistrants,
});
