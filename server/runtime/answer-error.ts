import { z } from 'zod';
import { AppCallError, type Connector, type ErrorClass } from '#connectors/kit/index.ts';
import { retryAfterMs } from './retry-after.ts';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON; undefined where there is none. */
  body: unknown;
}

const classByStatus: Record<number, ErrorClass> = {
  401: 'auth',
  402: 'quota',
  403: 'permission',
  404: 'not_found',
  408: 'timeout',
  409: 'conflict',
  410: 'not_found',
  412: 'conflict',
  413: 'too_large',
  423: 'conflict',
  429: 'rate_limited',
  501: 'protocol',
  505: 'protocol',
};

const sentences: Record<ErrorClass, (app: string) => string> = {
  auth: (app) => `${app} no longer accepts this connection.`,
  permission: (app) => `${app} does not allow this to the connected account.`,
  not_found: (app) => `${app} does not know what was asked for.`,
  invalid: (app) => `${app} did not accept the request.`,
  conflict: (app) => `${app} has changed this in the meantime.`,
  rate_limited: (app) => `${app} asks us to slow down.`,
  quota: (app) => `The plan or quota of the connected account at ${app} is used up.`,
  too_large: (app) => `The request was too large for ${app}.`,
  app_down: (app) => `${app} is not working at the moment.`,
  timeout: (app) => `${app} took too long.`,
  network: (app) => `${app} could not be reached.`,
  protocol: (app) => `${app} answered in a way that it does not describe.`,
  mapping: (app) => `What ${app} sent does not fit.`,
  internal: (app) => `Calling ${app} failed on our side.`,
};

/** What an answer means as an error: by the connector's own words first, then by its status. `undefined`: it is none. */
export function errorOf(answer: Answer, { name, errors }: Connector): AppCallError | undefined {
  const { status, headers, body } = answer;
  const translated = errors?.({ status, body });
  if (translated === undefined && status >= 200 && status < 300) return undefined;
  const said = wordsOf(body);
  const errorClass = translated?.class ?? classOf(answer);
  const appMessage = translated?.message ?? said.message;
  return new AppCallError(
    appMessage === undefined ? sentences[errorClass](name) : `${sentences[errorClass](name)} It said: ${appMessage}`,
    {
      class: errorClass,
      status,
      code: translated?.code ?? said.code,
      appMessage,
      field: translated?.field ?? said.field,
      retryAfterMs: translated?.retryAfterMs ?? retryAfterMs(headers),
      appRequestId:
        headers.get('x-request-id') ?? headers.get('request-id') ?? headers.get('x-correlation-id') ?? undefined,
    },
  );
}

function classOf({ status, headers }: Answer): ErrorClass {
  if (status === 403 && headers.has('retry-after')) return 'rate_limited';
  const known = classByStatus[status];
  if (known !== undefined) return known;
  if (status >= 500) return 'app_down';
  return status >= 400 ? 'invalid' : 'protocol';
}

const longestMessage = 500;
const text = z
  .string()
  .trim()
  .min(1)
  .transform((value) => value.slice(0, longestMessage))
  .optional()
  .catch(undefined);
const words = z.object({ code: text, type: text, message: text, detail: text, error_description: text, field: text });
const body = words.extend({
  error: z.union([text.unwrap(), words]).optional().catch(undefined),
  errors: z.array(words).optional().catch(undefined),
});

/** The code, message and field in the shapes that most apps use: at the top, under `error`, or first among `errors`. */
function wordsOf(value: unknown): { code?: string; message?: string; field?: string } {
  const parsed = body.safeParse(value);
  if (!parsed.success) return {};
  const { error, errors, ...top } = parsed.data;
  const inner = typeof error === 'object' ? error : errors?.[0];
  return {
    code: inner?.code ?? inner?.type ?? (typeof error === 'string' ? error : undefined) ?? top.code ?? top.type,
    message: inner?.message ?? inner?.detail ?? top.error_description ?? top.message ?? top.detail,
    field: inner?.field ?? top.field,
  };
}
