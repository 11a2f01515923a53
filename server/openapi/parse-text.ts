import { LineCounter, parseDocument } from 'yaml';
import { AppError } from '#server/errors.ts';

/** More is no description of an API but a load. */
const maxBytes = 20 * 1024 * 1024;
/** An alias may stand for a whole tree: a few lines of them can stand for more than any memory holds. */
const maxAliases = 1_000;
const wanted = 'Give an OpenAPI 3 or Swagger 2 document, or a Google Discovery document, as JSON or YAML.';

/** The JSON or YAML of a text. Says what it is not, where it is neither. */
export function parseText(source: string | Uint8Array): unknown {
  const bytes = typeof source === 'string' ? Buffer.byteLength(source) : source.byteLength;
  if (bytes > maxBytes)
    throw new AppError('too_large', `This description has ${Math.ceil(bytes / 1024 / 1024)} MB; 20 MB can be read.`, {
      remedy: 'Leave out the parts that you do not need.',
    });
  const text = (typeof source === 'string' ? source : decode(source)).replace(/^\uFEFF/, '');
  const start = text.trimStart();
  if (start === '') throw unreadable('This file is empty.');
  if (start.startsWith('<'))
    throw unreadable(`This is ${isHtml(start) ? 'a web page' : 'XML'}, and no API description.`);
  if (isGraphql(start.slice(0, 5_000))) throw unreadable('This is a GraphQL schema, and no description of requests.');
  return start.startsWith('{') || start.startsWith('[') ? parseJson(text) : parseYaml(text);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable('This is no text in UTF-8.', cause);
  }
}

const isGraphql = (text: string) =>
  text
    .split('\n')
    .some((line) => /^(extend )?(schema|type|input|interface|enum|union|scalar|directive)\b[\w @]*[{(=|]/.test(line));
const isHtml = (text: string) => /^<(!doctype html|html)/i.test(text);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // A flow mapping of YAML begins like JSON.
    const parsed = tryYaml(text);
    if (parsed !== undefined) return parsed.value;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw unreadable(`This begins like JSON and can't be read as such: ${withLine(reason, text)}.`, cause);
  }
}

/** V8 tells a position; people count lines. */
function withLine(reason: string, text: string): string {
  const at = reason.match(/ at position (\d+)/);
  if (at === null || reason.includes('line')) return reason;
  const before = text.slice(0, Number(at[1])).split('\n');
  return `${reason} (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}

function parseYaml(text: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent', merge: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw unreadable(`This is neither JSON nor YAML: ${error.message} (line ${line}, column ${col}).`, error);
  }
  try {
    return document.toJS({ maxAliasCount: maxAliases });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw unreadable(`This YAML can't be unfolded: ${reason}.`, cause);
  }
}

function tryYaml(text: string): { value: unknown } | undefined {
  // Only a small one: a large document that fails as JSON is broken JSON.
  if (text.length > 200_000) return undefined;
  try {
    const value = parseYaml(text);
    return typeof value === 'object' && value !== null ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** An error for something that is no description at all. */
export function unreadable(message: string, cause?: unknown): AppError {
  return new AppError('invalid', message, { cause, field: 'description', remedy: wanted });
}
