import { z } from 'zod';
import type { ErrorClass } from './app-call-error.ts';
import type { TranslatedError } from './connector.ts';

const failure = z.object({
  error: z.object({
    code: z.string().optional(),
    message: z.string().optional(),
    target: z.string().nullish(),
    innerError: z.unknown().optional(),
    innererror: z.unknown().optional(),
  }),
});
const inner = z.looseObject({
  code: z.string().optional(),
  innerError: z.unknown().optional(),
  innererror: z.unknown().optional(),
});
/** So deep errors lie in one another. */
const deepest = 5;

const byStatus: Record<number, ErrorClass> = {
  400: 'invalid',
  401: 'auth',
  403: 'permission',
  404: 'not_found',
  409: 'conflict',
  410: 'not_found',
  412: 'conflict',
  413: 'too_large',
  422: 'invalid',
  423: 'conflict',
  429: 'rate_limited',
  507: 'quota',
};

/** From the outermost to the innermost. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at = inner.safeParse(error).data, depth = 0; at !== undefined && depth < deepest; depth++) {
    if (at.code !== undefined) codes.push(at.code);
    at = inner.safeParse(at.innerError ?? at.innererror).data;
  }
  return codes;
}

/**
 * A connector's `errors` for the error answers of OData (JSON format 4.01, 21.1). `codes`: what the app's own codes mean, in small
 * letters, where the status does not say it; the innermost that is named counts.
 */
export function odataErrors(codes: Record<string, ErrorClass>) {
  return ({ status, body }: { status: number; body: unknown }): TranslatedError | undefined => {
    const error = status < 400 ? undefined : failure.safeParse(body).data?.error;
    if (error === undefined) return undefined;
    const known = codesOf(error).findLast((code) => Object.hasOwn(codes, code.toLowerCase()));
    const errorClass = status === 429 || known === undefined ? byStatus[status] : codes[known.toLowerCase()];
    if (errorClass === undefined) return undefined;
    const { message, target } = error;
    const code = known ?? error.code;
    return { class: errorClass, ...(message && { message }), ...(code && { code }), ...(target && { field: target }) };
  };
}
