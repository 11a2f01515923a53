import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';

/** A model may think for minutes. */
const timeoutMs = 300_000;
const modelName = z.string().min(1).meta({ title: 'Model', options: 'models' });
const question = z.string().min(1).meta({ title: 'Question', multiline: true });
const system = z.string().optional().meta({ title: 'What it should know beforehand', multiline: true });
const maxTokens = z.int().min(1).default(4_096).meta({ title: 'Longest answer', description: 'In tokens.' });

const message = z.looseObject({
  id: z.string(),
  content: z.array(z.looseObject({ type: z.string(), text: z.string().optional(), input: z.unknown().optional() })),
  stop_reason: z.string().nullish(),
  usage: z.looseObject({ input_tokens: z.int(), output_tokens: z.int() }),
});

const result = z.object({
  id: z.string(),
  text: z.string(),
  /** `max_tokens`: it was cut short. */
  stopReason: z.string().nullable(),
  tokens: z.int(),
});

const answerOf = ({ id, content, stop_reason, usage }: z.output<typeof message>): z.input<typeof result> => ({
  id,
  text: content.map(({ type, text = '' }) => (type === 'text' ? text : '')).join(''),
  stopReason: stop_reason ?? null,
  tokens: usage.input_tokens + usage.output_tokens,
});

const example = { model: 'claude-sonnet-4-5', question: 'Which country is Berlin in? One word.' };

export const ask = defineAction({
  title: 'Ask Claude',
  input: z.object({ model: modelName, question, system, maxTokens }),
  output: result,
  effect: 'reads',
  repeat: 'natural',
  example,
  run: async ({ http }, input) => {
    const json = {
      model: input.model,
      max_tokens: input.maxTokens,
      ...(input.system !== undefined && { system: input.system }),
      messages: [{ role: 'user', content: input.question }],
    };
    return answerOf((await http.post('/v1/messages', message, { json, timeoutMs })).body);
  },
});

export const extract = defineAction({
  title: 'Read data out of a text',
  description: 'The answer has the shape of the JSON Schema given.',
  input: z.object({
    model: modelName,
    text: z.string().min(1).meta({ title: 'Text', multiline: true }),
    schema: z
      .record(z.string(), z.unknown())
      .meta({ title: 'Shape of the data', description: 'A JSON Schema of type object.' }),
    system,
    maxTokens,
  }),
  output: result.omit({ text: true }).extend({ data: z.unknown() }),
  effect: 'reads',
  repeat: 'natural',
  example: {
    model: 'claude-sonnet-4-5',
    text: 'Two brass lamps, please. Ada',
    schema: { type: 'object', properties: { item: { type: 'string' }, count: { type: 'integer' } } },
  },
  run: async ({ http }, input) => {
    const json = {
      model: input.model,
      max_tokens: input.maxTokens,
      ...(input.system !== undefined && { system: input.system }),
      messages: [{ role: 'user', content: input.text }],
      tools: [
        { name: 'give', description: 'Gives the data that was read out of the text.', input_schema: input.schema },
      ],
      tool_choice: { type: 'tool', name: 'give' },
    };
    const { body } = await http.post('/v1/messages', message, { json, timeoutMs });
    const { text: _text, ...answer } = answerOf(body);
    return { ...answer, data: body.content.find(({ type }) => type === 'tool_use')?.input ?? null };
  },
});

export const classify = defineAction({
  title: 'Choose one of several',
  input: z.object({
    model: modelName,
    text: z.string().min(1).meta({ title: 'Text', multiline: true }),
    choices: z.array(z.string().min(1)).min(2).max(100).meta({ title: 'Choices' }),
    system,
  }),
  output: z.object({ choice: z.string().nullable(), tokens: z.int() }),
  effect: 'reads',
  repeat: 'natural',
  example: { model: 'claude-sonnet-4-5', text: 'The lamp flickers', choices: ['complaint', 'order', 'question'] },
  run: async ({ http }, input) => {
    const json = {
      model: input.model,
      max_tokens: 256,
      ...(input.system !== undefined && { system: input.system }),
      messages: [{ role: 'user', content: input.text }],
      tools: [
        {
          name: 'choose',
          description: 'Says which one fits best.',
          input_schema: {
            type: 'object',
            properties: { choice: { type: 'string', enum: input.choices } },
            required: ['choice'],
          },
        },
      ],
      tool_choice: { type: 'tool', name: 'choose' },
    };
    const { body } = await http.post('/v1/messages', message, { json, timeoutMs });
    const given = z
      .object({ choice: z.string() })
      .safeParse(body.content.find(({ type }) => type === 'tool_use')?.input);
    const choice = given.success && input.choices.includes(given.data.choice) ? given.data.choice : null;
    return { choice, tokens: answerOf(body).tokens };
  },
});

const counted = z.object({ input_tokens: z.int() });

export const countTokens = defineAction({
  title: 'Count the tokens of a text',
  input: z.object({ model: modelName, question, system }),
  output: z.object({ tokens: z.int() }),
  effect: 'reads',
  repeat: 'natural',
  example,
  run: async ({ http }, input) => {
    const json = {
      model: input.model,
      ...(input.system !== undefined && { system: input.system }),
      messages: [{ role: 'user', content: input.question }],
    };
    return {
      tokens: (await http.post('/v1/messages/count_tokens', counted, { json, repeatable: true })).body.input_tokens,
    };
  },
});
