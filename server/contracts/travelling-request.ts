import type { FilledRequest } from '../runtime/declared/fill-request.ts';
import { bodyOf } from '../runtime/request-body.ts';
import type { JudgedRequest } from './verdict.ts';

/** A filled request as it would travel, with what carries the credential. */
export function travelling(filled: FilledRequest, credential: Record<string, string> = {}): JudgedRequest {
  const { body, type } = bodyOf(filled);
  const [path = '', inPath = ''] = filled.path.split('?');
  const query = new URLSearchParams(inPath);
  for (const [name, values] of Object.entries(filled.query))
    for (const value of [values].flat()) query.append(name, value);
  const own = Object.entries(filled.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const headers = { ...credential, ...(type !== undefined && { 'content-type': type }), ...Object.fromEntries(own) };
  return { method: filled.method, path, query, headers, ...(body !== undefined && { body }) };
}
