import { z } from 'zod';
import type { DeclaredRequest } from '#connectors/kit/declared.ts';
import type { ConnectorContext, HttpRequest, HttpResponse } from '#connectors/kit/index.ts';
import { fillRequest } from './fill-request.ts';

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'head' | 'options';
const verbs: Record<DeclaredRequest['method'], Verb> = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  PATCH: 'patch',
  DELETE: 'delete',
  HEAD: 'head',
  OPTIONS: 'options',
};

/** What templates of a request are filled from: what is known of the connection, and above it what this call is about. */
export const valuesOf = (
  { learnt, settings }: Pick<ConnectorContext<unknown>, 'learnt' | 'settings'>,
  more: Record<string, unknown> = {},
): Record<string, unknown> => ({ ...learnt, settings, ...more });

/** Fills a declared request and sends it. */
export function callApp(
  { http }: Pick<ConnectorContext<unknown>, 'http'>,
  request: DeclaredRequest,
  { values, app, more = {} }: { values: Record<string, unknown>; app: string; more?: HttpRequest },
): Promise<HttpResponse<unknown>> {
  const { method, path, ...filled } = fillRequest(request, values, app);
  const { headers, ...rest } = more;
  return http[verbs[method]](path, z.unknown(), { ...filled, ...rest, headers: { ...filled.headers, ...headers } });
}
