import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { member } from '../objects/member.ts';
import { memberPath } from '../server.ts';
import { role, user } from './fields.ts';

const nothing = z.null();

export const giveRole = defineAction({
  title: 'Give a role to a member',
  description: "Needs the permission Manage Roles, and a role of the bot's own above this one.",
  input: z.object({ user, role }),
  output: nothing,
  effect: 'writes',
  repeat: 'natural',
  example: { user: '1180000000000000004', role: '1180000000000000005' },
  run: async (context, input) => {
    const path = `${memberPath(context, input.user)}/roles/${encodeURIComponent(input.role)}`;
    await context.http.put(path, z.unknown(), { repeatable: true });
    return null;
  },
});

export const takeRole = defineAction({
  title: 'Take a role from a member',
  description: "Needs the permission Manage Roles, and a role of the bot's own above this one.",
  input: z.object({ user, role }),
  output: nothing,
  effect: 'writes',
  repeat: 'natural',
  example: { user: '1180000000000000004', role: '1180000000000000005' },
  run: async (context, input) => {
    await context.http.delete(
      `${memberPath(context, input.user)}/roles/${encodeURIComponent(input.role)}`,
      z.unknown(),
    );
    return null;
  },
});

export const setNickname = defineAction({
  title: 'Set the nickname of a member',
  description: 'Needs the permission Manage Nicknames.',
  input: z.object({ user, nick: z.string().max(32).meta({ title: 'Nickname', description: 'Empty takes it away.' }) }),
  output: member,
  effect: 'writes',
  repeat: 'natural',
  example: { user: '1180000000000000004', nick: 'Ada' },
  run: async (context, { user: id, nick }) =>
    (await context.http.patch(memberPath(context, id), member, { json: { nick }, repeatable: true })).body,
});

export const silenceMember = defineAction({
  title: 'Silence a member',
  description: 'They can not write or speak until then, up to 28 days. Needs the permission Moderate Members.',
  input: z.object({ user, until: z.iso.datetime({ offset: true }).meta({ title: 'Until' }) }),
  output: member,
  effect: 'writes',
  repeat: 'natural',
  example: { user: '1180000000000000004', until: '2026-12-01T08:00:00Z' },
  run: async (context, { user: id, until }) => {
    const json = { communication_disabled_until: until };
    return (await context.http.patch(memberPath(context, id), member, { json, repeatable: true })).body;
  },
});

export const removeMember = defineAction({
  title: 'Remove a member from the server',
  description: 'They can come back by an invitation. Needs the permission Kick Members.',
  input: z.object({ user }),
  output: nothing,
  effect: 'destroys',
  repeat: 'natural',
  example: { user: '1180000000000000004' },
  run: async (context, input) => {
    await context.http.delete(memberPath(context, input.user), z.unknown());
    return null;
  },
});
