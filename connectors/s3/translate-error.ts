import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const refusal = z.object({
  Error: z.looseObject({
    Code: z.string(),
    Message: z.string().optional(),
    Region: z.string().optional(),
    Endpoint: z.string().optional(),
  }),
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, and what others answer beside it.
const classes: Record<string, ErrorClass> = {
  AccessDenied: 'permission',
  AccountProblem: 'permission',
  AllAccessDisabled: 'permission',
  InvalidAccessKeyId: 'auth',
  SignatureDoesNotMatch: 'auth',
  ExpiredToken: 'auth',
  InvalidToken: 'auth',
  UnauthorizedAccess: 'auth',
  Unauthorized: 'auth',
  NoSuchKey: 'not_found',
  NoSuchBucket: 'not_found',
  NoSuchVersion: 'not_found',
  NoSuchUpload: 'not_found',
  SlowDown: 'rate_limited',
  SlowDownRead: 'rate_limited',
  SlowDownWrite: 'rate_limited',
  RequestLimitExceeded: 'rate_limited',
  Throttling: 'rate_limited',
  TooManyRequests: 'rate_limited',
  QuotaExceeded: 'quota',
  CapExceeded: 'quota',
  EntityTooLarge: 'too_large',
  MaxMessageLengthExceeded: 'too_large',
  PreconditionFailed: 'conflict',
  ConditionalRequestConflict: 'conflict',
  OperationAborted: 'conflict',
  InvalidObjectState: 'conflict',
  InternalError: 'app_down',
  ServiceUnavailable: 'app_down',
  XMinioServerNotInitialized: 'app_down',
  RequestTimeout: 'timeout',
  BadDigest: 'network',
  IncompleteBody: 'network',
};

const fields: Record<string, string> = {
  InvalidBucketName: 'bucket',
  NoSuchBucket: 'bucket',
  KeyTooLongError: 'key',
  KeyTooLong: 'key',
  NoSuchKey: 'key',
  InvalidAccessKeyId: 'accessKeyId',
  SignatureDoesNotMatch: 'secretAccessKey',
};

/** Said behind S3's own words. */
const hints: Record<string, string> = {
  RequestTimeTooSkewed:
    'The clock of the machine that Portico runs on is more than 15 minutes off. It must be set right before S3 takes any request.',
  SignatureDoesNotMatch: 'The secret access key does not belong to this access key ID, or was copied in part.',
  InvalidObjectState: 'An object in an archive must be restored before it can be read.',
};

// The bucket is elsewhere; the answer often says where.
const elsewhere = new Set([
  'PermanentRedirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
  'IncorrectEndpoint',
]);

/** S3's `<Error><Code>…`, which copies and deletions may also answer with a good status. */
export function translateError({
  status,
  headers,
  body,
}: {
  status: number;
  headers: Headers;
  body: unknown;
}): TranslatedError | undefined {
  const parsed = refusal.safeParse(body);
  if (!parsed.success) return bodiless(status, headers);
  const { Code: code, Message: said, Region: inAnswer } = parsed.data.Error;
  if (elsewhere.has(code)) return wrongRegion(code, inAnswer ?? headers.get('x-amz-bucket-region') ?? undefined, said);
  const message = [said, hints[code]].filter(Boolean).join(' ') || undefined;
  return {
    class: code === 'RequestTimeTooSkewed' ? 'internal' : (classes[code] ?? byStatus(status)),
    code,
    ...(message !== undefined && { message }),
    ...(fields[code] !== undefined && { field: fields[code] }),
  };
}

/** A HEAD tells by its status and headers alone. */
function bodiless(status: number, headers: Headers): TranslatedError | undefined {
  const region = headers.get('x-amz-bucket-region');
  return status === 301 ? wrongRegion('PermanentRedirect', region ?? undefined, undefined) : undefined;
}

function wrongRegion(code: string, region: string | undefined, said: string | undefined): TranslatedError {
  const message = region === undefined ? said : `The bucket is in the region ${region}: connect it with that one.`;
  return { class: 'invalid', code, field: 'region', ...(message !== undefined && { message }) };
}

function byStatus(status: number): ErrorClass {
  if (status === 403) return 'permission';
  if (status === 404) return 'not_found';
  if (status === 409 || status === 412) return 'conflict';
  if (status === 429) return 'rate_limited';
  if (status === 501) return 'protocol';
  return status >= 500 || status < 300 ? 'app_down' : 'invalid';
}
