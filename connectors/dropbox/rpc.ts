import type { z } from 'zod';
import type { ConnectorHttp, HttpRequest } from '../kit/index.ts';

/** Every call is a POST; what only reads may be sent again. */
export async function ask<S extends z.ZodType>(
  http: ConnectorHttp,
  route: string,
  schema: S,
  argument: unknown,
): Promise<z.output<S>> {
  return (await http.post(`/${route}`, schema, { json: argument, repeatable: true })).body;
}

/** A call that changes something. */
export async function tell<S extends z.ZodType>(
  http: ConnectorHttp,
  route: string,
  schema: S,
  argument: unknown,
  request: Pick<HttpRequest, 'repeatable'> = {},
): Promise<z.output<S>> {
  return (await http.post(`/${route}`, schema, { json: argument, ...request })).body;
}

export const contentUrl = (route: string): string => `https://content.dropboxapi.com/2/${route}`;

/** The argument of a content call travels in a header, where nothing but ASCII may stand. */
export function argumentHeader(argument: unknown): Record<string, string> {
  const escaped = JSON.stringify(argument).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return { 'dropbox-api-arg': escaped };
}
