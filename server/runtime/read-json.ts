import { randomUUID } from 'node:crypto';

/** Why a body is not usable as JSON; the words complete "the answer …". */
export class UnreadableJson extends Error {}

export const maxDepth = 200;
const utf8 = new TextDecoder('utf-8', { fatal: true });
/** With so many digits a whole number may be beyond 2^53. */
const manyDigits = 16;

/** Stands where something was cut out. No app can know it. */
const cutMark = `cut-${randomUUID()}`;

/** Whether something was cut out of a value that `readJson` gave. */
export const holdsCut = (value: unknown): boolean => JSON.stringify(value)?.includes(cutMark) === true;

/** For people, who are shown it. */
export const withoutCut = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll(cutMark, '…'));

/**
 * Parses what an app sent. Whole numbers beyond 2^53 become text, digit for digit: as numbers two ids could fall
 * together. Throws `UnreadableJson` for anything that is not JSON, and for nesting so deep that walking it would fail;
 * where somebody can be told of it by `onCut`, what is too deep is cut out instead, so that the rest can be read.
 */
export function readJson(whole: Buffer, onCut?: () => void): unknown {
  let body = whole;
  let { depth, digits } = measure(body);
  if (depth > maxDepth) {
    if (!onCut) throw new UnreadableJson(`is nested more than ${maxDepth} levels deep`);
    body = cut(whole);
    digits = manyDigits;
    onCut();
  }
  let text: string;
  try {
    text = utf8.decode(body);
  } catch (cause) {
    throw Object.assign(new UnreadableJson('is not written in UTF-8'), { cause });
  }
  try {
    return digits >= manyDigits ? JSON.parse(text, keepDigits) : JSON.parse(text);
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

/** How deep it is nested, and how many digits its longest number has: byte by byte, stepping over texts. */
function measure(body: Buffer): { depth: number; digits: number } {
  const { length } = body;
  let [level, depth, run, digits] = [0, 0, 0, 0];
  for (let index = 0; index < length; index += 1) {
    const byte = body[index] ?? 0;
    if (byte >= 0x30 && byte <= 0x39) {
      run += 1;
      if (run > digits) digits = run;
      continue;
    }
    run = 0;
    if (byte === quote) index = endOfText(body, index + 1);
    else if (byte === 0x7b || byte === 0x5b) {
      level += 1;
      if (level > depth) depth = level;
      if (depth > maxDepth) break;
    } else if (byte === 0x7d || byte === 0x5d) level -= 1;
  }
  return { depth, digits };
}

/** Without what is nested too deep. */
function cut(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  let [level, from] = [0, 0];
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index];
    if (byte === quote) index = endOfText(body, index + 1);
    else if (byte === 0x7b || byte === 0x5b) {
      level += 1;
      if (level === maxDepth + 1) parts.push(body.subarray(from, index), Buffer.from(`"${cutMark}"`));
    } else if (byte === 0x7d || byte === 0x5d) {
      if (level === maxDepth + 1) from = index + 1;
      level -= 1;
    }
  }
  // What never ends is not JSON, with or without the cut.
  return Buffer.concat(level > maxDepth ? [body] : [...parts, body.subarray(from)]);
}

const shortText = 24;

/** Where the text that begins at `from` ends: at the next quote that no backslash escapes. */
function endOfText(body: Buffer, from: number): number {
  let index = from;
  // Most texts are short: for those, asking the native search costs more than it saves.
  for (const near = Math.min(from + shortText, body.length); index < near; index += 1) {
    const byte = body[index];
    if (byte === quote) return index;
    if (byte === backslash) index += 1;
  }
  while (index < body.length) {
    const end = body.indexOf(quote, index);
    if (end === -1) return body.length;
    let escapes = end;
    while (escapes > index && body[escapes - 1] === backslash) escapes -= 1;
    if ((end - escapes) % 2 === 0) return end;
    index = end + 1;
  }
  return index;
}
