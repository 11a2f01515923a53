import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';

const one = z.object({ full_name: z.string(), private: z.boolean(), description: z.string().nullish() });
const seen = z.array(one);
const installed = z.object({ repositories: seen });
const pageNumber = z.int().catch(1);
const size = 100;

/** GitHub can't search in what somebody may see, so a page is fetched and looked through. */
const repositories: OptionsFunction = async ({ http, learnt }, { search, cursor }) => {
  const page = pageNumber.parse(cursor ?? 1);
  const query = { per_page: size, page };
  const found =
    learnt.installationId === undefined
      ? (await http.get('/user/repos', seen, { query: { ...query, sort: 'pushed', direction: 'desc' } })).body
      : (await http.get('/installation/repositories', installed, { query })).body.repositories;
  const wanted = search.trim().toLowerCase();
  const options = found
    .filter(({ full_name }) => full_name.toLowerCase().includes(wanted))
    .map(({ full_name, ...about }) => ({
      value: full_name,
      label: full_name,
      detail: about.description ?? (about.private ? 'Private' : undefined),
    }));
  return { options, next: found.length === size ? page + 1 : null };
};

export const options: Record<string, OptionsFunction> = { repositories };
