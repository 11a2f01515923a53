import type { z } from 'zod';
import { type ConnectorObject, defineObject, pullPages } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { catalogCategoryObject, catalogItemObject } from './catalog.ts';
import { customerObject } from './customer.ts';
import { getOne } from './get-one.ts';
import { inventoryCount, location, teamMember } from './rows.ts';
import { invoiceObject, orderObject, paymentObject, refundObject } from './sales.ts';

const cursor = { kind: 'cursor', parameter: 'cursor', from: 'cursor' } as const;

export const objects: Record<string, ConnectorObject<z.ZodType, Settings>> = {
  customer: customerObject,
  order: orderObject,
  payment: paymentObject,
  refund: refundObject,
  invoice: invoiceObject,
  catalogItem: catalogItemObject,
  catalogCategory: catalogCategoryObject,
  location: defineObject({
    label: 'locations',
    row: location,
    key: (row) => row.id,
    incremental: false,
    reportsDeletes: false,
    pull: pullPages({ pager: { kind: 'none' }, rows: 'locations?', request: () => ({ path: '/v2/locations' }) }),
    get: getOne('/v2/locations', 'location'),
  }),
  teamMember: defineObject({
    label: 'team members',
    row: teamMember,
    key: (row) => row.id,
    incremental: false,
    // Who left stays, as inactive.
    reportsDeletes: false,
    scopes: ['EMPLOYEES_READ'],
    pull: pullPages({
      pager: cursor,
      pagerIn: 'json',
      rows: 'team_members?',
      request: () => ({ method: 'POST', path: '/v2/team-members/search', json: { limit: 200 } }),
    }),
    get: getOne('/v2/team-members', 'team_member'),
  }),
  inventoryCount: defineObject({
    label: 'stock',
    row: inventoryCount,
    key: (row) => [row.catalog_object_id, row.location_id ?? '', row.state ?? ''].join('/'),
    incremental: true,
    reportsDeletes: false,
    scopes: ['INVENTORY_READ'],
    pull: pullPages({
      pager: cursor,
      pagerIn: 'json',
      rows: 'counts?',
      watermark: { kind: 'clock', overlapMs: 5 * 60_000 },
      request: ({ since }) => ({
        method: 'POST',
        path: '/v2/inventory/counts/batch-retrieve',
        json: { limit: 1000, ...(since !== null && { updated_after: since }) },
      }),
    }),
  }),
};
