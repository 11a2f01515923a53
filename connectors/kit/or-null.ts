import { isAppCallError } from './app-call-error.ts';

/**
 * What a call finds, or null where the app does not know it any more.
 *
 * @example
 * get: ({ http }, key) => orNull(async () => (await http.get(`/contacts/${encodeURIComponent(key)}`, contact)).body)
 */
export async function orNull<T>(find: () => Promise<T>): Promise<T | null> {
  try {
    return await find();
  } catch (error) {
    if (isAppCallError(error) && error.details.class === 'not_found') return null;
    throw error;
  }
}
