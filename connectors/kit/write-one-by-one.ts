import { type ErrorClass, isAppCallError } from './app-call-error.ts';
import type { WriteItem, WriteResult } from './object.ts';

/** What concerns one record alone. Anything else (no access, no answer, too fast) concerns all of them, and is thrown. */
const refusals = new Set<ErrorClass>(['invalid', 'not_found', 'conflict', 'too_large']);

/**
 * For apps that write one record at a time: what the app refuses of one becomes its result, and the others go on.
 *
 * @example
 * write: ({ http }, items) => writeOneByOne(items, async ({ key, data }) => { …; return { key: made.id, action: 'created' }; })
 */
export async function writeOneByOne(
  items: readonly WriteItem[],
  writeOne: (item: WriteItem, index: number) => Promise<WriteResult>,
): Promise<WriteResult[]> {
  const results: WriteResult[] = [];
  for (const [index, item] of items.entries()) {
    try {
      results.push(await writeOne(item, index));
    } catch (error) {
      if (!isAppCallError(error) || !refusals.has(error.details.class)) throw error;
      const { class: errorClass, code, appMessage, field } = error.details;
      const words = {
        message: appMessage ?? error.message,
        ...(code !== undefined && { code }),
        ...(field !== undefined && { field }),
      };
      results.push({ error: { class: errorClass, ...words } });
    }
  }
  return results;
}
