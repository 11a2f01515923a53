import { z } from 'zod';
import { AppCallError, type ConnectorContext, defineObject, orNull, type Page, pullPages } from '../../kit/index.ts';
import { admin, adminProperty } from '../admin.ts';
import type { Settings } from '../settings.ts';

const named = z.looseObject({ name: z.string().regex(/^[a-z]+\/./i), displayName: z.string().optional() });
export const account = named.extend({ regionCode: z.string().optional(), createTime: z.string().optional() });
export const property = named.extend({
  parent: z.string().optional(),
  account: z.string().optional(),
  timeZone: z.string().optional(),
  currencyCode: z.string().optional(),
  createTime: z.string().optional(),
  updateTime: z.string().optional(),
});
export const keyEvent = z.looseObject({
  name: z.string(),
  eventName: z.string(),
  countingMethod: z.string().optional(),
  custom: z.boolean().optional(),
  deletable: z.boolean().optional(),
});
export const customDimension = z.looseObject({
  name: z.string(),
  parameterName: z.string().optional(),
  displayName: z.string().optional(),
  scope: z.string().optional(),
});
export const dataStream = named.extend({ type: z.string().optional() });

const pager = {
  kind: 'cursor',
  parameter: 'pageToken',
  from: 'nextPageToken',
  size: { parameter: 'pageSize', value: 200 },
} as const;
const last = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

export const accountObject = defineObject<typeof account, Settings>({
  label: 'accounts',
  row: account,
  key: ({ name }) => last(name),
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({ pager, request: () => ({ path: `${admin}/accounts` }), rows: 'accounts?' }),
  get: ({ http }, key) =>
    orNull(async () => (await http.get(`${admin}/accounts/${encodeURIComponent(key)}`, z.unknown())).body),
});

const accountList = z.looseObject({ accounts: z.array(account).default([]), nextPageToken: z.string().optional() });
const propertyList = z.looseObject({
  properties: z.array(z.unknown()).default([]),
  nextPageToken: z.string().optional(),
});
const placeOf = z
  .object({ accounts: z.array(z.string()), more: z.string().nullable(), page: z.string().nullable() })
  .nullable()
  .catch(null);

/** Properties are listed by their account only: account after account, one page for each call. */
async function pullProperties({ http }: ConnectorContext<Settings>, { cursor }: { cursor: unknown }): Promise<Page> {
  const known = placeOf.parse(cursor);
  if (known === null || known.accounts.length === 0) {
    const query = { pageSize: 200, pageToken: known?.more ?? undefined };
    const { body } = await http.get(`${admin}/accounts`, accountList, { query });
    const more = onward(body.nextPageToken, known?.more);
    const accounts = body.accounts.map(({ name }) => name);
    return { rows: [], next: accounts.length === 0 && more === null ? null : { accounts, more, page: null } };
  }
  const [of, ...others] = known.accounts;
  const query = { filter: `parent:${of}`, pageSize: 200, pageToken: known.page ?? undefined };
  const { body } = await http.get(`${admin}/properties`, propertyList, { query });
  const page = onward(body.nextPageToken, known.page);
  const next = { ...known, accounts: page === null ? others : known.accounts, page };
  return { rows: body.properties, next: next.accounts.length === 0 && next.more === null ? null : next };
}

function onward(next: string | undefined, now: string | null | undefined): string | null {
  if (!next) return null;
  if (next !== now) return next;
  throw new AppCallError('Google Analytics leads from a page to the same page.', {
    class: 'protocol',
    code: 'repeated_cursor',
  });
}

export const propertyObject = defineObject<typeof property, Settings>({
  label: 'properties',
  row: property,
  key: ({ name }) => last(name),
  incremental: false,
  reportsDeletes: false,
  pull: pullProperties,
  get: ({ http }, key) => orNull(async () => (await http.get(adminProperty(key), z.unknown())).body),
});

/** What belongs to the property of the settings. The list is short, and Google tells neither times nor deletions. */
const ofProperty = <Row extends z.ZodType<{ name: string }>>(label: string, path: string, row: Row) =>
  defineObject<Row, Settings>({
    label,
    row,
    key: ({ name }) => last(name),
    incremental: false,
    reportsDeletes: false,
    pull: pullPages<Settings>({
      pager,
      request: ({ settings }) => ({ path: `${adminProperty(settings.property)}/${path}` }),
      rows: `${path}?`,
    }),
    get: ({ http, settings }, key) =>
      orNull(
        async () =>
          (await http.get(`${adminProperty(settings.property)}/${path}/${encodeURIComponent(key)}`, z.unknown())).body,
      ),
  });

export const keyEventObject = ofProperty('key events', 'keyEvents', keyEvent);
export const customDimensionObject = ofProperty('custom dimensions', 'customDimensions', customDimension);
export const dataStreamObject = ofProperty('data streams', 'dataStreams', dataStream);
