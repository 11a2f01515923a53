import { readPath, type Upsert, type WriteItem } from '#connectors/kit/index.ts';

/** Whether writing it twice leaves one row. */
export function isRepeatable({ repeat, matchBy }: Upsert<never>, { key, data }: WriteItem): boolean {
  const matches = matchBy.some((path) => ![undefined, null, ''].includes(readPath(data, path) as string));
  return key !== undefined || repeat === 'key' || matches;
}
