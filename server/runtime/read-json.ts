/** Why a body is not usable as JSON; the words complete "the answer …". */
export class UnreadableJson extends Error {}

const maxDepth = 200;
const utf8 = new TextDecoder('utf-8', { fatal: true });
const possiblyUnsafe = /\d{16}/;

/**
 * Parses what an app sent. Whole numbers beyond 2^53 become text, digit for digit: as numbers two ids could fall
 * together. Throws `UnreadableJson` for anything that is not JSON, and for nesting so deep that walking it would fail.
 */
export function readJson(body: Buffer): unknown {
  if (isTooDeep(body)) throw new UnreadableJson(`is nested more than ${maxDepth} levels deep`);
  let text: string;
  try {
    text = utf8.decode(body);
  } catch (cause) {
    throw Object.assign(new UnreadableJson('is not written in UTF-8'), { cause });
  }
  try {
    return possiblyUnsafe.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new UnreadableJson('is not JSON'), { cause });
  }
}

// The third argument, the number as it was written, is newer than the compiler's description of JSON.parse.
function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  const isUnsafe =
    typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source);
  return isUnsafe ? source : value;
}

const quote = 0x22;
const backslash = 0x5c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

function isTooDeep(body: Buffer): boolean {
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index] ?? 0;
    if (isInText) {
      if (byte === backslash) index += 1;
      else if (byte === quote) isInText = false;
    } else if (byte === quote) isInText = true;
    else if (opening.has(byte)) {
      depth += 1;
      if (depth > maxDepth) return true;
    } else if (closing.has(byte)) depth -= 1;
  }
  return false;
}
