import type { EgressResponse } from '#server/http/egress.ts';
import { readJson, UnreadableJson } from '../read-json.ts';
import { webPage } from '../web-page.ts';

export interface TokenBody {
  /** Undefined where nothing could be read. */
  values: unknown;
  /** Why, to complete "the answer …". */
  problem?: string;
}

/** Takes the answer of a token address apart: JSON whatever it is called, or a form. `path` is where the connector expects the token. */
export function readTokenBody({ body, headers }: EgressResponse, path = 'access_token'): TokenBody {
  const type = headers.get('content-type') ?? '';
  let problem = 'is neither JSON nor form-encoded';
  if (!type.includes('x-www-form-urlencoded')) {
    try {
      const json = readJson(body);
      return typeof json === 'object' && json !== null ? { values: json } : { values: undefined, problem };
    } catch (error) {
      if (!(error instanceof UnreadableJson)) throw error;
    }
  }
  const text = body.toString('utf8');
  // Some apps send a form and call it text/html.
  const form = Object.fromEntries(new URLSearchParams(text.trim()));
  const isForm = [path, 'access_token', 'error'].some((name) => Object.hasOwn(form, name));
  if (isForm) return { values: form };
  const page = webPage(body, type);
  if (page !== undefined) problem = `is a web page instead of a token: ${page.title.replace(/\p{Cc}/gu, '')}`;
  else if (text.trim() === '') problem = 'is empty';
  return { values: undefined, problem };
}
