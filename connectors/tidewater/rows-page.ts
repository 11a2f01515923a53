import { z } from 'zod';

/** Rows stay as they are: each is read by its object, so that a bad one fails alone. */
export const rowsPage = z.object({
  data: z.array(z.unknown()),
  next_cursor: z.string().min(1).nullable(),
  total: z.number().int().optional(),
});
