import type { z } from 'zod';
import type { DatabaseAuth, SshAuth } from './auth.ts';

/** Keeps the type of a database form's fields for its own `connect`. The engine has parsed by `fields` what it calls `connect` with. */
export function databaseAuth<Fields extends z.ZodObject>(auth: DatabaseAuth<Fields>): DatabaseAuth {
  return { ...auth, connect: (fields) => auth.connect(fields as z.output<Fields>) };
}

/** Keeps the type of an SSH form's fields for its own `connect`. */
export function sshAuth<Fields extends z.ZodObject>(auth: SshAuth<Fields>): SshAuth {
  return { ...auth, connect: (fields) => auth.connect(fields as z.output<Fields>) };
}
