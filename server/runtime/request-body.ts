import { randomBytes } from 'node:crypto';
import type { HttpRequest, MultipartPart } from '#connectors/kit/index.ts';

export interface RequestBody {
  body?: string | Uint8Array;
  type?: string;
}

/** What a request carries, as it travels. */
export function bodyOf({ json, form, multipart, text, contentType }: HttpRequest): RequestBody {
  if (json !== undefined) return { body: JSON.stringify(json), type: contentType ?? 'application/json' };
  if (form !== undefined)
    return { body: formOf(form).toString(), type: contentType ?? 'application/x-www-form-urlencoded' };
  if (multipart !== undefined) return multipartOf(multipart);
  if (text !== undefined) return { body: text, type: contentType ?? defaultType(text) };
  return {};
}

/** Nested values in brackets: `{ a: { b: 1 }, list: ['x'] }` is `a[b]=1&list[0]=x`. What is undefined is left out, null is empty. */
export function formOf(form: Record<string, unknown>): URLSearchParams {
  const pairs = Object.entries(form).flatMap(([name, value]) => pairsOf(name, value));
  return new URLSearchParams(pairs);
}

function pairsOf(name: string, value: unknown): [string, string][] {
  if (value === undefined) return [];
  if (value === null) return [[name, '']];
  if (value instanceof Date) return [[name, value.toISOString()]];
  if (typeof value !== 'object') return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => pairsOf(`${name}[${key}]`, inner));
}

function multipartOf(parts: MultipartPart[]): RequestBody {
  const boundary = `portico-${randomBytes(18).toString('base64url')}`;
  const chunks = parts.flatMap((part) => [
    Buffer.from(`--${boundary}\r\n${headOf(part)}\r\n\r\n`),
    Buffer.from(part.content),
    Buffer.from('\r\n'),
  ]);
  const body = Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]);
  return { body, type: `multipart/form-data; boundary=${boundary}` };
}

function headOf({ name, filename, contentType, content }: MultipartPart): string {
  const disposition = `Content-Disposition: form-data; name="${quoted(name)}"`;
  if (filename === undefined && contentType === undefined) return disposition;
  const file = filename === undefined ? '' : `; filename="${quoted(filename)}"`;
  const type = (contentType ?? defaultType(content)).replace(/[\r\n]/g, '');
  return `${disposition}${file}\r\nContent-Type: ${type}`;
}

/** As browsers write names (HTML, "multipart form data"): nothing can end the line or the quotes. */
function quoted(text: string): string {
  return text.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}

const defaultType = (content: string | Uint8Array): string =>
  typeof content === 'string' ? 'text/plain; charset=utf-8' : 'application/octet-stream';
