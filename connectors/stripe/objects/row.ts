import { z } from 'zod';

/** An id, or the thing itself where somebody asked Stripe to expand it. */
export const idOf = z.union([z.string(), z.looseObject({ id: z.string() }).transform(({ id }) => id)]).nullish();
export const metadata = z.record(z.string(), z.string()).nullish();
export const seconds = z.int();
/** In the currency's smallest unit: cents, yen. */
export const amount = z.int();
export const currency = z.string();

export const address = z
  .looseObject({
    city: z.string().nullish(),
    country: z.string().nullish(),
    line1: z.string().nullish(),
    line2: z.string().nullish(),
    postal_code: z.string().nullish(),
    state: z.string().nullish(),
  })
  .nullish();

export const base = { id: z.string().min(1), created: seconds, livemode: z.boolean() };
