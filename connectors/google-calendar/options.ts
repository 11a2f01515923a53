import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';

const list = z.object({
  items: z
    .array(
      z.object({
        id: z.string(),
        summary: z.string().optional(),
        summaryOverride: z.string().optional(),
        primary: z.boolean().optional(),
        accessRole: z.string().optional(),
      }),
    )
    .default([]),
  nextPageToken: z.string().optional(),
});
const token = z.string().nullable().catch(null);
const readers = new Set(['reader', 'freeBusyReader']);

/** Google can't search among calendars, so a page is fetched and looked through. */
const calendars: OptionsFunction = async ({ http }, { search, cursor }) => {
  const { body } = await http.get('/users/me/calendarList', list, {
    query: { maxResults: 250, showHidden: true, pageToken: token.parse(cursor) ?? undefined },
  });
  const words = search.trim().toLowerCase();
  const options = body.items
    .map((one) => ({
      value: one.id,
      label: one.summaryOverride ?? one.summary ?? one.id,
      detail: one.primary ? 'Your own' : readers.has(one.accessRole ?? '') ? 'Only to be read' : undefined,
    }))
    .filter(({ label, value }) => `${label} ${value}`.toLowerCase().includes(words));
  return { options, next: body.nextPageToken ?? null };
};

export const options: Record<string, OptionsFunction> = { calendars };
