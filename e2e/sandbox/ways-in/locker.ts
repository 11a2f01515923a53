import { z } from 'zod';
import { ApiError } from '../api/api-error.ts';
import { readJson } from '../http-exchange.ts';
import type { WaysCall } from './ways-routes.ts';

const entries = [
  { id: 'f_quay', name: 'Quay', inside: '', folder: true },
  { id: 'f_store', name: 'Storehouse', inside: '', folder: true },
  { id: 'd_rules', name: 'House rules.pdf', inside: '', folder: false },
  { id: 'f_north', name: 'North side', inside: 'f_quay', folder: true },
  { id: 'f_south', name: 'South side', inside: 'f_quay', folder: true },
  { id: 'd_plan', name: 'Plan of the quay.pdf', inside: 'f_quay', folder: false },
];

/** What somebody at the locker has written where a weight should be; a test may, and mends it. */
let weights: Record<string, unknown> = {};
const writing = z.object({ weights: z.record(z.string(), z.unknown()) });

/** Parcels and letters for everybody who asks, and the folders that they lie in. */
export async function locker({ exchange, path }: WaysCall): Promise<unknown> {
  const [noun = ''] = path;
  if (noun === 'weights' && exchange.method === 'POST') {
    weights = writing.parse(await readJson(exchange.req)).weights;
    return { weights };
  }
  if (noun === 'tree') return { entries: within(exchange.url.searchParams) };
  if (noun === 'parcels' || noun === 'letters') {
    const count = noun === 'parcels' ? 12 : 3;
    const ids = Array.from({ length: count }, (_, at) => `${noun.slice(0, -1)}-${at + 1}`);
    return { notes: ids.map((id, at) => ({ id, text: `From berth ${at + 1}`, weight: weights[id] ?? at + 1 })) };
  }
  throw new ApiError(404, 'not_found', `The locker has nothing at ${path.join('/')}.`);
}

function within(query: URLSearchParams) {
  const search = query.get('search')?.toLowerCase();
  const inside = query.get('inside') ?? '';
  return entries.filter((entry) => (search ? entry.name.toLowerCase().includes(search) : entry.inside === inside));
}
