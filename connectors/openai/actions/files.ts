import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { batch, file } from '../objects/objects.ts';

const fileId = z.string().min(1).meta({ title: 'File', options: 'files' });

export const uploadFile = defineAction({
  title: 'Upload a file',
  input: z.object({
    filename: z.string().min(1).meta({ title: 'Name', placeholder: 'questions.jsonl' }),
    text: z.string().min(1).meta({ title: 'Content', multiline: true }),
    purpose: z
      .enum(['assistants', 'batch', 'fine-tune', 'user_data', 'evals'])
      .default('user_data')
      .meta({
        title: 'For',
        choices: {
          assistants: 'Assistants',
          batch: 'A batch',
          'fine-tune': 'Fine-tuning',
          user_data: 'Use in questions',
          evals: 'Evals',
        },
      }),
  }),
  output: file,
  effect: 'writes',
  repeat: 'none',
  example: { filename: 'questions.jsonl', text: '{"custom_id":"1"}', purpose: 'batch' },
  run: async ({ http }, { filename, text, purpose }) => {
    const multipart = [
      { name: 'purpose', content: purpose },
      { name: 'file', content: text, filename, contentType: 'application/octet-stream' },
    ];
    return (await http.post('/files', file, { multipart, timeoutMs: 120_000 })).body;
  },
});

const deleted = z.looseObject({ id: z.string(), deleted: z.boolean() });

export const deleteFile = defineAction({
  title: 'Delete a file',
  input: z.object({ file: fileId }),
  output: deleted,
  effect: 'destroys',
  repeat: 'natural',
  example: { file: 'file-abc123' },
  run: async ({ http }, input) => (await http.delete(`/files/${encodeURIComponent(input.file)}`, deleted)).body,
});

export const startBatch = defineAction({
  title: 'Start a batch',
  description: 'Many questions at half the price, answered within a day.',
  input: z.object({
    file: fileId,
    endpoint: z
      .enum(['/v1/responses', '/v1/chat/completions', '/v1/embeddings'])
      .default('/v1/responses')
      .meta({ title: 'Asked of' }),
  }),
  output: batch,
  effect: 'writes',
  repeat: 'none',
  example: { file: 'file-abc123' },
  run: async ({ http }, input) => {
    const json = { input_file_id: input.file, endpoint: input.endpoint, completion_window: '24h' };
    return (await http.post('/batches', batch, { json })).body;
  },
});

const store = z.looseObject({ id: z.string() });

export const createVectorStore = defineAction({
  title: 'Create a vector store',
  input: z.object({
    name: z.string().min(1).meta({ title: 'Name' }),
    files: z.array(fileId).max(500).default([]).meta({ title: 'Files' }),
  }),
  output: store,
  effect: 'writes',
  repeat: 'none',
  example: { name: 'Manuals', files: ['file-abc123'] },
  run: async ({ http }, { name, files }) =>
    (await http.post('/vector_stores', store, { json: { name, file_ids: files } })).body,
});
