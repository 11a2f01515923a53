import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import { ask, classify, countTokens, extract } from './actions/ask.ts';
import { cancelBatch, readBatch, startBatch } from './actions/batches.ts';
import { auth } from './auth.ts';
import { check } from './check.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

const version = '2023-06-01';

export default defineConnector({
  name: 'Anthropic',
  category: 'AI',
  description: 'Answers and data from Claude.',
  docs: 'https://docs.anthropic.com/en/api/overview',
  version,
  auth,
  baseUrl: 'https://api.anthropic.com',
  headers: { 'anthropic-version': version },
  // By tier and model; 50 a minute is the least, and the headers say what is left.
  limits: [{ scope: 'connection', requests: 50, perMs: 60_000, concurrent: 10 }],
  limitHeaders: {
    remaining: 'anthropic-ratelimit-requests-remaining',
    reset: 'anthropic-ratelimit-requests-reset',
    resetUnit: 'date',
  },
  errors: translateError,
  settings: z.object({}),
  check,
  objects,
  actions: { ask, extract, classify, countTokens, startBatch, readBatch, cancelBatch },
  triggers,
  options,
});
