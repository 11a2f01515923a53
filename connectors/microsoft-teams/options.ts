import { z } from 'zod';
import { allPages, type ConnectorContext, type Option, type OptionsFunction, type Pager } from '../kit/index.ts';
import { quoted, teamPath } from './settings.ts';

const pager: Pager = { kind: 'link', from: "['@odata.nextLink']" };
const text = z.string().nullish();
const named = z.array(z.looseObject({ id: z.string(), displayName: text, description: text }));
const chatRows = z.array(
  z.looseObject({
    id: z.string(),
    topic: text,
    chatType: text,
    members: z.array(z.looseObject({ displayName: text })).nullish(),
  }),
);

async function listOf(context: ConnectorContext, path: string, search: string): Promise<Option[]> {
  const options: Option[] = [];
  for await (const rows of allPages(context, { pager, request: { path }, rows: 'value' }))
    options.push(
      ...named.parse(rows).map(({ id, displayName, description }) => ({
        value: id,
        label: displayName ?? id,
        ...(description && { detail: description.slice(0, 80) }),
      })),
    );
  return matching(options, search);
}

const matching = (options: Option[], search: string): Option[] => {
  const words = search.trim().toLowerCase();
  return options.filter(({ label }) => label.toLowerCase().includes(words));
};

const teams: OptionsFunction = async (context, { search }) => ({
  options: await listOf(context, '/me/joinedTeams', search),
  next: null,
});

const channels: OptionsFunction = async (context, { search, parent }) => {
  if (!parent?.team) return { options: [], next: null };
  return { options: await listOf(context, `${teamPath(parent.team)}/channels`, search), next: null };
};

const link = z.string().nullable().catch(null);
const chatPage = z.looseObject({ value: chatRows.default([]), '@odata.nextLink': z.string().optional() });

const chats: OptionsFunction = async ({ http }, { search, cursor }) => {
  const next = link.parse(cursor);
  const { body } =
    next === null
      ? await http.get('/me/chats', chatPage, { query: { $expand: 'members', $top: 50 } })
      : await http.get(next, chatPage);
  const options = body.value.map(({ id, topic, chatType, members }): Option => {
    const people = (members ?? []).map(({ displayName }) => displayName).filter(Boolean);
    return { value: id, label: topic || people.join(', ') || id, ...(chatType && { detail: chatType }) };
  });
  return { options: matching(options, search), next: body['@odata.nextLink'] ?? null };
};

const people: OptionsFunction = async ({ http }, { search }) => {
  const words = search.trim();
  const $filter = words
    ? ['displayName', 'mail', 'userPrincipalName'].map((name) => `startswith(${name},${quoted(words)})`).join(' or ')
    : undefined;
  const query = { $select: 'id,displayName,mail', $top: 25, $filter };
  const { body } = await http.get(
    '/users',
    z.looseObject({ value: z.array(z.looseObject({ id: z.string(), displayName: text, mail: text })).default([]) }),
    { query },
  );
  const options = body.value.map(({ id, displayName, mail }): Option => {
    return { value: id, label: displayName ?? mail ?? id, ...(mail && { detail: mail }) };
  });
  return { options, next: null };
};

export const options: Record<string, OptionsFunction> = { teams, channels, chats, people };
