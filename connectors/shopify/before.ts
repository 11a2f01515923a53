import { z } from 'zod';

/** The name that stands before .myshopify.com; somebody who pastes the whole address means it too. */
export const before = z.object({
  shop: z
    .string()
    .trim()
    .toLowerCase()
    .transform((value) =>
      value
        .replace(/^https?:\/\//, '')
        .replace(/^admin\.shopify\.com\/store\//, '')
        .replace(/[./].*$/, ''),
    )
    .pipe(z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'The name before .myshopify.com, such as acme-lamps.'))
    .meta({ title: 'Shop', placeholder: 'acme-lamps.myshopify.com' }),
});
