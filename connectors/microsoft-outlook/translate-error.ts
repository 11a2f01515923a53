import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const failure = z.object({
  error: z.object({
    code: z.string().optional(),
    message: z.string().optional(),
    target: z.string().nullish(),
    innerError: z.unknown().optional(),
  }),
});
const inner = z.looseObject({ code: z.string().optional(), innerError: z.unknown().optional() });

/** In small letters: the services behind Graph write the same code in several ways. */
const byCode: Record<string, ErrorClass> = {
  invalidauthenticationtoken: 'auth',
  tokenexpired: 'auth',
  unauthenticated: 'auth',
  authorization_requestdenied: 'permission',
  accessdenied: 'permission',
  erroraccessdenied: 'permission',
  forbidden: 'permission',
  mailboxnotenabledforrestapi: 'permission',
  mailboxnothostedinexchangeonline: 'permission',
  itemnotfound: 'not_found',
  erroritemnotfound: 'not_found',
  request_resourcenotfound: 'not_found',
  resourcenotfound: 'not_found',
  notfound: 'not_found',
  resyncrequired: 'not_found',
  syncstatenotfound: 'not_found',
  syncstateinvalid: 'not_found',
  toomanyrequests: 'rate_limited',
  activitylimitreached: 'rate_limited',
  applicationthrottled: 'rate_limited',
  errorserverbusy: 'rate_limited',
  errorirresolvableconflict: 'conflict',
  errorfolderexists: 'conflict',
  itemalreadyexists: 'conflict',
  namealreadyexists: 'conflict',
  editconflict: 'conflict',
  resourcelocked: 'conflict',
  locked: 'conflict',
  quotalimitreached: 'quota',
  errorquotaexceeded: 'quota',
  errorexceededmessagelimit: 'quota',
  errormessagesizeexceeded: 'too_large',
  responsepayloadsizelimitexceeded: 'too_large',
  servicenotavailable: 'app_down',
};

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

/** The innermost codes say most: https://learn.microsoft.com/en-us/graph/errors */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at = inner.safeParse(error).data, depth = 0; at !== undefined && depth < 5; depth++) {
    if (at.code !== undefined) codes.unshift(at.code);
    at = inner.safeParse(at.innerError ?? at.innererror).data;
  }
  return codes;
}

export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  if (!parsed.success || status < 400) return undefined;
  const { message, target, code: outer } = parsed.data.error;
  const known = codesOf(parsed.data.error).find((code) => Object.hasOwn(byCode, code.toLowerCase()));
  const errorClass = status === 429 || known === undefined ? byStatus[status] : byCode[known.toLowerCase()];
  if (errorClass === undefined) return undefined;
  const code = known ?? outer;
  return { class: errorClass, ...(message && { message }), ...(code && { code }), ...(target && { field: target }) };
}
