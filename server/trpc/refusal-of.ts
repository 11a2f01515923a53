import type { AppCallError, ErrorClass } from '#connectors/kit/app-call-error.ts';
import { AppError, type ErrorCode } from '#server/errors.ts';

interface Meaning {
  code: ErrorCode;
  remedy?: string;
}

const meanings: Record<ErrorClass, Meaning> = {
  auth: { code: 'not_connected', remedy: 'Let the customer connect the account again.' },
  permission: {
    code: 'app_refused',
    remedy: 'Give the connected account the right in the app, or connect another one.',
  },
  not_found: { code: 'app_refused', remedy: 'Check the ids and the path that were asked for.' },
  invalid: { code: 'app_refused', remedy: 'Correct what the app complains about, and send it again.' },
  conflict: { code: 'app_refused', remedy: 'Read what is there now, and decide again.' },
  rate_limited: { code: 'rate_limited', remedy: 'Wait as long as Retry-After says, and send it again.' },
  quota: { code: 'app_refused', remedy: 'Wait until the app’s quota begins anew, or let the customer raise it.' },
  too_large: { code: 'app_refused', remedy: 'Ask for less at once.' },
  app_down: { code: 'app_down', remedy: 'Try again later.' },
  timeout: { code: 'app_timeout', remedy: 'Try again later, or ask for less at once.' },
  network: { code: 'app_down', remedy: 'Check the address, and try again later.' },
  protocol: { code: 'app_protocol', remedy: 'If it stays, tell support the request id.' },
  mapping: { code: 'app_protocol', remedy: 'If it stays, tell support the request id.' },
  internal: { code: 'internal', remedy: 'If it stays, tell support the request id.' },
};

/** What a caller of ours reads of an app that refused or failed. */
export function refusalOf(error: AppCallError): AppError {
  const { class: kind, code, appMessage, status, appRequestId, field, retryAfterMs } = error.details;
  const { code: ours, remedy } = meanings[kind];
  return new AppError(ours, error.message, {
    cause: error,
    field,
    ...(remedy !== undefined && { remedy }),
    ...(retryAfterMs !== undefined && { retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1000)) }),
    app: {
      class: kind,
      ...(code !== undefined && { code }),
      ...(appMessage !== undefined && { message: appMessage }),
      ...(status !== undefined && { status }),
      ...(appRequestId !== undefined && { requestId: appRequestId }),
    },
  });
}
