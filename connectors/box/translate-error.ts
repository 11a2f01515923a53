import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const failure = z.looseObject({
  code: z.string().optional(),
  message: z.string().optional(),
  // Of the sign-in, in the words of OAuth.
  error: z.string().optional(),
  error_description: z.string().optional(),
  context_info: z
    .looseObject({
      errors: z.array(z.looseObject({ name: z.string().optional(), message: z.string().optional() })).optional(),
    })
    .nullish()
    .catch(null),
});

const byCode: Record<string, ErrorClass> = {
  unauthorized: 'auth',
  invalid_token: 'auth',
  invalid_grant: 'auth',
  insufficient_scope: 'permission',
  access_denied_insufficient_permissions: 'permission',
  access_denied_item_locked: 'conflict',
  forbidden_by_policy: 'permission',
  terms_of_service_required: 'permission',
  storage_limit_exceeded: 'quota',
  user_storage_limit_exceeded: 'quota',
  rate_limit_exceeded: 'rate_limited',
  file_size_limit_exceeded: 'too_large',
  not_found: 'not_found',
  trashed: 'not_found',
  instance_not_found: 'not_found',
  name_temporarily_reserved: 'conflict',
  item_name_invalid: 'invalid',
  tuple_already_exists: 'conflict',
  precondition_failed: 'conflict',
};
const byStatus: Record<number, ErrorClass> = {
  400: 'invalid',
  401: 'auth',
  403: 'permission',
  404: 'not_found',
  405: 'invalid',
  409: 'conflict',
  412: 'conflict',
  413: 'too_large',
  429: 'rate_limited',
};

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** https://developer.box.com/guides/api-calls/permissions-and-errors/common-errors */
export function translateError({ status, body }: Answer): TranslatedError | undefined {
  if (status < 400) return undefined;
  const said = failure.safeParse(body).data;
  const code = said?.code ?? said?.error;
  // Its status says enough, and whoever writes a folder reads by whom the name is taken.
  if (code === 'item_name_in_use') return undefined;
  const [first] = said?.context_info?.errors ?? [];
  const kind = byCode[code ?? ''] ?? byStatus[status];
  if (kind === undefined) return undefined;
  return {
    class: kind,
    code,
    message: said?.message ?? said?.error_description ?? first?.message,
    ...(kind === 'invalid' && first?.name !== undefined && { field: first.name }),
  };
}
