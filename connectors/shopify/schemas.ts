import { z } from 'zod';

export const gid = z.string().startsWith('gid://shopify/');
export const money = z
  .looseObject({ shopMoney: z.looseObject({ amount: z.string(), currencyCode: z.string() }) })
  .nullish();
export const userErrors = z.array(
  z.object({ field: z.array(z.string()).nullish(), message: z.string(), code: z.string().nullish() }),
);
export const nodes = <S extends z.ZodType>(node: S) => z.looseObject({ nodes: z.array(node) });

/** The shop's own fields, by `namespace.key`; their values are texts, whatever their type. */
export const metafields = nodes(z.object({ namespace: z.string(), key: z.string(), value: z.string() }))
  .transform(({ nodes: list }) =>
    Object.fromEntries(list.map(({ namespace, key, value }) => [`${namespace}.${key}`, value])),
  )
  .optional();

export const metafieldsPart = 'metafields(first: 50) { nodes { namespace key value } }';
export const addressPart = 'name company address1 address2 city zip provinceCode countryCodeV2 phone';
