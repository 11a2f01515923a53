import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { cursorText, goesOn, nextCursor } from './objects/cursor.ts';

const channelPage = z.object({
  channels: z.array(z.object({ id: z.string(), name: z.string().optional(), is_private: z.boolean().optional() })),
  ...goesOn,
});
const peoplePage = z.object({
  members: z.array(
    z.object({
      id: z.string(),
      name: z.string().optional(),
      real_name: z.string().nullish(),
      deleted: z.boolean().optional(),
      is_bot: z.boolean().optional(),
    }),
  ),
  ...goesOn,
});

const matches = (search: string, ...texts: (string | null | undefined)[]) =>
  texts.some((text) => text?.toLowerCase().includes(search.trim().toLowerCase().replace(/^[#@]/, '')));

/** Slack can not search here: a page is fetched and looked through. */
const channels: OptionsFunction = async ({ http }, { search, cursor }) => {
  const { body } = await http.get('/conversations.list', channelPage, {
    query: {
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: 1000,
      cursor: cursorText.parse(cursor) ?? undefined,
    },
  });
  const options = body.channels
    .filter(({ id, name }) => matches(search, name, id))
    .map(({ id, name, is_private }) => ({
      value: id,
      label: `#${name ?? id}`,
      detail: is_private ? 'Private' : undefined,
    }));
  return { options, next: nextCursor(body) };
};

const people: OptionsFunction = async ({ http }, { search, cursor }) => {
  const { body } = await http.get('/users.list', peoplePage, {
    query: { limit: 200, cursor: cursorText.parse(cursor) ?? undefined },
  });
  const options = body.members
    .filter(({ deleted, is_bot, ...names }) => !deleted && !is_bot && matches(search, names.name, names.real_name))
    .map(({ id, name, real_name }) => ({ value: id, label: real_name || name || id, detail: name && `@${name}` }));
  return { options, next: nextCursor(body) };
};

export const options: Record<string, OptionsFunction> = { channels, people };
