import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { isAppCallError } from '#connectors/kit/app-call-error.ts';
import { AppError, type ErrorCode } from '#server/errors.ts';
import { describeIssue } from './describe-issue.ts';
import { refusalOf } from './refusal-of.ts';

/** Whatever was thrown, as an error that a caller may read. What was not meant for readers becomes `internal`; its cause is for the log. */
export function toAppError(thrown: unknown, input?: unknown): AppError {
  const cause = thrown instanceof TRPCError ? (thrown.cause ?? thrown) : thrown;
  if (cause instanceof AppError) return cause;
  if (isAppCallError(cause)) return refusalOf(cause);
  if (thrown instanceof TRPCError) {
    if (thrown.code === 'BAD_REQUEST' && cause instanceof z.core.$ZodError) return inputError(cause, input);
    const known = ofTrpc[thrown.code];
    if (known) return new AppError(known.code, known.message, { cause, remedy: known.remedy });
  }
  if (isUnstorable(cause)) {
    return new AppError('invalid', 'The request holds a character that no text can hold: NUL, or half of a pair.', {
      cause,
      remedy: 'Take it out; it usually comes from cutting a text between two bytes.',
    });
  }
  return new AppError('internal', 'Something went wrong on our side; nothing was changed.', {
    cause,
    remedy: 'Try again. If it stays, tell support the request id.',
  });
}

/** PostgreSQL's words for a character that it can't keep in text (22021) or in JSON (22P05, and 22P02 about json). */
function isUnstorable(cause: unknown): boolean {
  if (!(cause instanceof Error) || !('code' in cause)) return false;
  return cause.code === '22021' || cause.code === '22P05' || (cause.code === '22P02' && cause.message.includes('json'));
}

function inputError(error: z.core.$ZodError, input: unknown): AppError {
  const [issue] = error.issues;
  if (!issue) return new AppError('invalid', 'The request does not have the expected form.');
  const { field, sentence } = describeIssue(issue, input);
  return new AppError('invalid', sentence, {
    cause: error,
    field,
    remedy: 'The fields of every call are in /api/v1/openapi.json.',
  });
}

/** The errors that tRPC itself finds in a request, before any of our code runs. */
const ofTrpc: Partial<Record<TRPCError['code'], { code: ErrorCode; message: string; remedy: string }>> = {
  PARSE_ERROR: {
    code: 'malformed_json',
    message: 'The body is not JSON.',
    remedy: 'Check quotes, commas and brackets of the body.',
  },
  NOT_FOUND: { code: 'not_found', message: 'There is no such call.', remedy: 'Check its name.' },
  METHOD_NOT_SUPPORTED: {
    code: 'not_found',
    message: 'This call does not exist with this method.',
    remedy: 'Reads are GET, writes are POST.',
  },
  PAYLOAD_TOO_LARGE: { code: 'too_large', message: 'The body is larger than 1 MiB.', remedy: 'Send less at once.' },
  UNSUPPORTED_MEDIA_TYPE: {
    code: 'bad_request',
    message: 'The body is not sent as JSON.',
    remedy: 'Set the header Content-Type: application/json.',
  },
};
