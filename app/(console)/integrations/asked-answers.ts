import type { Outputs } from '../data/trpc.ts';

export type Asked = Outputs['oauthApps']['get']['asked'][number];

/** What was typed into a form that a connector asks for, as the server wants it; what is empty is left out. */
export function askedAnswers(fields: Pick<Asked, 'name' | 'kind'>[], typed: (name: string) => string) {
  return Object.fromEntries(
    fields.flatMap(({ name, kind }): [string, string | number | boolean][] => {
      const value = typed(name);
      if (value === '') return [];
      if (kind === 'number' && Number.isFinite(Number(value))) return [[name, Number(value)]];
      return [[name, kind === 'switch' ? value === 'true' : value]];
    }),
  );
}
