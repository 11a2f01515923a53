import { z } from 'zod';
import { defineObject, type ObjectField, orNull } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { cursorText, goesOn, nextCursor } from './cursor.ts';

export const user = z.looseObject({
  id: z.string().min(1),
  team_id: z.string().optional(),
  name: z.string().optional(),
  real_name: z.string().nullish(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  tz: z.string().nullish(),
  updated: z.number().optional(),
  profile: z.looseObject({
    email: z.string().nullish(),
    display_name: z.string().nullish(),
    first_name: z.string().nullish(),
    last_name: z.string().nullish(),
    title: z.string().nullish(),
    phone: z.string().nullish(),
  }),
});

const page = z.object({ members: z.array(z.unknown()), ...goesOn });
const one = z.object({ user: z.unknown() });
const profile = z.object({
  profile: z.object({
    // An empty list where the workspace has no fields of its own.
    fields: z
      .record(z.string(), z.object({ label: z.string().optional() }))
      .nullish()
      .catch({}),
  }),
});

const ownFields: ObjectField[] = [
  { name: 'id', label: 'ID', type: 'text', required: true, readOnly: true },
  { name: 'name', label: 'User name', type: 'text', readOnly: true },
  { name: 'real_name', label: 'Name', type: 'text', readOnly: true },
  { name: 'profile.email', label: 'E-mail', type: 'text', readOnly: true },
  { name: 'profile.display_name', label: 'Display name', type: 'text', readOnly: true },
  { name: 'profile.title', label: 'Title', type: 'text', readOnly: true },
  { name: 'profile.phone', label: 'Phone', type: 'text', readOnly: true },
  { name: 'tz', label: 'Time zone', type: 'text', readOnly: true },
  { name: 'deleted', label: 'Deactivated', type: 'boolean', readOnly: true },
  { name: 'is_bot', label: 'Is a bot', type: 'boolean', readOnly: true },
];

/** Slack keeps people who left, as `deleted`; they stay as rows that say so. */
export const userObject = defineObject<typeof user, Settings>({
  label: 'people',
  row: user,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: async ({ http }, { cursor }) => {
    const { body } = await http.get('/users.list', page, {
      query: { limit: 200, cursor: cursorText.parse(cursor) ?? undefined },
    });
    return { rows: body.members, next: nextCursor(body) };
  },
  get: async ({ http }, key) => {
    return orNull(async () => (await http.get('/users.info', one, { query: { user: key } })).body.user);
  },
  /** The workspace's own profile fields are named by the profile of whoever connected. */
  describe: async ({ http }) => {
    const { fields } = (await http.get('/users.profile.get', profile, { query: { include_labels: true } })).body
      .profile;
    const custom = Object.entries(fields ?? {}).map(
      ([id, { label }]): ObjectField => ({
        name: `profile.fields.${id}.value`,
        label: label ?? id,
        type: 'text',
        readOnly: true,
        custom: true,
      }),
    );
    return [...ownFields, ...custom];
  },
});
