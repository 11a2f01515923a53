import { z } from 'zod';
import { AppCallError, type OAuth1Auth } from '#connectors/kit/index.ts';
import { AppError } from '#server/errors.ts';
import { egress } from '#server/http/egress.ts';
import type { Access } from '../access.ts';
import { errorOf } from '../answer-error.ts';
import { withHeaders } from '../auth/with-headers.ts';
import { readRefusal } from '../read-answer.ts';
import { fillTemplate } from '../template.ts';
import { type OAuth1Keys, oauth1Header } from './oauth1-header.ts';

interface Ask {
  access: Access;
  endpoint: 'requestToken' | 'accessToken';
  keys: OAuth1Keys;
  more: Record<string, string>;
  now: Date;
}

export interface OAuth1Answer {
  token: string;
  tokenSecret: string;
  /** The whole answer. */
  values: Record<string, string>;
}

const maxBytes = 1_048_576;
const tokens = z.object({ oauth_token: z.string().min(1), oauth_token_secret: z.string().min(1) });

/** Asks one of the two token addresses. Never redirected: what is sent is for this address alone. */
export async function askForToken({ access, endpoint, keys, more, now }: Ask): Promise<OAuth1Answer> {
  const { auth, endpoints } = endpointsOf(access);
  const { connector } = access.connector;
  const { values } = access;
  const request = {
    method: 'POST',
    url: fillTemplate({ template: endpoints[endpoint], values, app: connector.name }),
    headers: { accept: 'application/x-www-form-urlencoded, */*;q=0.5' },
  };
  const authorization = oauth1Header({ auth, keys, request, values, app: connector.name, now, more });
  const response = await egress({
    ...request,
    headers: withHeaders(request.headers, { authorization }),
    maxBytes,
    maxRedirects: 0,
  });
  const { status, headers, body } = response;
  const answer = Object.fromEntries(new URLSearchParams(body.toString('utf8').trim()));
  // What most of these addresses call their reason; the others write prose, or JSON.
  const said = answer.oauth_problem;
  const isGood = status >= 200 && status < 300;
  const words = said === undefined && !isGood ? readRefusal(response) : { body: said && { code: said, message: said } };
  const refusal = errorOf({ status, headers, ...words }, connector);
  if (refusal !== undefined) throw refusal;
  const parsed = tokens.safeParse(answer);
  if (parsed.success)
    return { token: parsed.data.oauth_token, tokenSecret: parsed.data.oauth_token_secret, values: answer };
  throw new AppCallError(`The answer of ${connector.name}'s token address has no usable oauth_token.`, {
    class: 'protocol',
    code: 'token_answer',
    status,
    appMessage: said,
  });
}

export function endpointsOf({ auth, connector }: Access): {
  auth: OAuth1Auth;
  endpoints: NonNullable<OAuth1Auth['endpoints']>;
} {
  if (auth.kind === 'oauth1' && auth.endpoints !== undefined) return { auth, endpoints: auth.endpoints };
  throw new AppError('internal', `The connector ${connector.slug} is not connected by OAuth 1.0a.`);
}
