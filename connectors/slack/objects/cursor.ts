import { z } from 'zod';

/** Where every list of Slack's newer kind says how it goes on. */
export const goesOn = { response_metadata: z.object({ next_cursor: z.string().optional() }).nullish() };

export const nextCursor = (body: { response_metadata?: { next_cursor?: string | undefined } | null | undefined }) =>
  body.response_metadata?.next_cursor || null;

export const cursorText = z.string().nullable().catch(null);
