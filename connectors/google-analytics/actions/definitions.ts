import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { admin, adminProperty } from '../admin.ts';
import { edit } from '../auth.ts';
import { customDimension, keyEvent, property } from '../objects/properties.ts';
import { inProperty, propertyOf } from './fields.ts';

export const createKeyEvent = defineAction({
  title: 'Create a key event',
  description: 'An event that counts: what were called conversions.',
  input: z.object({
    ...inProperty,
    eventName: z
      .string()
      .trim()
      .regex(/^[A-Za-z]\w{0,39}$/, 'Up to 40 letters, digits and underscores.')
      .meta({ title: 'Event' }),
    countingMethod: z
      .enum(['ONCE_PER_EVENT', 'ONCE_PER_SESSION'])
      .default('ONCE_PER_EVENT')
      .meta({ title: 'Counts', choices: { ONCE_PER_EVENT: 'Each time', ONCE_PER_SESSION: 'Once in a session' } }),
  }),
  output: keyEvent,
  effect: 'writes',
  repeat: 'none',
  scopes: [edit],
  example: { eventName: 'demo_booked' },
  run: async ({ http, settings }, input) => {
    const { eventName, countingMethod } = input;
    const path = `${adminProperty(propertyOf(settings, input))}/keyEvents`;
    return (await http.post(path, keyEvent, { json: { eventName, countingMethod } })).body;
  },
});

export const deleteKeyEvent = defineAction({
  title: 'Delete a key event',
  description: 'The events themselves go on; they count no more.',
  input: z.object({
    ...inProperty,
    keyEvent: z.string().trim().regex(/^\d+$/, 'Its number.').meta({ title: 'Key event' }),
  }),
  output: z.object({ keyEvent: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  scopes: [edit],
  example: { keyEvent: '4412' },
  run: async ({ http, settings }, input) => {
    const path = `${adminProperty(propertyOf(settings, input))}/keyEvents/${input.keyEvent}`;
    await http.delete(path, z.unknown(), { repeatable: true });
    return { keyEvent: input.keyEvent };
  },
});

const parameterName = z
  .string()
  .trim()
  .regex(/^[A-Za-z]\w{0,39}$/, 'Up to 40 letters, digits and underscores.')
  .meta({ title: 'Parameter', description: 'Of the event, or the user’s property.' });
const displayName = z.string().trim().min(1, 'A name.').max(82, 'Up to 82 letters.').meta({ title: 'Name' });
const description = z.string().max(150, 'Up to 150 letters.').default('').meta({ title: 'Description' });

export const createCustomDimension = defineAction({
  title: 'Create a custom dimension',
  description: 'It has values from now on. Parameter and scope can’t be changed later.',
  input: z.object({
    ...inProperty,
    parameterName,
    displayName,
    description,
    scope: z
      .enum(['EVENT', 'USER', 'ITEM'])
      .default('EVENT')
      .meta({ title: 'Of', choices: { EVENT: 'An event', USER: 'A user', ITEM: 'An item' } }),
  }),
  output: customDimension,
  effect: 'writes',
  repeat: 'none',
  scopes: [edit],
  example: { parameterName: 'plan', displayName: 'Plan', scope: 'USER' },
  run: async ({ http, settings }, { property: of, description: words, ...rest }) => {
    const path = `${adminProperty(propertyOf(settings, { property: of }))}/customDimensions`;
    return (await http.post(path, customDimension, { json: { ...rest, ...(words && { description: words }) } })).body;
  },
});

export const archiveCustomDimension = defineAction({
  title: 'Archive a custom dimension',
  description: 'It can’t be taken back.',
  input: z.object({
    ...inProperty,
    dimension: z.string().trim().regex(/^\d+$/, 'Its number.').meta({ title: 'Custom dimension' }),
  }),
  output: z.object({ dimension: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  scopes: [edit],
  example: { dimension: '77' },
  run: async ({ http, settings }, input) => {
    const path = `${adminProperty(propertyOf(settings, input))}/customDimensions/${input.dimension}:archive`;
    await http.post(path, z.unknown(), { json: {}, repeatable: true });
    return { dimension: input.dimension };
  },
});

const customMetric = z.looseObject({ name: z.string(), parameterName: z.string().optional() });
const units = [
  'STANDARD',
  'CURRENCY',
  'FEET',
  'METERS',
  'KILOMETERS',
  'MILES',
  'MILLISECONDS',
  'SECONDS',
  'MINUTES',
  'HOURS',
] as const;

export const createCustomMetric = defineAction({
  title: 'Create a custom metric',
  input: z.object({
    ...inProperty,
    parameterName,
    displayName,
    description,
    measurementUnit: z.enum(units).default('STANDARD').meta({ title: 'Unit' }),
    restricted: z
      .enum(['', 'COST_DATA', 'REVENUE_DATA'])
      .default('')
      .meta({
        title: 'Only for some',
        description: 'Money must be one of these.',
        choices: { '': 'No', COST_DATA: 'Cost', REVENUE_DATA: 'Revenue' },
      }),
  }),
  output: customMetric,
  effect: 'writes',
  repeat: 'none',
  scopes: [edit],
  example: { parameterName: 'seats', displayName: 'Seats' },
  run: async ({ http, settings }, { property: of, description: words, restricted, ...rest }) => {
    const json = {
      ...rest,
      scope: 'EVENT',
      ...(words && { description: words }),
      ...(restricted && { restrictedMetricType: [restricted] }),
    };
    const path = `${adminProperty(propertyOf(settings, { property: of }))}/customMetrics`;
    return (await http.post(path, customMetric, { json })).body;
  },
});

export const getProperty = defineAction({
  title: 'Get a property',
  description: 'Its name, time zone and currency.',
  input: z.object(inProperty),
  output: property,
  effect: 'reads',
  repeat: 'natural',
  example: {},
  run: async ({ http, settings }, input) => (await http.get(adminProperty(propertyOf(settings, input)), property)).body,
});

const changes = z.looseObject({
  changeHistoryEvents: z
    .array(z.looseObject({ id: z.string().optional(), changeTime: z.string().optional() }))
    .default([]),
  nextPageToken: z.string().optional(),
});

export const findChanges = defineAction({
  title: 'Find changes of settings',
  description: 'Who has changed what of the account’s or property’s settings.',
  input: z.object({
    ...inProperty,
    since: z.iso.datetime('A time: 2026-11-01T00:00:00Z.').meta({ title: 'Since' }),
    most: z.number().int().min(1).max(200).default(50).meta({ title: 'At most' }),
  }),
  output: z.object({ changes: changes.shape.changeHistoryEvents, hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  scopes: [edit],
  example: { since: '2026-11-01T00:00:00Z' },
  run: async ({ http, settings }, input) => {
    const id = propertyOf(settings, input);
    const { account = '' } = (await http.get(adminProperty(id), property)).body;
    const json = { property: `properties/${id}`, earliestChangeTime: input.since, pageSize: input.most };
    const path = `${admin}/${account}:searchChangeHistoryEvents`;
    const { body } = await http.post(path, changes, { json, repeatable: true });
    return { changes: body.changeHistoryEvents, hasMore: Boolean(body.nextPageToken) };
  },
});
