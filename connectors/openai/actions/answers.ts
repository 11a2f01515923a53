import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';

/** A model may think for minutes. */
const timeoutMs = 300_000;
const modelName = z.string().min(1).meta({ title: 'Model', options: 'models' });

const response = z.looseObject({
  id: z.string(),
  status: z.string().optional(),
  output: z.array(
    z.looseObject({
      type: z.string(),
      content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).optional(),
    }),
  ),
  usage: z.looseObject({ total_tokens: z.int().optional() }).nullish(),
});

const textOf = ({ output }: z.output<typeof response>): string =>
  output
    .flatMap(({ content = [] }) => content)
    .filter(({ type }) => type === 'output_text')
    .map(({ text = '' }) => text)
    .join('');

const result = z.object({ id: z.string(), text: z.string(), json: z.unknown().optional(), tokens: z.int().nullable() });

export const ask = defineAction({
  title: 'Ask a model',
  description: 'With a JSON Schema the answer is JSON of that shape.',
  input: z.object({
    model: modelName,
    input: z.string().min(1).meta({ title: 'Question', multiline: true }),
    instructions: z.string().optional().meta({ title: 'What it should know beforehand', multiline: true }),
    maxOutputTokens: z.int().min(16).optional().meta({ title: 'Longest answer', description: 'In tokens.' }),
    schema: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ title: 'Shape of the answer', description: 'A JSON Schema.' }),
  }),
  output: result,
  effect: 'reads',
  repeat: 'natural',
  example: { model: 'gpt-5-mini', input: 'Which country is Berlin in? One word.' },
  run: async ({ http }, { maxOutputTokens, schema, ...input }) => {
    const json = {
      ...input,
      store: false,
      ...(maxOutputTokens !== undefined && { max_output_tokens: maxOutputTokens }),
      ...(schema && { text: { format: { type: 'json_schema', name: 'answer', schema, strict: false } } }),
    };
    const { body } = await http.post('/responses', response, { json, timeoutMs });
    const text = textOf(body);
    return { id: body.id, text, ...(schema && { json: parse(text) }), tokens: body.usage?.total_tokens ?? null };
  },
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Cut short by the longest answer: the text says how far it came.
    return null;
  }
}

const embeddings = z.object({ data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()) })) });

export const embed = defineAction({
  title: 'Turn texts into vectors',
  input: z.object({
    model: modelName.default('text-embedding-3-small'),
    texts: z.array(z.string().min(1)).min(1).max(2048).meta({ title: 'Texts' }),
    dimensions: z.int().positive().optional().meta({ title: 'Dimensions' }),
  }),
  output: z.object({ vectors: z.array(z.array(z.number())) }),
  effect: 'reads',
  repeat: 'natural',
  example: { texts: ['A brass lamp'] },
  run: async ({ http }, { texts, ...input }) => {
    const { body } = await http.post('/embeddings', embeddings, { json: { ...input, input: texts }, timeoutMs });
    const inOrder = [...body.data].sort((one, other) => one.index - other.index);
    return { vectors: inOrder.map(({ embedding }) => embedding) };
  },
});

const moderation = z.object({
  results: z.array(z.looseObject({ flagged: z.boolean(), categories: z.record(z.string(), z.boolean().nullable()) })),
});

export const moderate = defineAction({
  title: 'Check a text for harm',
  input: z.object({ text: z.string().min(1).meta({ title: 'Text', multiline: true }) }),
  output: z.object({ flagged: z.boolean(), categories: z.array(z.string()) }),
  effect: 'reads',
  repeat: 'natural',
  example: { text: 'A brass lamp' },
  run: async ({ http }, { text }) => {
    const { body } = await http.post('/moderations', moderation, { json: { input: text }, repeatable: true });
    const [first] = body.results;
    const categories = Object.entries(first?.categories ?? {})
      .filter(([, is]) => is)
      .map(([name]) => name);
    return { flagged: first?.flagged ?? false, categories };
  },
});

const images = z.object({
  data: z.array(z.looseObject({ b64_json: z.string().optional(), url: z.string().optional() })).optional(),
});

export const drawImage = defineAction({
  title: 'Draw a picture',
  input: z.object({
    prompt: z.string().min(1).max(32_000).meta({ title: 'What is to be seen', multiline: true }),
    model: modelName.default('gpt-image-1'),
    size: z.enum(['1024x1024', '1536x1024', '1024x1536', 'auto']).default('auto').meta({ title: 'Size' }),
  }),
  output: z.object({ base64: z.string().nullable(), url: z.string().nullable() }),
  effect: 'reads',
  repeat: 'natural',
  example: { prompt: 'A brass lamp on a desk' },
  run: async ({ http }, json) => {
    const { body } = await http.post('/images/generations', images, { json, timeoutMs });
    const [first] = body.data ?? [];
    return { base64: first?.b64_json ?? null, url: first?.url ?? null };
  },
});
