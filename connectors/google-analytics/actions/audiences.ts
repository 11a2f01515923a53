import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { propertyPath } from '../admin.ts';
import { inProperty, propertyOf } from './fields.ts';

const audienceExport = z.looseObject({
  name: z.string().optional(),
  audience: z.string().optional(),
  audienceDisplayName: z.string().optional(),
  state: z.string().optional(),
  rowCount: z.number().optional(),
});
const list = z.looseObject({
  audienceExports: z.array(audienceExport).default([]),
  nextPageToken: z.string().optional(),
});
const number = (title: string) =>
  z
    .string()
    .trim()
    .regex(/^[\w-]+$/, 'Its number.')
    .meta({ title });

export const listAudienceExports = defineAction({
  title: 'List audiences that were exported',
  description: 'With their names, and how many users were in them.',
  input: z.object({ ...inProperty, most: z.number().int().min(1).max(1_000).default(200).meta({ title: 'At most' }) }),
  output: z.object({ audiences: z.array(audienceExport), hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  example: {},
  run: async ({ http, settings }, input) => {
    const path = `${propertyPath(propertyOf(settings, input))}/audienceExports`;
    const { body } = await http.get(path, list, { query: { pageSize: input.most } });
    return { audiences: body.audienceExports, hasMore: Boolean(body.nextPageToken) };
  },
});

export const exportAudience = defineAction({
  title: 'Export an audience',
  description: 'The users who are in it now. It takes up to a quarter of an hour; read it then.',
  input: z.object({ ...inProperty, audience: number('Audience') }),
  output: z.looseObject({ name: z.string() }),
  effect: 'writes',
  repeat: 'none',
  example: { audience: '54321' },
  run: async ({ http, settings }, input) => {
    const id = propertyOf(settings, input);
    const json = {
      audience: `properties/${id}/audiences/${input.audience}`,
      dimensions: [{ dimensionName: 'deviceId' }, { dimensionName: 'isAdsPersonalizationAllowed' }],
    };
    return (await http.post(`${propertyPath(id)}/audienceExports`, z.looseObject({ name: z.string() }), { json })).body;
  },
});

const users = z.looseObject({
  audienceRows: z
    .array(z.looseObject({ dimensionValues: z.array(z.looseObject({ value: z.string().default('') })).default([]) }))
    .default([]),
  rowCount: z.number().optional(),
});

export const readAudienceExport = defineAction({
  title: 'Read an exported audience',
  input: z.object({
    ...inProperty,
    export: number('Export'),
    offset: z.number().int().min(0).default(0).meta({ title: 'Leave out the first' }),
    most: z.number().int().min(1).max(10_000).default(1_000).meta({ title: 'Users at most' }),
  }),
  output: z.object({ users: z.array(z.object({ values: z.array(z.string()) })), total: z.number() }),
  effect: 'reads',
  repeat: 'natural',
  example: { export: '991' },
  run: async ({ http, settings }, input) => {
    const path = `${propertyPath(propertyOf(settings, input))}/audienceExports/${input.export}:query`;
    const json = { limit: String(input.most), offset: String(input.offset) };
    const { body } = await http.post(path, users, { json, repeatable: true });
    const rows = body.audienceRows.map(({ dimensionValues }) => ({
      values: dimensionValues.map(({ value }) => value),
    }));
    return { users: rows, total: body.rowCount ?? rows.length };
  },
});
