import { z } from 'zod';
import { type ConnectorContext, type ConnectorObject, defineObject, pullPages, type Upsert } from '../../kit/index.ts';
import { scope } from '../auth.ts';
import { describeFields } from './describe-fields.ts';
import { pager } from './pager.ts';
import { application, candidate, job, offer, user } from './rows.ts';
import { upsertCandidates, writable } from './upsert-candidates.ts';

interface Kind<Row extends z.ZodType<{ id: number }>> {
  label: string;
  path: string;
  row: Row;
  /** As Greenhouse calls the custom fields of these rows. */
  fields?: string;
  query?: Record<string, string>;
  upsert?: Upsert<object>;
}

/**
 * Lists go from the newest number to the oldest, by a cursor that no change moves. A row that changes while they are read has a
 * later time of change than the first page's, and is read by the next pass.
 */
function objectOf<Row extends z.ZodType<{ id: number }>>({ label, path, row, fields, query, upsert }: Kind<Row>) {
  const custom = fields === undefined ? [] : [scope('custom_fields'), scope('custom_field_options')];
  return defineObject<Row, object>({
    label,
    row,
    key: ({ id }) => String(id),
    incremental: true,
    reportsDeletes: false,
    scopes: [scope(path), ...custom],
    pull: pullPages<object>({
      pager,
      request: ({ since }) => ({
        path: `/${path}`,
        query: { ...query, updated_at: since === null ? undefined : `gte|${since}` },
      }),
      rows: '',
    }),
    ...(fields !== undefined && { describe: describeFields(fields, row, upsert && writable) }),
    // Harvest reads one by the list, too.
    get: async ({ http }: ConnectorContext<object>, key) => {
      if (!/^\d+$/.test(key)) return null;
      const { body } = await http.get(`/${path}`, z.array(z.unknown()), { query: { ...query, ids: key } });
      return body[0] ?? null;
    },
    ...(upsert && { upsert }),
  });
}

export const objects: Record<string, ConnectorObject<z.ZodType, object>> = {
  candidate: objectOf({
    label: 'candidates',
    path: 'candidates',
    row: candidate,
    fields: 'candidate',
    upsert: upsertCandidates,
  }),
  application: objectOf({ label: 'applications', path: 'applications', row: application, fields: 'application' }),
  job: objectOf({ label: 'jobs', path: 'jobs', row: job, fields: 'job' }),
  offer: objectOf({ label: 'offers', path: 'offers', row: offer, fields: 'offer' }),
  user: objectOf({ label: 'people of the account', path: 'users', row: user }),
};
