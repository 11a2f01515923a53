import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { propertyPath } from '../admin.ts';
import { metadata } from '../objects/report-row.ts';
import { runReport as ask, linesOf, named, quota, report } from '../report.ts';
import { listed, names } from '../settings.ts';
import { inProperty, propertyOf } from './fields.ts';

const day = z
  .string()
  .trim()
  .regex(/^(\d{4}-\d{2}-\d{2}|today|yesterday|\d+daysAgo)$/, '2026-11-21, today, yesterday or 7daysAgo.');
const dimensions = names(0, 9)
  .default('')
  .meta({ title: 'Dimensions', description: 'With commas between.', options: 'dimensions' });
const metrics = names(1, 10).meta({ title: 'Metrics', description: 'With commas between.', options: 'metrics' });
const most = z.number().int().min(1).max(10_000).default(1_000).meta({ title: 'Rows at most' });
const filter = {
  filterBy: z
    .string()
    .trim()
    .default('')
    .meta({ title: 'Only where', options: 'dimensions', description: 'A dimension.' }),
  filterValue: z.string().default('').meta({ title: 'is', description: 'One of these, with commas between.' }),
};
const lines = {
  rows: z.array(
    z.object({
      dimensions: z.record(z.string(), z.string()),
      metrics: z.record(z.string(), z.union([z.number(), z.string()])),
    }),
  ),
  total: z.number(),
  quota: quota.optional(),
};

const inList = ({ filterBy, filterValue }: { filterBy: string; filterValue: string }) =>
  filterBy === '' ? undefined : { filter: { fieldName: filterBy, inListFilter: { values: listed(filterValue) } } };

export const runReport = defineAction({
  title: 'Run a report',
  description: 'Answers the tokens that are left of the property’s day and hour, too.',
  input: z.object({
    ...inProperty,
    from: day.default('28daysAgo').meta({ title: 'From' }),
    to: day.default('yesterday').meta({ title: 'To' }),
    dimensions,
    metrics,
    ...filter,
    sortBy: z.string().trim().default('').meta({ title: 'Sort by', description: 'A metric; the largest first.' }),
    most,
  }),
  output: z.object(lines),
  effect: 'reads',
  repeat: 'natural',
  example: { from: '7daysAgo', dimensions: 'country', metrics: 'sessions,totalUsers', sortBy: 'sessions', most: 10 },
  run: async ({ http, settings }, input) => {
    const { sortBy } = input;
    const body = await ask(http, propertyOf(settings, input), {
      from: input.from,
      to: input.to,
      dimensions: listed(input.dimensions),
      metrics: listed(input.metrics),
      limit: input.most,
      dimensionFilter: inList(input),
      ...(sortBy !== '' && { orderBys: [{ metric: { metricName: sortBy }, desc: true }] }),
    });
    return { rows: linesOf(body), total: body.rowCount ?? body.rows.length, quota: body.propertyQuota };
  },
});

export const runRealtimeReport = defineAction({
  title: 'Run a realtime report',
  description:
    'Of the last half hour. It has dimensions and metrics of its own: activeUsers by country, unifiedScreenName …',
  input: z.object({ ...inProperty, dimensions, metrics, ...filter, most }),
  output: z.object(lines),
  effect: 'reads',
  repeat: 'natural',
  example: { dimensions: 'country', metrics: 'activeUsers' },
  run: async ({ http, settings }, input) => {
    const dimensionFilter = inList(input);
    const json = {
      dimensions: named(listed(input.dimensions)),
      metrics: named(listed(input.metrics)),
      limit: String(input.most),
      returnPropertyQuota: true,
      ...(dimensionFilter && { dimensionFilter }),
    };
    const path = `${propertyPath(propertyOf(settings, input))}:runRealtimeReport`;
    const { body } = await http.post(path, report, { json, repeatable: true });
    return { rows: linesOf(body), total: body.rowCount ?? body.rows.length, quota: body.propertyQuota };
  },
});

const verdicts = z.array(z.looseObject({ compatibility: z.string().optional() }));
const compatibility = z.looseObject({
  dimensionCompatibilities: verdicts.default([]),
  metricCompatibilities: verdicts.default([]),
});

export const checkReport = defineAction({
  title: 'Check whether dimensions and metrics go together',
  input: z.object({ ...inProperty, dimensions, metrics }),
  output: z.object({ fits: z.boolean(), incompatible: z.array(z.string()) }),
  effect: 'reads',
  repeat: 'natural',
  example: { dimensions: 'country,itemName', metrics: 'sessions' },
  run: async ({ http, settings }, input) => {
    const json = {
      dimensions: named(listed(input.dimensions)),
      metrics: named(listed(input.metrics)),
      compatibilityFilter: 'INCOMPATIBLE',
    };
    const path = `${propertyPath(propertyOf(settings, input))}:checkCompatibility`;
    const { body } = await http.post(path, compatibility, { json, repeatable: true });
    const asked = new Set([...listed(input.dimensions), ...listed(input.metrics)]);
    const of = z.looseObject({ apiName: z.string().optional() });
    const incompatible = [...body.dimensionCompatibilities, ...body.metricCompatibilities]
      .flatMap((one) => of.parse(one.dimensionMetadata ?? one.metricMetadata ?? {}).apiName ?? [])
      .filter((name) => asked.has(name));
    return { fits: incompatible.length === 0, incompatible };
  },
});

const found = z.array(z.object({ name: z.string(), title: z.string(), isCustom: z.boolean() }));

export const findFields = defineAction({
  title: 'Find dimensions and metrics',
  input: z.object({ ...inProperty, search: z.string().trim().default('').meta({ title: 'Words' }) }),
  output: z.object({ dimensions: found, metrics: found }),
  effect: 'reads',
  repeat: 'natural',
  example: { search: 'session' },
  run: async ({ http, settings }, input) => {
    const { body } = await http.get(`${propertyPath(propertyOf(settings, input))}/metadata`, metadata);
    const words = input.search.toLowerCase();
    const of = (list: (typeof body)['dimensions']) =>
      list
        .map(({ apiName, uiName, customDefinition }) => ({
          name: apiName,
          title: uiName ?? apiName,
          isCustom: customDefinition ?? false,
        }))
        .filter(({ name, title }) => `${name} ${title}`.toLowerCase().includes(words));
    return { dimensions: of(body.dimensions), metrics: of(body.metrics) };
  },
});
