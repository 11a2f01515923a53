import { z } from 'zod';
import type { ConnectorContext } from '../kit/index.ts';

/**
 * Harvest has no call that names the account (what tells it asks for the client's secret), so there is no `check`. This one shows
 * while connecting that the person may list: only Site Admins may, and Greenhouse says so in its own words.
 */
export async function lookUp({ http }: ConnectorContext<unknown>): Promise<Record<string, string>> {
  await http.get('/jobs', z.array(z.unknown()), { query: { per_page: 1 } });
  return {};
}
