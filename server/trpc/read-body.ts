import { AppError } from '#server/errors.ts';

export const maxBodyBytes = 1024 * 1024;
const maxDepth = 64;

/** The body as text, read no further than the limit. */
export async function readBody(request: Request, maxBytes = maxBodyBytes): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // The reader of an unread body; breaking out of the loop cancels it.
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const tooLarge = (maxBytes: number) =>
  new AppError('too_large', `The body is larger than ${maxBytes / maxBodyBytes} MiB.`, {
    remedy: 'Send less at once.',
  });

/** The body as a JSON object; nothing is an empty one. */
export function parseBody(text: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  if (depthOf(text) > maxDepth) {
    throw new AppError('invalid', `The body is nested more than ${maxDepth} levels deep.`, {
      remedy: 'Send a flatter one.',
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError(
      'malformed_json',
      `The body is not JSON: ${cause instanceof Error ? cause.message : 'it can’t be read'}.`,
      {
        cause,
        remedy: 'Check quotes, commas and brackets of the body.',
      },
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AppError('invalid', 'The body is not a JSON object.', {
      remedy: 'Send the fields in braces: { "name": "value" }.',
    });
  }
  return Object.fromEntries(Object.entries(value));
}

/** How deep brackets are nested, without building anything. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
    else if (char === '}' || char === ']') depth--;
  }
  return deepest;
}
