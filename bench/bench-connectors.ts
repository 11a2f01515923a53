import { join } from 'node:path';

/** The connectors of all parts: a process reads its connectors once, whichever part is the first. */
export const benchConnectors = ['sync/connectors', '../server/connections/figures/connectors']
  .map((folder) => join(import.meta.dirname, folder))
  .join(',');
