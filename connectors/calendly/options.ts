import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { idOf, learntAddress } from './check.ts';

const thing = z.looseObject({ uri: z.string(), name: z.string().nullish(), start_time: z.string().nullish() });
const member = z.looseObject({
  uri: z.string(),
  role: z.string().nullish(),
  user: z.looseObject({ name: z.string().nullish(), email: z.string().nullish() }),
});
const pagination = z.looseObject({ next_page_token: z.string().nullish() });
const tokenText = z.string().nullable().catch(null);

const has = (search: string) => {
  const wanted = search.trim().toLowerCase();
  return ({ label }: { label: string }) => label.toLowerCase().includes(wanted);
};

/** Calendly does not search by words: a page is fetched and looked through. */
const eventTypes: OptionsFunction = async ({ http, learnt }, { search, cursor }) => {
  const query = {
    user: learntAddress(learnt, 'user'),
    active: true,
    count: 100,
    page_token: tokenText.parse(cursor) ?? undefined,
  };
  const { body } = await http.get('/event_types', z.object({ collection: z.array(thing), pagination }), { query });
  const options = body.collection.map(({ uri, name }) => ({ value: uri, label: name || idOf(uri) }));
  return { options: options.filter(has(search)), next: body.pagination.next_page_token ?? null };
};

const meetings: OptionsFunction = async ({ http, learnt }, { search, cursor }) => {
  const query = {
    user: learntAddress(learnt, 'user'),
    status: 'active',
    min_start_time: new Date().toISOString(),
    sort: 'start_time:asc',
    count: 100,
    page_token: tokenText.parse(cursor) ?? undefined,
  };
  const { body } = await http.get('/scheduled_events', z.object({ collection: z.array(thing), pagination }), { query });
  const options = body.collection.map(({ uri, name, start_time }) => ({
    value: uri,
    label: name || idOf(uri),
    detail: start_time ?? undefined,
  }));
  return { options: options.filter(has(search)), next: body.pagination.next_page_token ?? null };
};

const people: OptionsFunction = async ({ http, learnt }, { search, cursor }) => {
  const query = {
    organization: learntAddress(learnt, 'organization'),
    count: 100,
    page_token: tokenText.parse(cursor) ?? undefined,
  };
  const list = z.object({ collection: z.array(member), pagination });
  const { body } = await http.get('/organization_memberships', list, { query });
  const options = body.collection.map(({ uri, user }) => ({
    value: idOf(uri),
    label: user.name || user.email || idOf(uri),
    detail: user.email ?? undefined,
  }));
  return { options: options.filter(has(search)), next: body.pagination.next_page_token ?? null };
};

export const options: Record<string, OptionsFunction> = { eventTypes, meetings, people };
