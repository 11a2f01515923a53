import { maxBodyBytes } from './read-body.ts';

/** API descriptions, connectors that were made of them, and records on their way to an app. */
const large = /(^|[/.])(connectors|writes)([/.]|$)/;
const largeBytes = 24 * 1024 * 1024;

/** How much a call's body may hold. More than usual is read only for somebody who is let in. */
export async function bodyLimit(path: string, authenticate: () => Promise<unknown>): Promise<number> {
  if (!large.test(path)) return maxBodyBytes;
  return (await authenticate()) === null ? maxBodyBytes : largeBytes;
}
