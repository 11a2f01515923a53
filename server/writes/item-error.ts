import { z } from 'zod';

/** Why an item was not written, for people. */
export const itemError = z.object({
  class: z.string().meta({ example: 'invalid' }),
  code: z.string().optional().meta({ description: 'The app’s own.' }),
  field: z.string().optional().meta({ description: 'As the app names it.', example: 'email' }),
  /** What happened; the app's own words where it said any. */
  message: z.string(),
  remedy: z.string(),
});

export type ItemError = z.infer<typeof itemError>;

const remedies: Record<string, string> = {
  auth: 'Let the customer connect the account again, then retry.',
  permission: 'Give the connected account the right in the app, then retry.',
  not_found: 'The row is not there any more. Remove its link to have it made anew.',
  invalid: 'Correct what the app complains about, and write it again.',
  conflict: 'Read what is there now, and decide again.',
  too_large: 'Send less for this record.',
  quota: 'Wait until the app’s quota begins anew, or let the customer raise it, then retry.',
};

export const remedyFor = (errorClass: string): string =>
  remedies[errorClass] ?? 'Retry it; if it stays, look at the app’s state.';

const longest = 2_000;

// PostgreSQL has no place for U+0000.
export const plain = (text: string): string => text.replaceAll('\u0000', '').slice(0, longest);

/** For an item of which nobody knows whether the app has taken it. */
export const uncertainError = (message: string): ItemError => ({
  class: 'uncertain',
  message,
  remedy: 'Look in the app. If it is there, link it (PUT /api/v1/links); if not, retry it with `uncertain`.',
});
