import { z } from 'zod';
import {
  type ConnectorObject,
  defineObject,
  isAppCallError,
  type Pager,
  pullPages,
  type Upsert,
} from '../../kit/index.ts';

interface XeroObject<Row extends z.ZodType> {
  label: string;
  /** `Contacts`, of the address and of the answer. */
  collection: string;
  id: string;
  row: Row;
  /** `sized`: pages whose size can be chosen. `fixed`: pages of a hundred. `none`: all at once. */
  pages: 'sized' | 'fixed' | 'none';
  /** Whether Xero can be asked for what changed. */
  hasChanges?: boolean;
  /** Whether what was deleted stays, marked as such. */
  marksDeleted?: boolean;
  query?: Record<string, string | boolean>;
  scopes?: string[];
  upsert?: Upsert;
}

const pagers: Record<XeroObject<z.ZodType>['pages'], Pager> = {
  sized: {
    kind: 'page',
    parameter: 'page',
    size: { parameter: 'pageSize', value: 200 },
    pages: 'pagination.pageCount',
  },
  fixed: { kind: 'page', parameter: 'page' },
  none: { kind: 'none' },
};
/** A change may be seen a moment after its time. */
const overlapMs = 5 * 60_000;
const marked = z.looseObject({ Status: z.string().nullish() });

/**
 * A list of Xero. Its pages are in the order of ids, which no change moves: a record that comes in while they are read pushes others to
 * a later page, where they are met twice, and none goes out, as Xero keeps what is voided or archived.
 */
export function xeroObject<Row extends z.ZodType>(object: XeroObject<Row>): ConnectorObject {
  const { label, collection, id, row, pages, hasChanges = true, marksDeleted = false, query, scopes } = object;
  const idOf = (one: unknown): string =>
    z
      .looseObject({ [id]: z.string() })
      .transform((value) => String(value[id]))
      .parse(one);
  const isDeleted = (one: unknown) => marksDeleted && marked.safeParse(one).data?.Status === 'DELETED';
  return defineObject<Row>({
    label,
    row,
    key: (one) => idOf(one),
    incremental: hasChanges,
    reportsDeletes: hasChanges && marksDeleted,
    scopes,
    pull: pullPages({
      pager: pagers[pages],
      rows: collection,
      watermark: { kind: 'clock', overlapMs },
      deleted: (one) => (isDeleted(one) ? idOf(one) : undefined),
      request: ({ since }) => ({
        path: `/${collection}`,
        query: { ...(pages !== 'none' && { order: id }), ...query },
        ...(since !== null && { headers: { 'if-modified-since': since.slice(0, 19) } }),
      }),
    }),
    get: async ({ http }, key) => {
      try {
        const found = z.looseObject({ [collection]: z.array(z.looseObject({})) });
        const { body } = await http.get(`/${collection}/${encodeURIComponent(key)}`, found);
        const one = body[collection]?.[0];
        return one === undefined || isDeleted(one) ? null : one;
      } catch (error) {
        if (isAppCallError(error) && error.details.class === 'not_found') return null;
        throw error;
      }
    },
    upsert: object.upsert,
  });
}
