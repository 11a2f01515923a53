import { createHash } from 'node:crypto';

/** A contact of about 1 KB, the same for the same number and version. */
export function bulkRow(number: number, version: number): Record<string, unknown> {
  const text = (part: string, length: number) =>
    createHash('sha512').update(`${part} ${number}`).digest('base64').repeat(4).slice(0, length);
  return {
    id: `ct_${String(number).padStart(8, '0')}`,
    first_name: text('first', 9),
    last_name: text('last', 14),
    email: `${text('email', 12).toLowerCase()}@example.com`,
    phone: `+49 30 ${String(number).padStart(9, '0')}`,
    title: `Engineer of grade ${version}`,
    company_id: `co_${String(number % 5000).padStart(6, '0')}`,
    owner_id: number % 7 === 0 ? null : `us_${number % 40}`,
    lists: ['all', `segment-${number % 20}`, `region-${number % 6}`],
    custom: {
      notes: text('notes', 280),
      address: text('address', 90),
      website: `https://${text('site', 20).toLowerCase()}.example`,
      score: (number * 37) % 1000,
      vip: number % 50 === 0,
      bio: text('bio', 190),
      reference: text('reference', 44),
    },
    created_at: new Date(1_700_000_000_000 + number * 1000).toISOString(),
    updated_at: new Date(1_760_000_000_000 + number * 1000 + version).toISOString(),
  };
}
