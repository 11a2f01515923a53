import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';

const texts = z.record(z.string(), z.unknown());
const row = z.looseObject({ id: z.string(), label: z.string().optional(), profile: texts.optional() });
const word = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The first that fit; who looks for another types more of its name. */
const list =
  (path: string, labelOf: (one: z.output<typeof row>) => { label?: string; detail?: string }): OptionsFunction =>
  async ({ http }, { search }) => {
    const query = { q: search.trim() || undefined, limit: 100 };
    const { body } = await http.get(path, z.array(row), { query });
    const options = body.map((one) => {
      const { label, detail } = labelOf(one);
      return { value: one.id, label: label ?? one.id, ...(detail !== undefined && { detail }) };
    });
    return { options, next: null };
  };

export const options: Record<string, OptionsFunction> = {
  people: list('/api/v1/users', ({ profile = {} }) => {
    const full = [word(profile.firstName), word(profile.lastName)].filter((part) => part !== undefined).join(' ');
    return { label: word(full) ?? word(profile.login), detail: word(profile.login) };
  }),
  groups: list('/api/v1/groups', ({ profile = {} }) => ({
    label: word(profile.name),
    detail: word(profile.description),
  })),
  applications: list('/api/v1/apps', ({ label }) => ({ label })),
};
