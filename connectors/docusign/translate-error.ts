import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const failure = z.looseObject({
  errorCode: z.string().optional(),
  message: z.string().optional(),
  // Of the sign-in, in the words of OAuth.
  error: z.string().optional(),
  error_description: z.string().optional(),
});

/** Docusign answers almost everything with 400; what it means stands in the code. */
const classes: [RegExp, ErrorClass][] = [
  [/^(HOURLY|BURST)_\w+_LIMIT_EXCEEDED$/i, 'rate_limited'],
  [
    /^(USER_AUTHENTICATION_FAILED|AUTHORIZATION_INVALID_TOKEN|PARTNER_AUTHENTICATION_FAILED|invalid_grant|invalid_token)$/,
    'auth',
  ],
  [
    /^(consent_required|USER_DOES_NOT_BELONG_TO_SPECIFIED_ACCOUNT)$|LACKS_(PERMISSIONS|MEMBERSHIP)|NOT_(AUTHORIZED|ALLOWED|ENABLED)/,
    'permission',
  ],
  [/ALLOWANCE_EXCEEDED|PLAN_ITEM|PAYMENT_/, 'quota'],
  [/DOES_NOT_EXIST|NOT_FOUND|^INVALID_(ENVELOPE|TEMPLATE|CONNECT)_ID$|^(ENVELOPE|TEMPLATE)_ID_INVALID$/, 'not_found'],
  [/EDIT_LOCK|_LOCKED|INVALID_(STATUS|STATE)|CANNOT_VOID|ALREADY_EXISTS/, 'conflict'],
  [/TOO_LARGE|MAX_SIZE|SIZE_EXCEEDED/, 'too_large'],
];

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** https://developers.docusign.com/docs/esign-rest-api/esign101/error-codes/ */
export function translateError({ status, headers, body }: Answer): TranslatedError | undefined {
  if (status < 400) return undefined;
  const said = failure.safeParse(body).data;
  const code = said?.errorCode ?? said?.error;
  if (code === undefined) return undefined;
  const kind = classes.find(([pattern]) => pattern.test(code))?.[1] ?? (status === 400 ? 'invalid' : undefined);
  if (kind === undefined) return undefined;
  const retryAfterMs = kind === 'rate_limited' ? waitOf(headers) : undefined;
  // The JWT grant says this in one word.
  const consent =
    code === 'consent_required' ? 'consent_required: the person has not agreed to the app yet.' : undefined;
  const message = said?.message ?? said?.error_description ?? consent;
  return { class: kind, code, message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** The hour's calls come back at a time that it names, in seconds since 1970. */
function waitOf(headers: Headers): number | undefined {
  if (headers.has('retry-after')) return undefined;
  const reset = Number(headers.get('x-ratelimit-reset') || Number.NaN) * 1000;
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  return Number.isNaN(reset) ? undefined : Math.min(Math.max(0, reset - now), 3_600_000);
}
