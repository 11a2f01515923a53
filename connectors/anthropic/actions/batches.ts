import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { batch } from '../objects/objects.ts';

const batchId = z.string().min(1).meta({ title: 'Batch', placeholder: 'msgbatch_…' });
const pathOf = (id: string) => `/v1/messages/batches/${encodeURIComponent(id)}`;

export const startBatch = defineAction({
  title: 'Start a batch',
  description: 'Many questions at half the price, answered within a day.',
  input: z.object({
    model: z.string().min(1).meta({ title: 'Model', options: 'models' }),
    questions: z
      .array(
        z.object({ id: z.string().regex(/^[\w-]{1,64}$/, 'Letters, digits, - and _.'), question: z.string().min(1) }),
      )
      .min(1)
      .max(10_000)
      .meta({ title: 'Questions' }),
    maxTokens: z.int().min(1).default(4_096).meta({ title: 'Longest answer' }),
  }),
  output: batch,
  effect: 'writes',
  repeat: 'none',
  example: { model: 'claude-sonnet-4-5', questions: [{ id: 'q1', question: 'Which country is Berlin in?' }] },
  run: async ({ http }, { model, questions, maxTokens }) => {
    const requests = questions.map(({ id, question }) => ({
      custom_id: id,
      params: { model, max_tokens: maxTokens, messages: [{ role: 'user', content: question }] },
    }));
    return (await http.post('/v1/messages/batches', batch, { json: { requests }, timeoutMs: 120_000 })).body;
  },
});

const line = z.looseObject({
  custom_id: z.string(),
  result: z.looseObject({
    type: z.string(),
    message: z
      .looseObject({ content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })) })
      .optional(),
    error: z.unknown().optional(),
  }),
});

export const readBatch = defineAction({
  title: 'Read the answers of a batch',
  input: z.object({ batch: batchId }),
  output: z.object({
    answers: z.array(z.object({ id: z.string(), text: z.string().nullable(), outcome: z.string() })),
  }),
  effect: 'reads',
  repeat: 'natural',
  example: { batch: 'msgbatch_013Zva2CMHLNnXjNJJKqJ2EF' },
  run: async ({ http }, input) => {
    const { processing_status, results_url } = (await http.get(pathOf(input.batch), batch)).body;
    if (processing_status !== 'ended' || !results_url) {
      throw new AppCallError('The batch is still being worked on.', {
        class: 'conflict',
        code: 'not_ended',
        appMessage: 'The batch is still being worked on.',
      });
    }
    const { body } = await http.get(results_url, z.array(line), {
      answer: 'ndjson',
      maxBytes: 256 * 1_048_576,
      timeoutMs: 120_000,
    });
    const answers = body.map(({ custom_id, result }) => ({
      id: custom_id,
      outcome: result.type,
      text: result.message?.content.map(({ text = '' }) => text).join('') ?? null,
    }));
    return { answers };
  },
});

export const cancelBatch = defineAction({
  title: 'Cancel a batch',
  description: 'What is answered already stays.',
  input: z.object({ batch: batchId }),
  output: batch,
  effect: 'destroys',
  repeat: 'natural',
  example: { batch: 'msgbatch_013Zva2CMHLNnXjNJJKqJ2EF' },
  run: async ({ http }, input) => (await http.post(`${pathOf(input.batch)}/cancel`, batch, { repeatable: true })).body,
});
