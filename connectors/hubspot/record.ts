import { z } from 'zod';

/** A record of the CRM as it travels: every property is a text or null, numbers and dates too. */
export const record = z.object({
  id: z.string().min(1),
  properties: z.record(z.string(), z.string().nullable()),
  createdAt: z.string(),
  updatedAt: z.string(),
  archived: z.boolean().optional(),
  /** Ids of the records that it is associated with, by object: `{ companies: ['12'] }`. */
  associations: z.record(z.string(), z.array(z.string())).optional(),
});

// A version is kept up for 18 months: this one until March 2028.
export const version = '2026-09';

/** Where records of an object live: `contacts`, or the id of a custom object. */
export const objectPath = (object: string, ...rest: string[]): string =>
  ['/crm/objects', version, ...[object, ...rest].map(encodeURIComponent)].join('/');

/** Rows stay unknown: each is read by its object, so that a bad one fails alone. */
export const recordsPage = z.object({
  results: z.array(z.unknown()),
  total: z.number().int().optional(),
  paging: z.object({ next: z.object({ after: z.string().min(1) }).optional() }).nullish(),
});

export const withId = z.object({ id: z.string().min(1) });

/** The ids of rows that have one. */
export function idsOf(rows: unknown[]): string[] {
  return rows.flatMap((row) => withId.safeParse(row).data?.id ?? []);
}

/** Rows that can't be asked for: they go on as they are, to be shown as what does not fit. */
export function rowsWithoutId(rows: unknown[]): unknown[] {
  return rows.filter((row) => !withId.safeParse(row).success);
}
