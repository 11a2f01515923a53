import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const failure = z.object({ object: z.literal('error'), code: z.string(), message: z.string() });

const classOf: Record<string, ErrorClass> = {
  unauthorized: 'auth',
  restricted_resource: 'permission',
  object_not_found: 'not_found',
  conflict_error: 'conflict',
  rate_limited: 'rate_limited',
  validation_error: 'invalid',
  invalid_json: 'invalid',
  invalid_request: 'invalid',
  missing_version: 'internal',
  internal_server_error: 'app_down',
  service_unavailable: 'app_down',
  database_connection_unavailable: 'app_down',
  gateway_timeout: 'timeout',
};

/** https://developers.notion.com/reference/status-codes */
export function translateError({ body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  if (!parsed.success) return undefined;
  const { code, message } = parsed.data;
  // "body failed validation: body.properties.Name.title should be defined …"
  const field = /body\.([\w.[\]]+) should/.exec(message)?.[1];
  const known = classOf[code];
  return known && { class: known, code, message, ...(field && { field }) };
}
