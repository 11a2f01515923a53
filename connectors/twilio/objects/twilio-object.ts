import type { z } from 'zod';
import { defineObject, isAppCallError, pullPages } from '../../kit/index.ts';
import { accountPath } from '../account.ts';

interface TwilioObject<Row extends z.ZodType<{ sid: string }>> {
  label: string;
  row: Row;
  /** The list's name in the address. */
  path: string;
  /** And in the answer. */
  rows: string;
  /** The time by which the list can be asked for; without it each pass reads all. */
  by?: 'DateSent' | 'StartTime' | 'DateCreated';
}

/**
 * The list knows no time of change. What becomes of a message or call is settled within a day (a message waits for ten hours
 * at most, a call lasts four unless told, 24 at most), so an incremental pass goes back that far; a clock of one day also
 * brings what had no time of its own yet when it was made. Deleted rows are found by the next full pass.
 */
const lookBackMs = 86_400_000;

export function twilioObject<Row extends z.ZodType<{ sid: string }>>({
  label,
  row,
  path,
  rows,
  by,
}: TwilioObject<Row>) {
  return defineObject<Row>({
    label,
    row,
    key: ({ sid }) => sid,
    incremental: by !== undefined,
    reportsDeletes: false,
    pull: pullPages({
      pager: { kind: 'link', from: 'next_page_uri', size: { parameter: 'PageSize', value: 1000 } },
      rows,
      watermark: { kind: 'clock', overlapMs: lookBackMs },
      request: (at) => ({
        path: accountPath(at, `/${path}.json`),
        query: by !== undefined && at.since !== null ? { [`${by}>`]: `${at.since.slice(0, 19)}Z` } : {},
      }),
    }),
    get: async (context, key) => {
      try {
        return (await context.http.get(accountPath(context, `/${path}/${encodeURIComponent(key)}.json`), row)).body;
      } catch (error) {
        if (isAppCallError(error) && error.details.class === 'not_found') return null;
        throw error;
      }
    },
  });
}
