import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';

interface Choices<Row extends z.ZodType> {
  path: string;
  row: Row;
  label: (row: z.output<Row>) => string;
  detail?: (row: z.output<Row>) => string | undefined;
  query?: Record<string, string | boolean>;
}

const cursorText = z.string().nullable().catch(null);

function choices<Row extends z.ZodType<{ id: string }>>({
  path,
  row,
  label,
  detail,
  query,
}: Choices<Row>): OptionsFunction {
  const page = z.object({ data: z.array(row), has_more: z.boolean() });
  return async ({ http }, { search, cursor }) => {
    const after = cursorText.parse(cursor) ?? undefined;
    const { body } = await http.get(`/v1/${path}`, page, { query: { ...query, limit: 100, starting_after: after } });
    const wanted = search.trim().toLowerCase();
    const options = body.data
      .map((one) => ({ value: one.id, label: label(one), detail: detail?.(one) }))
      .filter((option) => `${option.label} ${option.detail ?? ''} ${option.value}`.toLowerCase().includes(wanted));
    return { options, next: body.has_more ? (body.data.at(-1)?.id ?? null) : null };
  };
}

export const options: Record<string, OptionsFunction> = {
  customers: choices({
    path: 'customers',
    row: z.object({ id: z.string(), name: z.string().nullish(), email: z.string().nullish() }),
    label: ({ name, email, id }) => name || email || id,
    detail: ({ email }) => email ?? undefined,
  }),
  products: choices({
    path: 'products',
    row: z.object({ id: z.string(), name: z.string() }),
    label: ({ name }) => name,
    query: { active: true },
  }),
  prices: choices({
    path: 'prices',
    row: z.object({
      id: z.string(),
      nickname: z.string().nullish(),
      currency: z.string(),
      unit_amount_decimal: z.string().nullish(),
      recurring: z.object({ interval: z.string() }).nullish(),
    }),
    label: ({ nickname, id }) => nickname || id,
    // The amount stays in its smallest unit: how many decimals a currency has is not ours to guess.
    detail: ({ unit_amount_decimal, currency, recurring }) =>
      unit_amount_decimal
        ? `${unit_amount_decimal} × smallest unit of ${currency.toUpperCase()}${recurring ? `, every ${recurring.interval}` : ''}`
        : undefined,
    query: { active: true },
  }),
};
