import { z } from 'zod';
import { defineObject, type Pager, pullPages } from '../kit/index.ts';
import { version } from './record.ts';

const owner = z.object({
  id: z.string().min(1),
  /** Not for assigning: that is `id`. */
  userId: z.number().int().nullish(),
  type: z.string().optional(),
  email: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  archived: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  teams: z.array(z.object({ id: z.string(), name: z.string(), primary: z.boolean().optional() })).nullish(),
});
export type Owner = z.output<typeof owner>;

export const ownersPath = `/crm/owners/${version}`;
export const ownersList = z.array(owner);
export const pager: Pager = {
  kind: 'cursor',
  parameter: 'after',
  from: 'paging.next.after',
  size: { parameter: 'limit', value: 100 },
};

/** Read whole each time: they are few, and a change of a user does not change the owner's own time. */
export const ownerObject = defineObject({
  label: 'owners',
  row: owner,
  key: (row) => row.id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages({ pager, request: () => ({ path: ownersPath }), rows: 'results' }),
});

/** For people. */
export function nameOf({ firstName, lastName, email, id }: Owner): string {
  return [firstName, lastName].filter(Boolean).join(' ') || email || `Owner ${id}`;
}
