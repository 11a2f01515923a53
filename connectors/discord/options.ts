import { z } from 'zod';
import type { ConnectorContext, OptionsFunction } from '../kit/index.ts';
import { readChannels } from './objects/channel.ts';
import { member } from './objects/member.ts';
import { withMessages } from './objects/message.ts';
import { role } from './objects/role.ts';
import { serverPath } from './server.ts';

const has = (search: string, ...names: (string | null | undefined)[]) =>
  names.some((name) => name?.toLowerCase().includes(search.trim().toLowerCase().replace(/^[#@]/, '')));

async function ofTypes(context: ConnectorContext<unknown>, search: string, types: ReadonlySet<number>, mark: string) {
  const all = await readChannels(context);
  const found = all.filter(({ id, type, name }) => types.has(type) && has(search, name, id));
  const names = new Map(all.map(({ id, name }) => [id, name ?? undefined]));
  return {
    options: found.map(({ id, name, parent_id }) => ({
      value: id,
      label: `${mark}${name ?? id}`,
      ...(parent_id && { detail: names.get(parent_id) }),
    })),
    next: null,
  };
}

const categories = new Set([4]);
const mark = z.string().nullable().catch(null);
const pageSize = 1000;

/** A page is fetched and looked through. */
const members: OptionsFunction = async (context, { search, cursor }) => {
  const after = mark.parse(cursor) ?? undefined;
  const { body } = await context.http.get(serverPath(context, '/members'), z.array(member), {
    query: { limit: pageSize, after },
  });
  const found = body.filter(
    ({ nick, user }) => !user.bot && has(search, nick, user.global_name, user.username, user.id),
  );
  return {
    options: found.map(({ nick, user }) => ({
      value: user.id,
      label: nick || user.global_name || user.username,
      detail: `@${user.username}`,
    })),
    next: body.length < pageSize ? null : (body.at(-1)?.user.id ?? null),
  };
};

/** Without those that belong to a bot or to everybody: they can't be given. */
const roles: OptionsFunction = async (context, { search }) => {
  const { body } = await context.http.get(serverPath(context, '/roles'), z.array(role));
  const found = body.filter(
    ({ name, managed, id }) => !managed && id !== context.learnt.guild && has(search, name, id),
  );
  return { options: found.map(({ id, name }) => ({ value: id, label: `@${name}` })), next: null };
};

export const options: Record<string, OptionsFunction> = {
  channels: (context, { search }) => ofTypes(context, search, withMessages, '#'),
  categories: (context, { search }) => ofTypes(context, search, categories, ''),
  members,
  roles,
};
