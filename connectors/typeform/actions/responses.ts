import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { response, withFields } from '../objects/rows.ts';
import { form, formPath } from '../settings.ts';

const found = z.object({ total_items: z.number().nullish(), items: z.array(z.unknown()) });
const responseId = z.string().trim().min(1).meta({ title: 'Answer', description: 'Its response_id.' });
const rows = z.array(response);

export const findResponses = defineAction({
  title: 'Find answers',
  input: z.object({
    form,
    query: z.string().optional().meta({ title: 'Holds the words' }),
    since: z.iso.datetime().optional().meta({ title: 'Submitted from' }),
    until: z.iso.datetime().optional().meta({ title: 'Submitted until' }),
    limit: z.int().min(1).max(1000).default(25).meta({ title: 'At most' }),
  }),
  output: z.object({ total: z.number().nullable(), responses: rows }),
  effect: 'reads',
  repeat: 'natural',
  example: { form: 'u6nXL7', query: 'lamp' },
  run: async ({ http }, { form: id, query, since, until, limit }) => {
    const seconds = (time: string | undefined) => time && Math.floor(Date.parse(time) / 1000);
    const { body } = await http.get(`${formPath(id)}/responses`, found, {
      query: { page_size: limit, query, since: seconds(since), until: seconds(until) },
    });
    return { total: body.total_items ?? null, responses: rows.parse(body.items.map(withFields)) };
  },
});

export const getResponse = defineAction({
  title: 'Get an answer',
  input: z.object({ form, response: responseId }),
  output: response,
  effect: 'reads',
  repeat: 'natural',
  example: { form: 'u6nXL7', response: '21085286190ffad1248d17c4135ee56f' },
  run: async ({ http }, { form: id, response: key }) => {
    const query = { included_response_ids: key };
    const [first] = (await http.get(`${formPath(id)}/responses`, found, { query })).body.items;
    if (first !== undefined) return response.parse(withFields(first));
    throw new AppCallError(`Typeform has no answer ${key} to this form.`, { class: 'not_found', field: 'response' });
  },
});

export const deleteResponses = defineAction({
  title: 'Delete answers',
  description: 'For good. Typeform takes a while to do it.',
  input: z.object({ form, responses: z.array(responseId).min(1).max(1000).meta({ title: 'Answers' }) }),
  output: z.object({ responses: z.array(z.string()) }),
  effect: 'destroys',
  repeat: 'natural',
  scopes: ['responses:write'],
  example: { form: 'u6nXL7', responses: ['21085286190ffad1248d17c4135ee56f'] },
  run: async ({ http }, { form: id, responses }) => {
    const query = { included_response_ids: responses.join(',') };
    await http.delete(`${formPath(id)}/responses`, z.unknown(), { query, answer: 'text' });
    return { responses };
  },
});

const counts = z.looseObject({
  responses_count: z.number().nullish(),
  total_visits: z.number().nullish(),
  unique_visits: z.number().nullish(),
  average_time: z.number().nullish(),
  completion_rate: z.number().nullish(),
});
const insights = z.looseObject({
  form: z.looseObject({ summary: counts, platforms: z.array(counts).nullish() }),
  fields: z.array(z.looseObject({ id: z.string(), views: z.number().nullish(), dropoffs: z.number().nullish() })),
});

export const getInsights = defineAction({
  title: 'Get the figures of a form',
  description: 'Visits, answers, time, and where people give up.',
  input: z.object({ form }),
  output: insights,
  effect: 'reads',
  repeat: 'natural',
  example: { form: 'u6nXL7' },
  run: async ({ http }, { form: id }) => (await http.get(`/insights/${encodeURIComponent(id)}/summary`, insights)).body,
});
