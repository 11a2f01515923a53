import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { meeting } from './objects/rows.ts';
import { userPath } from './paths.ts';

const page = z.object({ meetings: z.array(meeting).default([]), next_page_token: z.string().nullish() });
const mark = z.string().nullable().catch(null);

/** Zoom can not search here: a page is fetched and looked through. */
const meetings: OptionsFunction = async (context, { search, cursor }) => {
  const { body } = await context.http.get(userPath(context, '/meetings'), page, {
    query: { type: 'upcoming', page_size: 300, next_page_token: mark.parse(cursor) ?? undefined },
  });
  const wanted = search.trim().toLowerCase();
  const found = body.meetings.filter(({ id, topic }) => `${topic ?? ''} ${id}`.toLowerCase().includes(wanted));
  // The times of a recurring meeting share its number.
  const once = [...new Map(found.map((one) => [one.id, one])).values()];
  return {
    options: once.map(({ id, topic, start_time }) => ({
      value: String(id),
      label: topic || String(id),
      ...(start_time && { detail: start_time }),
    })),
    next: body.next_page_token || null,
  };
};

export const options: Record<string, OptionsFunction> = { meetings };
