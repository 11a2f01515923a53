import { z } from 'zod';
import { type ConnectorContext, defineObject, pullPages } from '../../kit/index.ts';
import { isNotFound } from '../check.ts';
import { pullByCursor, pullByTime } from './export.ts';
import { customField, fieldsOf, organizationFields, pager, ticketFields, userFields } from './fields.ts';
import { comment, group, organization, ticket, user, withCustom } from './rows.ts';
import { upsertOrganizations, upsertTickets, upsertUsers } from './upsert.ts';

/** A row by its own address; null where it is gone. */
async function getRow({ http }: ConnectorContext<unknown>, list: string, name: string, key: string) {
  const answer = z.object({ [name]: z.looseObject({}) });
  try {
    return (await http.get(`/api/v2/${list}/${encodeURIComponent(key)}.json`, answer)).body[name] ?? null;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

const deletedTicket = z.object({ status: z.literal('deleted') });
/** Zendesk never removes a person: who was deleted is no longer active. */
const deletedUser = z.object({ active: z.literal(false) });
const deletedOrganization = z.object({ deleted_at: z.string().min(1) });
const says = (schema: z.ZodType) => (row: unknown) => schema.safeParse(row).success;

const ticketObject = defineObject({
  label: 'tickets',
  row: ticket,
  key: ({ id }) => String(id),
  incremental: true,
  reportsDeletes: true,
  pull: pullByCursor({
    path: 'tickets',
    rows: 'tickets',
    query: { per_page: 500 },
    rowsOf: (row) => [withCustom(row)],
    isGone: says(deletedTicket),
  }),
  get: async (context, key) => {
    const row = await getRow(context, 'tickets', 'ticket', key);
    return row === null || says(deletedTicket)(row) ? null : withCustom(row);
  },
  describe: async (context) => [
    ...ticketFields,
    ...(await fieldsOf(context, 'ticket_fields'))
      .filter(({ removable }) => removable)
      .map((one) => customField(one, `custom.${one.id}`)),
  ],
  upsert: upsertTickets,
});

const userObject = defineObject({
  label: 'people',
  row: user,
  key: ({ id }) => String(id),
  incremental: true,
  reportsDeletes: true,
  pull: pullByCursor({ path: 'users', rows: 'users', query: { per_page: 500 }, isGone: says(deletedUser) }),
  get: async (context, key) => {
    const row = await getRow(context, 'users', 'user', key);
    return says(deletedUser)(row) ? null : row;
  },
  describe: async (context) => [
    ...userFields,
    ...(await fieldsOf(context, 'user_fields')).map((one) => customField(one, `user_fields.${one.key ?? one.id}`)),
  ],
  upsert: upsertUsers,
});

const organizationObject = defineObject({
  label: 'organizations',
  row: organization,
  key: ({ id }) => String(id),
  incremental: true,
  // The export names some and does not promise all: a full pass finds the others.
  reportsDeletes: false,
  pull: pullByTime({ path: 'organizations', rows: 'organizations', isGone: says(deletedOrganization) }),
  get: (context, key) => getRow(context, 'organizations', 'organization', key),
  describe: async (context) => [
    ...organizationFields,
    ...(await fieldsOf(context, 'organization_fields')).map((one) =>
      customField(one, `organization_fields.${one.key ?? one.id}`),
    ),
  ],
  upsert: upsertOrganizations,
});

const ticketEvent = z.object({
  ticket_id: z.int(),
  created_at: z.string().nullish(),
  child_events: z.array(z.looseObject({ event_type: z.string().nullish() })),
});

/** Comments are events of tickets; they never change but by redaction, which the next full pass meets. */
const commentObject = defineObject({
  label: 'comments',
  row: comment,
  key: ({ id }) => String(id),
  incremental: true,
  reportsDeletes: false,
  pull: pullByTime({
    path: 'ticket_events',
    rows: 'ticket_events',
    query: { include: 'comment_events' },
    rowsOf: (row) => {
      const event = ticketEvent.safeParse(row).data;
      const said = event?.child_events.filter(({ event_type }) => event_type === 'Comment') ?? [];
      return said.map((one) => ({ created_at: event?.created_at, ...one, ticket_id: event?.ticket_id }));
    },
  }),
});

const groupObject = defineObject({
  label: 'groups',
  row: group,
  key: ({ id }) => String(id),
  incremental: false,
  reportsDeletes: false,
  pull: pullPages({ pager, rows: 'groups', request: () => ({ path: '/api/v2/groups.json' }) }),
  get: async (context, key) => {
    const row = await getRow(context, 'groups', 'group', key);
    return says(z.object({ deleted: z.literal(true) }))(row) ? null : row;
  },
});

export const objects = {
  ticket: ticketObject,
  comment: commentObject,
  user: userObject,
  organization: organizationObject,
  group: groupObject,
};
