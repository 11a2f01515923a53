import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { cost, paths } from './gmail-call.ts';

const list = z.looseObject({
  labels: z.array(z.object({ id: z.string(), name: z.string().optional(), type: z.string().optional() })).default([]),
});

const labels: OptionsFunction = async ({ http }, { search }) => {
  const { body } = await http.get(paths.labels, list, { cost: cost.labels });
  const words = search.trim().toLowerCase();
  const options = body.labels
    .map(({ id, name, type }) => ({
      value: id,
      label: name ?? id,
      detail: type === 'system' ? 'Gmail’s own' : undefined,
    }))
    .filter(({ label }) => label.toLowerCase().includes(words))
    .sort((a, b) => a.label.localeCompare(b.label));
  return { options, next: null };
};

export const options: Record<string, OptionsFunction> = { labels };
