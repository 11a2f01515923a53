import { bulkRow } from './bulk-row.ts';

interface Bulk {
  records: number;
  pageSize: number;
  every: number;
  version: number;
}

/** The pages of an app as they travel: `{ data, next_cursor, total }`. */
export function bulkPages({ records, pageSize, every, version }: Bulk): Buffer[] {
  const count = Math.ceil(records / pageSize);
  return Array.from({ length: count }, (_, page) => {
    const from = page * pageSize;
    const data = Array.from({ length: Math.min(pageSize, records - from) }, (_, place) =>
      bulkRow(from + place, (from + place) % every === 0 ? version : 0),
    );
    return Buffer.from(
      JSON.stringify({ data, next_cursor: page + 1 < count ? String(page + 1) : null, total: records }),
    );
  });
}
