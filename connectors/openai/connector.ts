import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import { ask, drawImage, embed, moderate } from './actions/answers.ts';
import { createVectorStore, deleteFile, startBatch, uploadFile } from './actions/files.ts';
import { auth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'OpenAI',
  category: 'AI',
  description: 'Answers, vectors, pictures and batches from OpenAI’s models.',
  docs: 'https://platform.openai.com/docs/api-reference',
  version: 'v1',
  auth,
  baseUrl: 'https://api.openai.com/v1',
  // By model and by how much the account has spent; the headers tell which, so this only keeps a burst in bounds.
  limits: [{ scope: 'connection', requests: 50, perMs: 1_000, concurrent: 20 }],
  errors: translateError,
  settings: z.object({}),
  check,
  objects,
  actions: { ask, embed, moderate, drawImage, uploadFile, deleteFile, startBatch, createVectorStore },
  triggers,
  hooks,
  options,
});
