import { z } from 'zod';

/** Somebody with several sites says which one; the sign-in itself does not tell. */
export const before = z.object({
  wantedSite: z.string().trim().toLowerCase().default('').meta({
    title: 'Jira site',
    placeholder: 'acme.atlassian.net',
    description: 'Needed only if your account has several.',
  }),
});
