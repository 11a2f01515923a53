import { AppCallError, type Connector, type ErrorClass } from '#connectors/kit/index.ts';
import { type AppWords, appWords } from './app-words.ts';
import { lackingScopes } from './lacking-scopes.ts';
import { retryAfterMs } from './retry-after.ts';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed; a text where it is no data, undefined where there is none. */
  body: unknown;
  /** The title of a web page that came instead of data. */
  page?: string;
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

/** Headers in which apps tell what their support asks for: `x-request-id`, `x-acme-correlation-id`, `acme_tid`. */
const requestIdHeader = /(^|[-_])(request-?id|correlation-id|trace-id|tid)$/;

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

type Translate = Connector['errors'];

/** What an answer means as an error: by the connector's own words first, then by the call's, then by its status. `undefined`: it is none. */
export function errorOf(
  answer: Answer,
  { name, errors }: Pick<Connector, 'name' | 'errors'>,
  ofCall?: Translate,
): AppCallError | undefined {
  const { status, headers } = answer;
  const translated = errors?.(answer) ?? ofCall?.(answer);
  if (translated === undefined && status >= 200 && status < 300) return undefined;
  const said: AppWords = answer.page === undefined ? appWords(answer.body) : { code: 'web_page', message: answer.page };
  const lacking = lackingScopes(status, headers);
  const errorClass = translated?.class ?? (lacking ? 'permission' : classOf(answer));
  const appMessage = translated?.message ?? said.message;
  const isPage = answer.page !== undefined && translated?.message === undefined;
  const quote = isPage ? 'It answered a web page instead of data' : 'It said';
  const sentence = lacking?.length
    ? `${name} wants more than this connection was allowed: ${lacking.join(', ')}. Connect it again to allow it.`
    : sentences[errorClass](name);
  return new AppCallError(appMessage === undefined ? sentence : `${sentence} ${quote}: ${appMessage}`, {
    class: errorClass,
    status,
    code: translated?.code ?? (lacking ? 'insufficient_scope' : said.code),
    appMessage,
    field: translated?.field ?? said.field,
    retryAfterMs: translated?.retryAfterMs ?? retryAfterMs(headers),
    ...(lacking?.length && { missingScopes: lacking }),
    appRequestId: [...headers].find(([header]) => requestIdHeader.test(header))?.[1],
  });
}

function classOf({ status, headers }: Answer): ErrorClass {
  if (status === 403 && headers.has('retry-after')) return 'rate_limited';
  const known = classByStatus[status];
  if (known !== undefined) return known;
  if (status >= 500) return 'app_down';
  return status >= 400 ? 'invalid' : 'protocol';
}
