import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';

/** A model may think for minutes. */
const timeoutMs = 300_000;
const model = z
  .string()
  .trim()
  .transform((name) => name.replace(/^models\//, ''))
  .pipe(z.string().regex(/^[\w.-]+$/, 'The name of a model, such as gemini-2.5-flash.'))
  .meta({ title: 'Model', options: 'models' });
const question = z.string().min(1).meta({ title: 'Question', multiline: true });
const system = z.string().optional().meta({ title: 'What it should know beforehand', multiline: true });
const maxTokens = z
  .int()
  .min(1)
  .optional()
  .meta({ title: 'Longest answer', description: 'In tokens, those of thinking included.' });

const answer = z.looseObject({
  candidates: z
    .array(
      z.looseObject({
        content: z
          .looseObject({
            parts: z.array(z.looseObject({ text: z.string().optional(), thought: z.boolean().optional() })).optional(),
          })
          .optional(),
        finishReason: z.string().optional(),
      }),
    )
    .default([]),
  promptFeedback: z.looseObject({ blockReason: z.string().optional() }).optional(),
  usageMetadata: z.looseObject({ totalTokenCount: z.int().optional() }).optional(),
});

interface Question {
  question: string;
  system?: string | undefined;
  maxTokens?: number | undefined;
}

const contentsOf = ({ question: text }: Question) => [{ role: 'user', parts: [{ text }] }];

function bodyOf(input: Question, config: Record<string, unknown> = {}) {
  const generationConfig = { ...config, ...(input.maxTokens !== undefined && { maxOutputTokens: input.maxTokens }) };
  return {
    contents: contentsOf(input),
    ...(input.system !== undefined && { systemInstruction: { parts: [{ text: input.system }] } }),
    ...(Object.keys(generationConfig).length > 0 && { generationConfig }),
  };
}

function read({ candidates: [first], promptFeedback, usageMetadata }: z.output<typeof answer>) {
  const parts = first?.content?.parts ?? [];
  return {
    text: parts.map(({ text = '', thought }) => (thought ? '' : text)).join(''),
    /** `MAX_TOKENS`, `SAFETY`: why it says less than it might. */
    reason: first?.finishReason ?? promptFeedback?.blockReason ?? null,
    tokens: usageMetadata?.totalTokenCount ?? null,
  };
}

const result = z.object({ text: z.string(), reason: z.string().nullable(), tokens: z.int().nullable() });
const example = { model: 'gemini-2.5-flash', question: 'Which country is Berlin in? One word.' };

export const ask = defineAction({
  title: 'Ask Gemini',
  input: z.object({ model, question, system, maxTokens }),
  output: result,
  effect: 'reads',
  repeat: 'natural',
  example,
  run: async ({ http }, input) =>
    read((await http.post(`/models/${input.model}:generateContent`, answer, { json: bodyOf(input), timeoutMs })).body),
});

export const extract = defineAction({
  title: 'Read data out of a text',
  description:
    'The answer has the shape of the schema given (OpenAPI 3.0 words: type, properties, items, enum, required).',
  input: z.object({
    model,
    text: question.meta({ title: 'Text', multiline: true }),
    schema: z.record(z.string(), z.unknown()).meta({ title: 'Shape of the data' }),
    system,
    maxTokens,
  }),
  output: result.omit({ text: true }).extend({ data: z.unknown() }),
  effect: 'reads',
  repeat: 'natural',
  example: {
    model: 'gemini-2.5-flash',
    text: 'Two brass lamps, please. Ada',
    schema: { type: 'OBJECT', properties: { item: { type: 'STRING' }, count: { type: 'INTEGER' } } },
  },
  run: async ({ http }, { schema, text: said, ...input }) => {
    const json = bodyOf({ ...input, question: said }, { responseMimeType: 'application/json', responseSchema: schema });
    const { text, ...rest } = read(
      (await http.post(`/models/${input.model}:generateContent`, answer, { json, timeoutMs })).body,
    );
    return { ...rest, data: parse(text) };
  },
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Cut short, or refused: the reason says which.
    return null;
  }
}

const embeddings = z.object({ embeddings: z.array(z.object({ values: z.array(z.number()) })) });

export const embed = defineAction({
  title: 'Turn texts into vectors',
  input: z.object({
    model: model.default('gemini-embedding-001'),
    texts: z.array(z.string().min(1)).min(1).max(100).meta({ title: 'Texts' }),
    dimensions: z.int().positive().optional().meta({ title: 'Dimensions' }),
  }),
  output: z.object({ vectors: z.array(z.array(z.number())) }),
  effect: 'reads',
  repeat: 'natural',
  example: { texts: ['A brass lamp'] },
  run: async ({ http }, { model: name, texts, dimensions }) => {
    const requests = texts.map((text) => ({
      model: `models/${name}`,
      content: { parts: [{ text }] },
      ...(dimensions !== undefined && { outputDimensionality: dimensions }),
    }));
    const { body } = await http.post(`/models/${name}:batchEmbedContents`, embeddings, {
      json: { requests },
      timeoutMs,
    });
    return { vectors: body.embeddings.map(({ values }) => values) };
  },
});

const counted = z.object({ totalTokens: z.int().default(0) });

export const countTokens = defineAction({
  title: 'Count the tokens of a text',
  input: z.object({ model, question }),
  output: z.object({ tokens: z.int() }),
  effect: 'reads',
  repeat: 'natural',
  example,
  run: async ({ http }, input) => {
    const json = { contents: contentsOf(input) };
    return {
      tokens: (await http.post(`/models/${input.model}:countTokens`, counted, { json, repeatable: true })).body
        .totalTokens,
    };
  },
});

export const deleteFile = defineAction({
  title: 'Delete a file',
  input: z.object({
    file: z
      .string()
      .regex(/^files\/[\w-]+$/, 'A file is named files/….')
      .meta({ title: 'File', options: 'files' }),
  }),
  output: z.object({ file: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  example: { file: 'files/abc-123' },
  run: async ({ http }, input) => {
    await http.delete(`/${input.file}`, z.unknown());
    return { file: input.file };
  },
});
