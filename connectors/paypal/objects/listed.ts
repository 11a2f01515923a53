import { z } from 'zod';
import { type ConnectorContext, orNull, type Pager, readPath } from '../../kit/index.ts';

const loose = z.looseObject({});

/** What can be done with a row next: no part of it, and other in a list than alone. */
export const withoutLinks = ({ links: _links, ...row }: Record<string, unknown>): Record<string, unknown> => row;

/** Rows of a list; PayPal leaves an empty one out. */
export const rowsAt =
  (path: string) =>
  (body: unknown): unknown[] =>
    z
      .array(loose)
      .parse(readPath(body, path) ?? [])
      .map(withoutLinks);

/** Pages by number, up to the last one that PayPal tells. */
export const pagesOf = (size: number): Pager => ({
  kind: 'page',
  parameter: 'page',
  size: { parameter: 'page_size', value: size },
  pages: 'total_pages',
});

/** One row by its key, with the given fields only where a list has no others. */
export const getOne =
  (path: string, fields?: string[]) =>
  ({ http }: ConnectorContext<unknown>, key: string) =>
    orNull(async () => {
      const row = withoutLinks((await http.get(`${path}/${encodeURIComponent(key)}`, loose)).body);
      if (fields === undefined) return row;
      return Object.fromEntries(fields.filter((name) => name in row).map((name) => [name, row[name]]));
    });
