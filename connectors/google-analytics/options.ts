import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { admin, propertyPath } from './admin.ts';
import { metadata } from './objects/report-row.ts';

const token = z.string().nullable().catch(null);
const summaries = z.looseObject({
  accountSummaries: z
    .array(
      z.looseObject({
        displayName: z.string().optional(),
        propertySummaries: z
          .array(z.looseObject({ property: z.string(), displayName: z.string().optional() }))
          .default([]),
      }),
    )
    .default([]),
  nextPageToken: z.string().optional(),
});
const matching = (search: string) => {
  const words = search.trim().toLowerCase();
  return ({ value, label }: { value: string; label: string }) => `${label} ${value}`.toLowerCase().includes(words);
};

const properties: OptionsFunction = async ({ http }, { search, cursor }) => {
  const query = { pageSize: 200, pageToken: token.parse(cursor) ?? undefined };
  const { body } = await http.get(`${admin}/accountSummaries`, summaries, { query });
  const options = body.accountSummaries.flatMap(({ displayName = '', propertySummaries }) =>
    propertySummaries.map((one) => {
      const value = one.property.replace('properties/', '');
      return { value, label: one.displayName ?? value, detail: `${displayName} · ${value}` };
    }),
  );
  return { options: options.filter(matching(search)), next: body.nextPageToken || null };
};

const known = z.looseObject({ property: z.string() }).catch({ property: '' });

/** Those of the property; the property 0 has the ones that all have. */
const fields =
  (group: 'dimensions' | 'metrics'): OptionsFunction =>
  async ({ http, settings }, { search, parent }) => {
    const property = (parent?.property || known.parse(settings).property || '0').replace('properties/', '');
    const { body } = await http.get(`${propertyPath(property)}/metadata`, metadata);
    const options = body[group].map(({ apiName, uiName }) => ({
      value: apiName,
      label: uiName ?? apiName,
      detail: apiName,
    }));
    return { options: options.filter(matching(search)), next: null };
  };

export const options: Record<string, OptionsFunction> = {
  properties,
  dimensions: fields('dimensions'),
  metrics: fields('metrics'),
};
