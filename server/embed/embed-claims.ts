import { z } from 'zod';

export const maxLifeSeconds = 600;
export const clockSkewSeconds = 60;

/** Who of the vendor looks at the tab in the console, and with what plan in place of the customer's own. */
export const playgroundClaim = z.object({ member: z.string().max(60), plan: z.string().max(100).optional() });

export type PlaygroundClaim = z.infer<typeof playgroundClaim>;

/** The claims of an embed token (rule 1): who is asking, for which customer, for how long. */
export const embedClaims = z.object({
  iss: z.string().max(200).optional(),
  aud: z.string(),
  sub: z.string().min(1).max(200),
  customer: z.string().min(1).max(200),
  iat: z.number(),
  exp: z.number(),
  jti: z.string().min(8).max(200),
  customer_name: z.string().min(1).max(200).optional(),
  name: z.string().max(200).optional(),
  email: z.string().max(320).optional(),
  role: z.enum(['admin', 'member', 'viewer']).default('admin'),
  plan: z.string().max(100).optional(),
  metadata: z.record(z.string(), z.json()).optional(),
  locale: z.string().max(35).default('en'),
  limits: z.record(z.string(), z.number()).optional(),
  origin: z.string().max(300).optional(),
  /** Only where Portico itself signed: a member of the vendor looks at the tab in the console. */
  playground: playgroundClaim.optional(),
});

export type EmbedClaims = z.infer<typeof embedClaims>;
