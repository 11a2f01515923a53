import { z } from 'zod';
import { learntAddress } from './check.ts';

export const settings = z.object({
  whose: z
    .enum(['user', 'organization'])
    .default('user')
    .meta({
      title: 'Whose meetings',
      choices: { user: 'My own', organization: 'Those of the whole organisation (owners and admins only)' },
    }),
});

export type Settings = z.output<typeof settings>;

/** The filter that a list is asked with. */
export const scopeOf = (whose: Settings['whose'], learnt: Record<string, string>): Record<string, string> => ({
  [whose]: learntAddress(learnt, whose),
});
