import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import { ask, countTokens, deleteFile, embed, extract } from './actions/generate.ts';
import { auth } from './auth.ts';
import { check } from './check.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';

export default defineConnector({
  name: 'Google Gemini',
  category: 'AI',
  description: 'Answers, data and vectors from Gemini.',
  docs: 'https://ai.google.dev/api',
  version: 'v1beta',
  auth,
  baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
  // By model and plan, and told by no header; this only keeps a burst in bounds.
  limits: [{ scope: 'connection', requests: 20, perMs: 1_000, concurrent: 10 }],
  errors: translateError,
  settings: z.object({}),
  check,
  objects,
  actions: { ask, extract, embed, countTokens, deleteFile },
  options,
});
