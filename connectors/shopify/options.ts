import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { ask } from './ask.ts';

interface Choices {
  connection: string;
  fields: string;
  label: (node: Record<string, unknown>) => string;
  detail?: (node: Record<string, unknown>) => string | undefined;
  /** Whether Shopify searches it by words. */
  searches?: boolean;
}

const cursorText = z.string().nullable().catch(null);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const inner = (value: unknown): Record<string, unknown> => z.record(z.string(), z.unknown()).catch({}).parse(value);

function choices({ connection, fields, label, detail, searches = true }: Choices): OptionsFunction {
  const query = `query ($after: String${searches ? ', $search: String' : ''}) {
  ${connection}(first: 50, after: $after${searches ? ', query: $search' : ''}) {
    nodes { id ${fields} }
    pageInfo { hasNextPage endCursor }
  }
}`;
  const page = z.object({
    [connection]: z.object({
      nodes: z.array(z.looseObject({ id: z.string() })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  });
  return async ({ http }, { search, cursor }) => {
    const words = search.trim();
    const variables = { after: cursorText.parse(cursor), ...(searches && { search: words || null }) };
    const found = (await ask(http, query, variables, page))[connection];
    const options = (found?.nodes ?? []).map((node) => ({
      value: node.id,
      label: label(node),
      detail: detail?.(node),
    }));
    const matching = searches
      ? options
      : options.filter((one) => one.label.toLowerCase().includes(words.toLowerCase()));
    return { options: matching, next: found?.pageInfo.hasNextPage ? found.pageInfo.endCursor : null };
  };
}

export const options: Record<string, OptionsFunction> = {
  customers: choices({
    connection: 'customers',
    fields: 'displayName defaultEmailAddress { emailAddress }',
    label: (node) => textOf(node.displayName),
    detail: (node) => textOf(inner(node.defaultEmailAddress).emailAddress) || undefined,
  }),
  products: choices({
    connection: 'products',
    fields: 'title status',
    label: (node) => textOf(node.title),
    detail: (node) => textOf(node.status).toLowerCase(),
  }),
  variants: choices({
    connection: 'productVariants',
    fields: 'displayName sku',
    label: (node) => textOf(node.displayName),
    detail: (node) => textOf(node.sku) || undefined,
  }),
  locations: choices({ connection: 'locations', fields: 'name', label: (node) => textOf(node.name), searches: false }),
};
