import { z } from 'zod';

/** Why a run failed, for people: what happened and why, then what to do. */
export const runErrorSchema = z.object({
  class: z.string(),
  code: z.string().optional(),
  sentence: z.string(),
  remedy: z.string(),
  /** The app's own words, which `sentence` quotes. */
  said: z.string().optional(),
});

export type RunError = z.infer<typeof runErrorSchema>;
