import type { DeclaredRequest } from '#connectors/kit/declared.ts';
import type { HttpRequest, MultipartPart } from '#connectors/kit/index.ts';
import { fillAddress, fillHeader, fillJson, fillText, fillValue } from '../template.ts';
import { fileOf, fillParts } from './fill-parts.ts';
import { fillQuery } from './fill-query.ts';

/** A declared request with its places filled: what `context.http` is called with. */
export interface FilledRequest
  extends Pick<HttpRequest, 'json' | 'form' | 'text' | 'contentType' | 'answer' | 'repeatable'> {
  method: DeclaredRequest['method'];
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  multipart?: MultipartPart[];
}

/** One place that is `input`'s, and nothing around it. */
const inputPlace = /^\s*\{\{\s*input((?:\.[\w-]+)+)\s*\??\s*\}\}\s*$/;

/** What is sent as the text that it is; anything else may be given as a data address. */
const isReadable = /^text\/|json|xml|urlencoded|graphql/i;

/** Fills a declared request from `values` (`input`, `settings`, and what is known of the connection). `app` is named in errors. */
export function fillRequest(request: DeclaredRequest, values: Record<string, unknown>, app: string): FilledRequest {
  const filling = { values, app };
  const headers = Object.entries(request.headers ?? {}).flatMap(([name, template]) => {
    const value = fillHeader({ template, ...filling });
    return value === undefined ? [] : [[name, value] as const];
  });
  const { method, contentType, answer, repeatable } = request;
  return {
    method,
    path: fillAddress({ template: request.path, ...filling }),
    query: fillQuery(request.query ?? {}, filling),
    headers: Object.fromEntries(headers),
    ...bodyOf(request, filling),
    ...(contentType !== undefined && { contentType }),
    ...(answer !== undefined && { answer }),
    ...(repeatable !== undefined && { repeatable }),
  };
}

interface Filling {
  values: Record<string, unknown>;
  app: string;
}

function bodyOf(request: DeclaredRequest, filling: Filling): Partial<FilledRequest> {
  const { json, form, multipart, text } = request;
  // A body that is one optional place without a value is no body.
  if (json !== undefined) {
    const filled = fillBody(json, filling);
    return filled === undefined ? {} : { json: filled };
  }
  if (form !== undefined) {
    const entries = Object.entries(form).map(([name, value]) => [name, fillBody(value, filling)] as const);
    return { form: Object.fromEntries(entries.filter(([, value]) => value !== undefined)) };
  }
  if (multipart !== undefined) return { multipart: fillParts(multipart, filling) };
  if (text === undefined) return {};
  const filled = fillText({ template: text, ...filling });
  if (filled === undefined) return {};
  return { text: isReadable.test(request.contentType ?? 'text/plain') ? filled : fileOf(filled).content };
}

/**
 * As `fillJson`, but what somebody has put into `input` stays as it is: an explicit null or empty text empties a field at the
 * app, which is something else than leaving it alone.
 */
function fillBody(json: unknown, filling: Filling): unknown {
  if (typeof json === 'string') {
    const given = givenInput(json, filling.values.input);
    return given === undefined ? fillValue({ template: json, ...filling }) : given;
  }
  if (Array.isArray(json)) return json.map((item) => fillBody(item, filling)).filter((item) => item !== undefined);
  if (typeof json !== 'object' || json === null) return fillJson(json, filling);
  const entries = Object.entries(json).map(([key, value]) => [key, fillBody(value, filling)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function givenInput(template: string, input: unknown): unknown {
  const place = template.match(inputPlace);
  if (place === null) return undefined;
  const parts = (place[1] ?? '').slice(1).split('.');
  return parts.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? Reflect.get(value, part) : undefined,
    input,
  );
}
