import type { z } from 'zod';
import type { DatabaseAuth } from './connector.ts';

/**
 * Keeps the type of a database form's fields for its own `connect`; a connector then holds it as any form. The engine
 * has parsed by `fields` what it calls `connect` with.
 */
export function databaseAuth<Fields extends z.ZodObject>(auth: DatabaseAuth<Fields>): DatabaseAuth {
  return { ...auth, connect: (fields) => auth.connect(fields as z.output<Fields>) };
}
